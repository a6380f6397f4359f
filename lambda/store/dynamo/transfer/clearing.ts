import type { ResourceTypeName } from '../../../scim/schema/definition.ts';
import { batchDelete, deleteAll } from '../batch.ts';
import { chunks } from '../chunks.ts';
import { namesOf } from '../fsck/names-of-entries.ts';
import { memberFrom } from '../item/member.ts';
import { groupOf } from '../item/mirror.ts';
import {
  entryPartition,
  gatePartition,
  type Key,
  memberKey,
  mirrorKey,
  mirrorPartition,
  SHARDS,
  shardPartition,
  stubKey,
} from '../keys.ts';
import { inParallel } from '../parallel.ts';
import { pagesOf } from '../read-item.ts';
import type { Item } from '../table.ts';
import type { Writing } from '../writing.ts';

export interface Clearing extends Writing {
  /** Epoch milliseconds after which nothing more is begun. */
  readonly until: number;
}

/** What is gone. */
export interface Cleared {
  readonly items: number;
  readonly memberships: number;
  /** Whether nothing is left; where not, the same is to be cleared once more. */
  readonly isDone: boolean;
}

/** So many items of a partition are deleted, with their other sides, before the time is looked at. */
const ITEMS_AT_ONCE = 100;

export const keyOf = ({ pk, sk }: Item): Key => ({ pk, sk });

/**
 * Deletes what hangs on a resource, of a tenant that nobody else writes to: the memberships, the stub, and the entries
 * that it names: those of attributes that nobody declares any more too.
 */
export const clearResource =
  (type: ResourceTypeName) =>
  async (clearing: Clearing, item: Item): Promise<Cleared> => {
    const { tenant } = clearing;
    const cleared = await clearMemberships(clearing, { ...item, type });
    if (!cleared.isDone) return cleared;
    const entries = namesOf(item).map(([attribute, sk]) => ({
      pk: entryPartition(tenant, type, attribute),
      sk,
    }));
    const keys = [...entries, stubKey(tenant, item['sk'])];
    await deleteAll(clearing, keys);
    return { ...cleared, items: keys.length + cleared.items };
  };

/** The memberships of what an item is about, and, where that may be a group, those in it, and its gates. */
export const clearMemberships = async (clearing: Clearing, { sk, type }: Item): Promise<Cleared> => {
  const { tenant } = clearing;
  const own = await emptied(clearing, mirrorPartition(tenant, sk), (mirror) => [
    memberKey(tenant, groupOf(mirror), sk),
  ]);
  if (type === 'User' || !own.isDone) return own;
  const shards = await inParallel(SHARDS, (shard) =>
    emptied(clearing, shardPartition(tenant, sk, shard), (item) => {
      const member = memberFrom(item);
      return member ? [mirrorKey(tenant, member.id, sk)] : [];
    }),
  );
  const gates = await emptied(clearing, gatePartition(tenant, sk), () => []);
  return [own, ...shards, gates].reduce((sum, { items, memberships, isDone }) => ({
    items: sum.items + items,
    memberships: sum.memberships + memberships,
    isDone: sum.isDone && isDone,
  }));
};

/** Deletes a partition, or some of it, and, before each of its items, the other side of it, where it is a membership. */
const emptied = async (
  clearing: Clearing,
  pk: string,
  others: (item: Item) => readonly Key[],
): Promise<Cleared> => {
  let [items, memberships] = [0, 0];
  for await (const page of pagesOf(clearing, {
    pk,
    projection: '#pk, #sk, #type',
    pageSize: ITEMS_AT_ONCE,
  })) {
    for (const some of chunks(page, ITEMS_AT_ONCE)) {
      if (items > 0 && Date.now() >= clearing.until) return { items, memberships, isDone: false };
      const away = some.flatMap(others);
      await batchDelete(clearing, away);
      await batchDelete(clearing, some.map(keyOf));
      items += away.length + some.length;
      memberships += away.length;
    }
  }
  return { items, memberships, isDone: true };
};
