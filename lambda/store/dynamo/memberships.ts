import type { Membership } from '../port.ts';
import { batchGet } from './batch.ts';
import { isId } from './id.ts';
import { groupOf } from './item/mirror.ts';
import { memberKey, mirrorPartition } from './keys.ts';
import { inParallel, PARTITIONS_AT_ONCE } from './parallel.ts';
import { pendingIds } from './pending.ts';
import { queryAll } from './read-item.ts';
import type { Reading } from './writing.ts';

/** The groups that have each of `ids` as a direct member. One round trip. */
export const groupsOf = async (
  reading: Reading,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> => {
  const known = ids.filter(isId);
  if (known.length === 0) return new Map();
  const [pending, groups] = await Promise.all([
    pendingIds(reading),
    inParallel(known, (id) => mirrored(reading, id), PARTITIONS_AT_ONCE),
  ]);
  return new Map(
    known.map((id, index) => {
      const visible = pending.has(id) ? [] : (groups[index] ?? []);
      return [id, visible.filter((groupId) => !pending.has(groupId))];
    }),
  );
};

const mirrored = async (reading: Reading, id: string): Promise<readonly string[]> => {
  const mirrors = await queryAll(reading, { pk: mirrorPartition(reading.tenant, id), projection: '#sk' });
  return mirrors.map(groupOf);
};

/** Those of some memberships that there are, in one round trip. */
export const existingMemberships = async (
  reading: Reading,
  asked: readonly Membership[],
): Promise<readonly Membership[]> => {
  const known = asked.filter(({ groupId, memberId }) => isId(groupId) && isId(memberId));
  if (known.length === 0) return [];
  const keyOf = ({ groupId, memberId }: Membership) => memberKey(reading.tenant, groupId, memberId);
  const [pending, member] = await Promise.all([
    pendingIds(reading),
    batchGet(reading, known.map(keyOf), '#type'),
  ]);
  return known.filter((membership) => {
    const { groupId, memberId } = membership;
    return member(keyOf(membership)) && !pending.has(groupId) && !pending.has(memberId);
  });
};
