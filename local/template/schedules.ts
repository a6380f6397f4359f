/** The rules of the template that invoke a function at a rate. */
import { JsonReader } from '../json.ts';
import type { ScheduleDefinition } from '../schedule.ts';
import type { StackResource } from './stack.ts';

const RATE = /^rate\((\d+) (minute|hour|day)s?\)$/;
const MINUTE_MS = 60_000;
const UNIT_MS: Readonly<Record<string, number>> = {
  minute: MINUTE_MS,
  hour: 60 * MINUTE_MS,
  day: 24 * 60 * MINUTE_MS,
};

/** @param resource an `AWS::Events::Rule`. @throws Error when it is no rate at which functions are invoked. */
export const scheduleDefinitions = ({
  ref,
  properties: rule,
}: StackResource): readonly ScheduleDefinition[] => {
  const [, count, unit = ''] = RATE.exec(rule.string('ScheduleExpression')) ?? [];
  const unitMs = UNIT_MS[unit];
  if (unitMs === undefined) throw new Error(`${ref} has no rate, and no other schedule is kept`);
  return rule.list('Targets').map((one) => {
    const target = new JsonReader(one, `${ref}.Targets`);
    const arn = target.string('Arn');
    return {
      everyMs: Number(count) * unitMs,
      functionName: arn.slice(arn.lastIndexOf(':') + 1),
      // EventBridge sends an event of its own where there is no input; no function here reads one.
      payload: target.optionalString('Input') ?? '{}',
    };
  });
};
