import { randomUUID } from 'node:crypto';
import { Unavailable } from '../error.ts';
import { abandonCreation, type Ending, finishDeletion } from './finishing.ts';
import { deleteStrayListing, type TenantWork, tenantWorkOf } from './item/pending.ts';
import { PENDING_LISTING, resourceKey } from './keys.ts';
import { getItem, queryAll } from './read-item.ts';
import type { Table } from './table.ts';
import { commit } from './transaction.ts';
import { type Writing, writing } from './writing.ts';

/** Milliseconds after which nobody is at a work any more: a function that answers requests ends after 28 s. */
const SETTLED = 120_000;

export interface Sweep {
  readonly table: Table;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Epoch milliseconds after which nothing more is begun. */
  readonly deadline: number;
  /** Names this run in what it writes. */
  readonly requestId?: string;
  /** Told each work as soon as it is finished. */
  readonly finished?: (work: TenantWork) => void;
}

export interface Swept {
  readonly finished: readonly TenantWork[];
  /** What the next run has to go on with. */
  readonly left: readonly LeftWork[];
}

export interface LeftWork extends TenantWork {
  /** Why, where it was not the time. */
  readonly error?: unknown;
}

/**
 * Finishes what crashed functions have left in any tenant, oldest first: deletions are completed, creations
 * undone. What time does not allow is left to the next run, and so is what fails, which holds up nothing else.
 * Runs side by side do no harm.
 * @throws Unavailable when the list cannot be read
 */
export const sweep = async ({
  table,
  now,
  deadline,
  requestId = randomUUID(),
  finished = () => {},
}: Sweep): Promise<Swept> => {
  const by = { tokenId: 'maintenance', requestId, sourceIp: '-', dialect: 'sweep' };
  const done: TenantWork[] = [];
  const left: LeftWork[] = [];
  for (const work of await settledWorks({ table, deadline }, now())) {
    try {
      const ending = await endWork(writing(table, work.tenant, { by, deadline }), work);
      if (ending === 'unfinished') left.push(work);
      if (ending !== 'finished') continue;
      finished(work);
      done.push(work);
    } catch (error) {
      left.push(error instanceof Unavailable ? work : { ...work, error });
    }
  }
  return { finished: done, left };
};

/** Whether nobody can be at a work any more; `now` is in epoch milliseconds. */
export const isSettled = ({ since }: Pick<TenantWork, 'since'>, now: number): boolean =>
  Date.parse(since) <= now - SETTLED;

/** The works of all tenants that nobody is at any more, oldest first. */
const settledWorks = async (
  reading: Pick<Writing, 'table' | 'deadline'>,
  now: number,
): Promise<readonly TenantWork[]> => {
  const items = await queryAll(reading, {
    pk: PENDING_LISTING,
    projection: '#tenant, #id, #type, #work, #since',
  });
  return items
    .map(tenantWorkOf)
    .filter((work) => isSettled(work, now))
    .sort((a, b) => Date.parse(a.since) - Date.parse(b.since));
};

/** Finishes one work, or says why it cannot be. @throws Error for the deletion of what exists */
export const endWork = async (writing: Writing, work: TenantWork): Promise<Ending> => {
  if (work.work === 'deleting') {
    // A deleted resource never comes back, so only a damaged table can have both; its members are kept.
    const item = await getItem(writing, resourceKey(work.tenant, work.type, work.id));
    if (item) throw new Error('what is being deleted exists');
    return finishDeletion(writing, work);
  }
  const ending = await abandonCreation(writing, work);
  if (ending !== 'completed') return ending;
  const refusals = await commit(writing.table, deleteStrayListing(work), writing.deadline);
  return refusals.length > 0 ? 'unfinished' : 'completed';
};
