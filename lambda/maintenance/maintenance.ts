import type { Logger } from '@aws-lambda-powertools/logger';
import { MetricUnit } from '@aws-lambda-powertools/metrics';
import type { Context } from 'aws-lambda';
import { isObject, type JsonObject } from '../scim/json.ts';
import { type LeftWork, type Swept, sweep } from '../store/dynamo/sweeping.ts';
import type { Table } from '../store/dynamo/table.ts';
import { describeFailure } from '../tenancy/failure.ts';

interface Dependencies {
  readonly table: Table;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly logger: Pick<Logger, 'info' | 'error'>;
  readonly metrics: {
    addMetric(name: string, unit: MetricUnit, value: number): unknown;
    publishStoredMetrics(): unknown;
  };
}

/** What is kept of the function's time to say how the work has ended, milliseconds. */
const RESERVE = 15_000;
/** Since when work is left over that several runs should have finished, milliseconds. */
const OVERDUE = 3_600_000;

/**
 * The maintenance function: `{ "operation": "sweep" }`, which its schedule sends. Each resource that it finishes
 * leaves one audit line.
 * @throws Error when it could do nothing, so that Lambda counts it
 */
export const maintenance =
  ({ table, now, logger, metrics }: Dependencies) =>
  async (
    event: unknown,
    { awsRequestId, getRemainingTimeInMillis }: Pick<Context, 'awsRequestId' | 'getRemainingTimeInMillis'>,
  ) => {
    const { operation }: JsonObject = isObject(event) ? event : {};
    if (operation !== 'sweep') throw new Error('operation has to be sweep');
    const swept = await sweep({
      table,
      now,
      deadline: Date.now() + getRemainingTimeInMillis() - RESERVE,
      requestId: awsRequestId,
      finished: ({ tenant, type, id, work, since }) =>
        logger.info('maintenance', {
          audit: { operation, tenant, type, id, work, since, request: awsRequestId },
        }),
    }).catch((error: unknown) => {
      logger.error('sweep failure', { failure: describeFailure(error) });
      // Without a cause: the runtime logs whatever is thrown, and all that hangs on it.
      throw new Error('The sweep could not begin');
    });
    return tell(swept);

    function tell({ finished, left }: Swept) {
      for (const { tenant, type, id, work, error } of left)
        if (error !== undefined)
          logger.error('work failure', { tenant, type, id, work, failure: describeFailure(error) });
      const overdue = left.filter(isOverdue).length;
      if (overdue > 0) {
        metrics.addMetric('OverdueWork', MetricUnit.Count, overdue);
        metrics.publishStoredMetrics();
      }
      return { finished: finished.length, left: left.length, overdue };
    }

    function isOverdue({ since }: LeftWork): boolean {
      return now() - Date.parse(since) > OVERDUE;
    }
  };
