import type { Reference } from '../../scim/resource.ts';
import { TooManyMembers } from '../error.ts';
import type { StoredGroup } from '../port.ts';
import type { Gate } from './item/gate.ts';
import { memberFrom } from './item/member.ts';
import { SHARDS, shardPartition } from './keys.ts';
import { inParallel } from './parallel.ts';
import { pendingIds } from './pending.ts';
import { queryAll } from './read-item.ts';
import { readWithGates } from './reading.ts';
import type { Reading } from './writing.ts';

/** @throws TooManyMembers */
export const readGroup = async (
  reading: Reading,
  id: string,
  atMost?: number,
): Promise<StoredGroup | undefined> => (await readGroups(reading, [id], atMost))[0];

/**
 * Groups with their members, in the order of `ids`, without those that do not exist. Gates are read before the
 * members, so that a version is no newer than they are, and tell how many there are, and where none is.
 * @throws TooManyMembers when one of them has more than `atMost`, before any member is read
 */
export const readGroups = async (
  reading: Reading,
  ids: readonly string[],
  atMost = Number.POSITIVE_INFINITY,
): Promise<readonly StoredGroup[]> => {
  if (ids.length === 0) return [];
  const [pending, found] = await Promise.all([
    pendingIds(reading),
    inParallel(ids, (id) => readWithGates(reading, 'Group', id)),
  ]);
  const groups = found.filter((group) => group !== undefined);
  for (const { gates } of groups) {
    const count = gates.reduce((sum, gate) => sum + gate.count, 0);
    if (count > atMost) throw new TooManyMembers(count);
  }
  return inParallel(groups, async ({ resource, gates }) => {
    const members = await readMembers(reading, resource.id, gates);
    return { ...resource, members: members.filter(({ id }) => !pending.has(id)) };
  });
};

/** All shards side by side, save those whose gates count nobody. */
const readMembers = async (
  reading: Reading,
  groupId: string,
  gates: readonly Gate[],
): Promise<readonly Reference[]> => {
  const occupied = SHARDS.filter((_, index) => gates[index]?.count !== 0);
  const shards = await inParallel(occupied, (shard) => {
    const pk = shardPartition(reading.tenant, groupId, shard);
    return queryAll(reading, { pk, projection: '#sk, #type' });
  });
  return shards
    .flat()
    .map(memberFrom)
    .filter((member) => member !== undefined);
};
