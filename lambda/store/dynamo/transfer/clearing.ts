import type { ResourceTypeName } from '../../../scim/schema/definition.ts';
import { batchDelete, deleteAll } from '../batch.ts';
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

/** What is gone. */
export interface Cleared {
  readonly items: number;
  readonly memberships: number;
}

export const keyOf = ({ pk, sk }: Item): Key => ({ pk, sk });

/**
 * Deletes what hangs on a resource, of a tenant that nobody else writes to: the stub, the memberships, and the entries
 * that it names: those of attributes that nobody declares any more too.
 */
export const clearResource =
  (type: ResourceTypeName) =>
  async (writing: Writing, item: Item): Promise<Cleared> => {
    const { tenant } = writing;
    const entries = namesOf(item).map(([attribute, sk]) => ({
      pk: entryPartition(tenant, type, attribute),
      sk,
    }));
    const keys = [...entries, stubKey(tenant, item['sk'])];
    await deleteAll(writing, keys);
    const { items, memberships } = await clearMemberships(writing, { ...item, type });
    return { items: keys.length + items, memberships };
  };

/** The memberships of what an item is about, and, where that may be a group, those in it, and its gates. */
export const clearMemberships = async (writing: Writing, { sk, type }: Item): Promise<Cleared> => {
  const { tenant } = writing;
  const own = await emptied(writing, mirrorPartition(tenant, sk), (mirror) => [
    memberKey(tenant, groupOf(mirror), sk),
  ]);
  if (type === 'User') return own;
  const shards = await inParallel(SHARDS, (shard) =>
    emptied(writing, shardPartition(tenant, sk, shard), (item) => {
      const member = memberFrom(item);
      return member ? [mirrorKey(tenant, member.id, sk)] : [];
    }),
  );
  const gates = await emptied(writing, gatePartition(tenant, sk), () => []);
  return [own, ...shards, gates].reduce((sum, { items, memberships }) => ({
    items: sum.items + items,
    memberships: sum.memberships + memberships,
  }));
};

/** Deletes a partition and, before each of its items, the other side of it, where it is a membership. */
const emptied = async (
  writing: Writing,
  pk: string,
  others: (item: Item) => readonly Key[],
): Promise<Cleared> => {
  let [items, memberships] = [0, 0];
  for await (const page of pagesOf(writing, { pk, projection: '#pk, #sk, #type' })) {
    const away = page.flatMap(others);
    await batchDelete(writing, away);
    await batchDelete(writing, page.map(keyOf));
    items += away.length + page.length;
    memberships += away.length;
  }
  return { items, memberships };
};
