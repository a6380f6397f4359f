import type { Logger } from '@aws-lambda-powertools/logger';
import { MetricUnit } from '@aws-lambda-powertools/metrics';
import type { Context } from 'aws-lambda';
import { isObject, type JsonObject } from '../scim/json.ts';
import type { FsckStep } from '../store/dynamo/fsck/step.ts';
import { sweep } from '../store/dynamo/sweeping.ts';
import type { Table } from '../store/dynamo/table.ts';
import type { AdminAnswer } from '../tenancy/admin.ts';
import { TenancyError } from '../tenancy/error.ts';
import { describeFailure } from '../tenancy/failure.ts';
import { checkTenant } from './fsck.ts';

interface Dependencies {
  readonly table: Table;
  /** Epoch milliseconds. */
  readonly now: () => number;
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
 * The maintenance function: `{ "operation": "sweep" }`, which its schedule sends, and `{ "operation": "fsck", … }`,
 * which an operator does. Each work that is finished and each fault that is repaired leaves one audit line.
 * @throws Error when a sweep could do nothing, so that Lambda counts it
 */
export const maintenance =
  ({ table, now, logger, metrics }: Dependencies) =>
  async (event: unknown, invocation: Invocation): Promise<Sweeping | AdminAnswer<FsckStep>> => {
    const { operation, ...payload }: JsonObject = isObject(event) ? event : {};
    if (operation === 'sweep') return sweepAll(invocation);
    if (operation === 'fsck') return check(payload, invocation.awsRequestId);
    throw new Error('operation has to be sweep or fsck');

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

    async function check(input: JsonObject, requestId: string): Promise<AdminAnswer<FsckStep>> {
      try {
        const result = await checkTenant({ table, now, requestId }, input);
        for (const { fault, where, outcome } of result.findings)
          if (outcome === 'repaired' || outcome === 'left')
            audit({ tenant: input['tenant'], fault, where, outcome, request: requestId });
        return { ok: true, result };
      } catch (error) {
        if (error instanceof TenancyError)
          return { ok: false, error: { code: error.code, message: error.message } };
        logger.error('fsck failure', { failure: describeFailure(error) });
        const message = `the check failed; see the log of request ${requestId}`;
        return { ok: false, error: { code: 'internal', message } };
      }
    }

    function audit(line: Readonly<Record<string, unknown>>): void {
      logger.info('maintenance', { audit: { operation, ...line } });
    }
  };
