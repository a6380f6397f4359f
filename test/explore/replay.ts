import { UsageError } from '../../local/admin/error.ts';
import { type Crash, crash, SIDES } from './crashes.ts';
import type { Explorer, Finding } from './explorer.ts';
import { operationNamed } from './operations.ts';
import { runSchedule, type Schedule } from './schedules.ts';

/** A run, as its name says it. */
export type Named = { readonly crash: Crash } | { readonly schedule: Schedule };

/** @throws UsageError for what names no run */
export const parseName = (name: string): Named => {
  const [kind = '', operations = '', ...more] = name.split('/');
  if (kind === 'schedule' || kind === 'kill') {
    const seed = more.join('/');
    return { schedule: { kind, operations: operations.split('+').map(operationNamed), seed } };
  }
  const [call = '', sideName = '', recovery = '', ...seed] = more;
  const side = SIDES.find((one) => one === sideName);
  if (kind !== 'crash' || !/^\d+$/.test(call) || !side || (recovery !== 'repeat' && recovery !== 'sweep')) {
    throw new UsageError(`'${name}' is the name of no run, such as crash/add-29/7/after/repeat/1.0.`);
  }
  return {
    crash: {
      operation: operationNamed(operations),
      call: Number(call),
      side,
      recovery,
      seed: seed.join('/'),
    },
  };
};

export const replay = async (explorer: Explorer, named: Named): Promise<Finding> =>
  'crash' in named ? (await crash(explorer, named.crash)).finding : runSchedule(explorer, named.schedule);
