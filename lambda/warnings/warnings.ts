import type { Logger } from '@aws-lambda-powertools/logger';
import type { Context } from 'aws-lambda';
import pMap from 'p-map';
import { noteWarning } from '../tenancy/credential/changes.ts';
import { describeFailure } from '../tenancy/failure.ts';
import type { Table } from '../tenancy/table.ts';
import { tenantStore } from '../tenancy/tenant/tenant-store.ts';
import { MOST_AT_ONCE, type PutEvents } from './bus.ts';
import { credentialsOf } from './credentials.ts';
import { toEvent, type Warning } from './event.ts';
import { dueThreshold, THRESHOLDS, type Threshold } from './threshold.ts';

interface Dependencies {
  readonly table: Table;
  readonly putEvents: PutEvents;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly logger: Pick<Logger, 'info' | 'error'>;
  /** Publishes how many warnings a run has announced of a threshold. */
  readonly count: (within: Threshold, warnings: number) => void;
}

type Invocation = Pick<Context, 'awsRequestId' | 'getRemainingTimeInMillis'>;

const TENANTS_AT_ONCE = 8;
/** What is kept of the function's time to end what has begun, milliseconds. */
const RESERVE = 30_000;

/**
 * Announces every credential that has come to a threshold before its end, at least once: that it was announced is
 * noted only after the bus has taken the event. Tenants that are not active are left alone, until they are again.
 * @throws Error when something was not announced, so that Lambda counts it and invokes the function once more
 */
export const warnings =
  ({ table, putEvents, now, logger, count }: Dependencies) =>
  async (
    _: unknown,
    { awsRequestId, getRemainingTimeInMillis }: Invocation,
  ): Promise<{ announced: number }> => {
    const announced = new Map<Threshold, number>(THRESHOLDS.map((within) => [within, 0]));
    let missed = 0;

    try {
      let after: string | undefined;
      do {
        const page = await tenantStore(table).list(after);
        const active = page.tenants.filter(({ status }) => status === 'active');
        await pMap(active, ({ id }) => attempt(id), { concurrency: TENANTS_AT_ONCE });
        after = page.next;
      } while (after !== undefined);
    } catch (error) {
      missed += 1;
      logger.error('tenants failure', { failure: describeFailure(error) });
    }
    for (const [within, warnings] of announced) count(within, warnings);
    // Without a cause: the runtime logs whatever is thrown, and all that hangs on it.
    if (missed > 0) throw new Error('Not everything was announced');
    return { announced: announced.values().reduce((sum, warnings) => sum + warnings, 0) };

    /** What fails for one tenant is no reason to be silent to the others. */
    async function attempt(tenant: string): Promise<void> {
      try {
        if (getRemainingTimeInMillis() < RESERVE) throw new Error('the time is up');
        await warn(tenant);
      } catch (error) {
        missed += 1;
        logger.error('warning failure', { tenant, failure: describeFailure(error) });
      }
    }

    async function warn(tenant: string): Promise<void> {
      const credentials = await credentialsOf(table, tenant);
      const due = credentials.flatMap((credential): readonly Warning[] => {
        const within = dueThreshold(credential.life, now());
        return within === undefined ? [] : [{ tenant, credential, within }];
      });
      for (let begin = 0; begin < due.length; begin += MOST_AT_ONCE)
        await announce(due.slice(begin, begin + MOST_AT_ONCE));
    }

    async function announce(due: readonly Warning[]): Promise<void> {
      const taken = await putEvents(due.map((warning) => toEvent(warning, now())));
      for (const [index, { tenant, credential, within }] of due.entries()) {
        const { kind, id, client } = credential;
        const line = { tenant, kind, id, client, within, request: awsRequestId };
        if (taken[index] === true) {
          await noteWarning(table, credential.key, within);
          announced.set(within, (announced.get(within) ?? 0) + 1);
          logger.info('warnings', { audit: { operation: 'warn', ...line } });
        } else {
          missed += 1;
          logger.error('event refused', line);
        }
      }
    }
  };
