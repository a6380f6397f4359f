import type { Logger } from '@aws-lambda-powertools/logger';
import { MetricUnit } from '@aws-lambda-powertools/metrics';
import type { Context } from 'aws-lambda';
import { isObject, type Json, type JsonObject } from '../scim/json.ts';
import { sweep } from '../store/dynamo/sweeping.ts';
import type { AdminAnswer } from '../tenancy/admin.ts';
import { TenancyError } from '../tenancy/error.ts';
import { describeFailure } from '../tenancy/failure.ts';
import { auditLinesOf, auditLinesOfFailure } from './audit-lines.ts';
import { type MaintenanceOperation, OPERATIONS, type StepOf } from './operations.ts';
import type { Surroundings } from './step.ts';

interface Dependencies extends Omit<Surroundings, 'requestId'> {
  readonly logger: Pick<Logger, 'info' | 'error'>;
  readonly metrics: {
    addMetric(name: string, unit: typeof MetricUnit.Count, value: number): unknown;
    publishStoredMetrics(): unknown;
  };
}

type Invocation = Pick<Context, 'awsRequestId' | 'getRemainingTimeInMillis'>;

/** What a sweep came to: how many works were finished, are left, and have been left for more than an hour. */
interface Sweeping {
  readonly finished: number;
  readonly left: number;
  readonly overdue: number;
}

/** What is kept of the function's time to say how the work has ended, milliseconds. */
const RESERVE = 15_000;
/** Since when work is left over that several runs should have finished, milliseconds. */
const OVERDUE = 3_600_000;

/**
 * The maintenance function: `{ "operation": "sweep" }`, which its schedule sends, and `{ "operation": "fsck", … }`
 * and the like, which an operator does. Each work that is finished, each fault that is repaired and each step that
 * reads out, writes or deletes resources leaves one audit line, also where it failed and nobody knows how far it got.
 * @throws Error when a sweep could do nothing, so that Lambda counts it
 */
export const maintenance =
  ({ logger, metrics, ...surroundings }: Dependencies) =>
  async (
    event: unknown,
    invocation: Invocation,
  ): Promise<Sweeping | AdminAnswer<StepOf<MaintenanceOperation>>> => {
    const { operation, ...payload }: JsonObject = isObject(event) ? event : {};
    const { table, now } = surroundings;
    if (operation === 'sweep') return sweepAll(invocation);
    if (isOperation(operation)) return step(operation, payload, invocation.awsRequestId);
    throw new Error(`operation has to be sweep or one of ${Object.keys(OPERATIONS).join(', ')}`);

    async function sweepAll({ awsRequestId, getRemainingTimeInMillis }: Invocation): Promise<Sweeping> {
      const { finished, left } = await sweep({
        table,
        now,
        deadline: Date.now() + getRemainingTimeInMillis() - RESERVE,
        requestId: awsRequestId,
        finished: ({ tenant, type, id, work, since }) =>
          audit({ tenant, type, id, work, since, request: awsRequestId }),
      }).catch((error: unknown) => {
        logger.error('sweep failure', { failure: describeFailure(error) });
        // Without a cause: the runtime logs whatever is thrown, and all that hangs on it.
        throw new Error('The sweep could not begin');
      });
      for (const { tenant, type, id, work, error } of left)
        if (error !== undefined)
          logger.error('work failure', { tenant, type, id, work, failure: describeFailure(error) });
      const overdue = left.filter(({ since }) => now() - Date.parse(since) > OVERDUE).length;
      if (overdue > 0) {
        metrics.addMetric('OverdueWork', MetricUnit.Count, overdue);
        metrics.publishStoredMetrics();
      }
      return { finished: finished.length, left: left.length, overdue };
    }

    /** What an operator is told. */
    async function step<Name extends MaintenanceOperation>(
      name: Name,
      input: JsonObject,
      requestId: string,
    ): Promise<AdminAnswer<StepOf<MaintenanceOperation>>> {
      try {
        const result = await OPERATIONS[name]({ ...surroundings, requestId }, input);
        for (const line of auditLinesOf(name, input, result))
          audit({ tenant: input['tenant'], ...line, request: requestId });
        return { ok: true, result };
      } catch (error) {
        if (error instanceof TenancyError)
          return { ok: false, error: { code: error.code, message: error.message } };
        logger.error(`${name} failure`, { failure: describeFailure(error) });
        for (const line of auditLinesOfFailure(name, input)) audit({ ...line, request: requestId });
        const message = `the operation failed; see the log of request ${requestId}`;
        return { ok: false, error: { code: 'internal', message } };
      }
    }

    function audit(line: Readonly<Record<string, unknown>>): void {
      logger.info('maintenance', { audit: { operation, ...line } });
    }
  };

const isOperation = (name: Json | undefined): name is MaintenanceOperation =>
  typeof name === 'string' && Object.hasOwn(OPERATIONS, name);
