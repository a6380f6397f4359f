import type { Reference } from '../../scim/resource.ts';
import { Unavailable } from '../error.ts';
import { batchDelete } from './batch.ts';
import { chunks } from './chunks.ts';
import { memberFrom } from './item/member.ts';
import { groupOf } from './item/mirror.ts';
import { deletePending, type PendingWork, takeOverCreation } from './item/pending.ts';
import { gateKey, memberKey, mirrorKey, mirrorPartition, SHARDS, shardPartition } from './keys.ts';
import { membershipActions } from './membership.ts';
import { inParallel } from './parallel.ts';
import { pagesOf, queryAll } from './read-item.ts';
import { isDone } from './refusal.ts';
import { commit } from './transaction.ts';
import type { Writing } from './writing.ts';

/** So many groups are left in one transaction: more would save little, and meet more who change them. */
const GROUPS_PER_TRANSACTION = 16;

/**
 * What became of work that a pending entry names: `unfinished`, when time was spent before; `completed`, when a
 * creation turned out to be no longer anybody's to abandon.
 */
export type Ending = 'finished' | 'unfinished' | 'completed';

/**
 * Clears away what is left of a deleted resource: the memberships that it had and those in it. Readers do not
 * see them since its pending entry appeared, and none can be added, so what time does not allow can wait.
 */
export const finishDeletion = (writing: Writing, { id, type }: Reference): Promise<Ending> =>
  whileTimeAllows(async () => {
    if (type === 'Group') await dissolve(writing, id);
    await leaveGroups(writing, id);
    await commit(writing.table, deletePending(writing.tenant, id), writing.deadline);
    return 'finished';
  });

/**
 * Clears away what was written of a group that is not to be, once it is sure that its creator cannot complete it
 * any more. Its gates go first, so that nobody joins.
 */
export const abandonCreation = (writing: Writing, pending: PendingWork): Promise<Ending> =>
  whileTimeAllows(async () => {
    const { table, tenant, by, deadline } = writing;
    const { id } = pending;
    const refusals = await commit(table, takeOverCreation(tenant, pending, by), deadline);
    if (refusals.length > 0) return 'completed';
    await batchDelete(
      writing,
      SHARDS.map((shard) => gateKey(tenant, id, shard)),
    );
    await dissolve(writing, id);
    await commit(table, deletePending(tenant, id), deadline);
    return 'finished';
  });

/**
 * Waits for what is cleared away after a decision, and lets nothing of it change the answer: what fails now, the
 * sweeper meets again, and reports.
 */
export const afterTheFact = async (clearing: Promise<Ending>): Promise<void> => {
  await clearing.catch(() => {});
};

/** The rest is done by whoever reads the pending entry next. */
const whileTimeAllows = async (work: () => Promise<Ending>): Promise<Ending> => {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error;
    return 'unfinished';
  }
};

/**
 * Removes all members of a group whose gates are gone, shards side by side, since each has its own throughput. A
 * mirror is found by its member only, so it goes first: whoever is cut short between leaves no mirror that nobody
 * finds.
 */
const dissolve = async (writing: Writing, groupId: string): Promise<void> => {
  const { tenant } = writing;
  await inParallel(SHARDS, async (shard) => {
    const pages = pagesOf(writing, { pk: shardPartition(tenant, groupId, shard), projection: '#sk, #type' });
    for await (const items of pages) {
      const members = items.map(memberFrom).filter((member) => member !== undefined);
      await batchDelete(
        writing,
        members.map(({ id }) => mirrorKey(tenant, id, groupId)),
      );
      await batchDelete(
        writing,
        members.map(({ id }) => memberKey(tenant, groupId, id)),
      );
    }
  });
};

/**
 * Removes a member whose stub is gone from every group. A refusal needs no answer: either the member has just
 * been removed, or the group is being deleted, and whoever does that clears all of its members away. It only
 * parts those groups that were to be left together.
 */
const leaveGroups = async (writing: Writing, memberId: string): Promise<void> => {
  const { table, tenant, deadline } = writing;
  const change = { add: [], remove: [memberId] };
  const leave = (groupIds: readonly string[]) =>
    commit(
      table,
      groupIds.flatMap((groupId) => membershipActions(writing, groupId, change)),
      deadline,
    );
  const mirrors = await queryAll(writing, { pk: mirrorPartition(tenant, memberId), projection: '#sk' });
  await inParallel(chunks(mirrors.map(groupOf), GROUPS_PER_TRANSACTION), async (groupIds) => {
    if (isDone(await leave(groupIds))) return;
    for (const groupId of groupIds) await leave([groupId]);
  });
};
