import type { Logger } from '@aws-lambda-powertools/logger';
import { MetricUnit } from '@aws-lambda-powertools/metrics';
import type { Context } from 'aws-lambda';
import { isObject, type JsonObject } from '../scim/json.ts';
import type { FsckStep } from '../store/dynamo/fsck/step.ts';
import type { RebuildStep } from '../store/dynamo/indexes/rebuilding.ts';
import { sweep } from '../store/dynamo/sweeping.ts';
import type { Table } from '../store/dynamo/table.ts';
import type { AdminAnswer } from '../tenancy/admin.ts';
import { TenancyError } from '../tenancy/error.ts';
import { describeFailure } from '../tenancy/failure.ts';
import { checkTenant } from './fsck.ts';
import { reindexTenant } from './reindex.ts';

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
 * The maintenance function: `{ "operation": "sweep" }`, which its schedule sends, and `{ "operation": "fsck", … }`
 * and `{ "operation": "reindex", … }`, which an operator does. Each work that is finished, each fault that is
 * repaired and each step that rewrites index entries leaves one audit line.
 * @throws Error when a sweep could do nothing, so that Lambda counts it
 */
export const maintenance =
  ({ table, now, logger, metrics }: Dependencies) =>
  async (
    event: unknown,
    invocation: Invocation,
  ): Promise<Sweeping | AdminAnswer<FsckStep> | AdminAnswer<RebuildStep>> => {
    const { operation, ...payload }: JsonObject = isObject(event) ? event : {};
    if (operation === 'sweep') return sweepAll(invocation);
    if (operation === 'fsck') return check(payload, invocation.awsRequestId);
    if (operation === 'reindex') return reindex(payload, invocation.awsRequestId);
    throw new Error('operation has to be sweep, fsck or reindex');

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
      return answering('fsck', requestId, async () => {
        const result = await checkTenant({ table, now, requestId }, input);
        for (const { fault, where, outcome } of result.findings)
          if (outcome === 'repaired' || outcome === 'left')
            audit({ tenant: input['tenant'], fault, where, outcome, request: requestId });
        return result;
      });
    }

    async function reindex(input: JsonObject, requestId: string): Promise<AdminAnswer<RebuildStep>> {
      return answering('reindex', requestId, async () => {
        const result = await reindexTenant({ table, now, requestId }, input);
        const { rewritten, findings } = result;
        if (rewritten + findings.length > 0)
          audit({ tenant: input['tenant'], rewritten, left: findings.length, request: requestId });
        return result;
      });
    }

    /** What an operator is told. */
    async function answering<Result>(
      what: string,
      requestId: string,
      work: () => Promise<Result>,
    ): Promise<AdminAnswer<Result>> {
      try {
        return { ok: true, result: await work() };
      } catch (error) {
        if (error instanceof TenancyError)
          return { ok: false, error: { code: error.code, message: error.message } };
        logger.error(`${what} failure`, { failure: describeFailure(error) });
        const message = `the operation failed; see the log of request ${requestId}`;
        return { ok: false, error: { code: 'internal', message } };
      }
    }

    function audit(line: Readonly<Record<string, unknown>>): void {
      logger.info('maintenance', { audit: { operation, ...line } });
    }
  };
