import type { MembershipChange } from '../../scim/resource.ts';
import { NotFound, Taken, Unavailable } from '../error.ts';
import type { StoredResource } from '../port.ts';
import type { Action } from './action.ts';
import { abandonCreation, afterTheFact } from './finishing.ts';
import type { EntryName } from './item/entry.ts';
import { completeCreation, type PendingWork, putPending } from './item/pending.ts';
import type { ResourceRecord } from './item/resource.ts';
import { entryPartition } from './keys.ts';
import { applyByShards, verified } from './membership.ts';
import { inParallel } from './parallel.ts';
import { getItem } from './read-item.ts';
import { isDone, throwRefused } from './refusal.ts';
import { storedResource } from './revision.ts';
import { commit } from './transaction.ts';
import type { Writing } from './writing.ts';

/** A group to be created, as the items that it is made of. */
export interface Draft {
  readonly record: ResourceRecord;
  readonly resource: readonly Action[];
  readonly gates: readonly Action[];
  readonly unique: readonly EntryName[];
  readonly change: MembershipChange;
}

/**
 * Creates a group whose members do not fit a transaction. Its gates and members are written first, under an id
 * that nobody knows and that a pending entry names, then the group itself in one last transaction: it appears
 * with everybody in it, or not at all.
 * @throws Taken, MissingMembers, TooLarge, Unavailable
 */
export const createInParts = async (writing: Writing, draft: Draft): Promise<StoredResource> => {
  const { table, tenant, at, by, deadline } = writing;
  const { record, resource, gates, unique } = draft;
  const { type, id } = record;
  const change = await verified(writing, draft.change);
  await requireFree(writing, draft.record, unique);

  const pending: PendingWork = { id, type, work: 'creating', since: at };
  await commit(table, [...putPending(tenant, pending, by), ...gates], deadline);
  try {
    const passages = await applyByShards(writing, id, change);
    const refusals = await commit(table, [...resource, ...completeCreation(tenant, id)], deadline);
    if (!isDone(refusals)) throwRefused(refusals);
    return storedResource(
      record,
      passages.map((version) => ({ version, lastModified: at })),
    );
  } catch (error) {
    // Its outcome may be unknown: whatever is not a group by then is for the sweeper to clear away.
    if (error instanceof Unavailable) throw error;
    await afterTheFact(abandonCreation(writing, pending));
    throw error instanceof NotFound ? new Unavailable('the creation took too long and was undone') : error;
  }
};

/** Finds out early what the last transaction would be refused for. @throws Taken */
const requireFree = async (
  writing: Writing,
  { type }: ResourceRecord,
  unique: readonly EntryName[],
): Promise<void> => {
  await inParallel(unique, async ([attribute, sort]) => {
    const holder = await getItem(writing, { pk: entryPartition(writing.tenant, type, attribute), sk: sort });
    if (holder) throw new Taken(attribute);
  });
};
