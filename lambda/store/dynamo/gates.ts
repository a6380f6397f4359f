import { type MembershipShare, sharesTogether } from '../membership-share.ts';
import { isId } from './id.ts';
import { GATE_PROJECTION, type Gate, gateOf } from './item/gate.ts';
import { gatePartition, SHARDS } from './keys.ts';
import { inParallel, PARTITIONS_AT_ONCE } from './parallel.ts';
import { queryAll } from './read-item.ts';
import type { Reading } from './writing.ts';

/**
 * The gates of a group, in the order of SHARDS. Undefined where one is missing: a group stands as long as all of
 * its gates do, which go together, with its item.
 */
export const readGates = async (reading: Reading, groupId: string): Promise<readonly Gate[] | undefined> => {
  const pk = gatePartition(reading.tenant, groupId);
  const items = await queryAll(reading, { pk, projection: GATE_PROJECTION });
  const found = new Map(items.map((item) => [item['sk'], item]));
  const gates = SHARDS.map((shard) => found.get(shard)).filter((item) => item !== undefined);
  return gates.length === SHARDS.length ? gates.map(gateOf) : undefined;
};

/** What their membership adds to groups, by id, without those that do not stand. One round trip. */
export const membershipShares = async (
  reading: Reading,
  ids: readonly string[],
): Promise<ReadonlyMap<string, MembershipShare>> => {
  const known = ids.filter(isId);
  const read = await inParallel(known, (id) => readGates(reading, id), PARTITIONS_AT_ONCE);
  return new Map(
    known.flatMap((id, index) => {
      const gates = read[index];
      return gates ? [[id, sharesTogether(gates)] as const] : [];
    }),
  );
};
