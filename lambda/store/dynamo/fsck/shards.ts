import { check, put, update } from '../action.ts';
import { batchGet } from '../batch.ts';
import { isId } from '../id.ts';
import {
  gateKey,
  gatePartition,
  memberOf,
  resourceKey,
  resourcePartition,
  SHARDS,
  shardPartition,
} from '../keys.ts';
import { inParallel } from '../parallel.ts';
import { pagesOf, queryAll } from '../read-item.ts';
import type { Item } from '../table.ts';
import { ABSENT, changed, PRESENT, type Suspicion } from './finding.ts';
import { examineMembers, isMemberOf, type Shard } from './members.ts';
import { freshVersion } from './resources.ts';
import { type Check, isAbsent, keyOf, partitionPage, type Scope } from './scope.ts';
import { idOrNot, repair, suspicion, suspicionsOfItem } from './suspicion.ts';

const GROUPS = 4;
/** The members of a shard that are held at first; further pages grow, up to 1 MB. */
const MEMBERS = 500;

/** Each shard of each group: its gate, its members, and their mirrors and stubs. It begins at the gate. */
export const shards: Check = {
  title: 'members',
  page: async (scope, at) => {
    const pk = resourcePartition(scope.tenant, 'Group');
    const { items, ...rest } = await partitionPage(scope, at, { pk, pageSize: GROUPS, projection: '#sk' });
    const ids = items.map((item) => item['sk']).filter(isId);
    return { ...rest, items: (await inParallel(ids, (id) => gatesOf(scope, id))).flat() };
  },
  examine: async (scope, gates) => {
    const suspicions = (await inParallel(gates, (gate) => examineShard(scope, gate))).flat();
    const groups = [...new Set(suspicions.map(({ ids }) => ids[0] ?? ''))];
    // What is left of a group that is gone is for the check of tombstones.
    const group = await batchGet(
      scope,
      groups.map((id) => resourceKey(scope.tenant, 'Group', id)),
      '#kind',
    );
    return suspicions.filter(({ ids: [id = ''] }) => group(resourceKey(scope.tenant, 'Group', id)));
  },
};

/** The gates of a group, or their keys where there are none, and whatever else is among them. */
const gatesOf = async (scope: Scope, groupId: string): Promise<readonly Item[]> => {
  const found = await queryAll(scope, { pk: gatePartition(scope.tenant, groupId) });
  const there = new Set(found.map(({ sk }) => sk));
  const missing = SHARDS.filter((shard) => !there.has(shard));
  return [...found, ...missing.map((shard) => gateKey(scope.tenant, groupId, shard))];
};

const shardOfGate = ({ pk, sk }: Item): Shard => {
  const groupId = String(pk).split('#').at(-1) ?? '';
  return { groupId, shard: sk, where: `Group ${groupId} shard ${sk}` };
};

/** A gate is read before the members that it counts: whoever comes or goes in between passes it. */
const examineShard = async (scope: Scope, gate: Item): Promise<readonly Suspicion[]> => {
  const shard = shardOfGate(gate);
  const { groupId } = shard;
  const isKnown = SHARDS.includes(shard.shard);
  const place = isKnown ? `${shard.where} gate` : `Group ${groupId} gates`;
  const general = isAbsent(gate)
    ? []
    : suspicionsOfItem(scope, gate, gate, isKnown ? 'gate' : 'none', place, [groupId]);
  if (!isKnown) return general;
  const suspicions: Suspicion[] = [...general];
  let count = 0;
  const pk = shardPartition(scope.tenant, groupId, shard.shard);
  for await (const items of pagesOf(scope, { pk, pageSize: MEMBERS })) {
    const members = items.filter(({ kind, sk }) => kind === 'member' && isMemberOf(shard, sk));
    count += members.length;
    suspicions.push(
      ...items.flatMap((item) => examineItem(scope, gate, shard, item)),
      ...(await examineMembers(scope, gate, shard, members)),
    );
  }
  return [...suspicions, ...examineGate(scope, shard, gate, count)];
};

const examineItem = (scope: Scope, start: Item, shard: Shard, item: Item): readonly Suspicion[] => {
  const { groupId, where } = shard;
  const id = idOrNot(memberOf(item['sk']) ?? '');
  const kind = isMemberOf(shard, item['sk']) ? 'member' : 'none';
  return suspicionsOfItem(scope, start, item, kind, `${where} member ${id}`, [groupId, id]);
};

const examineGate = (scope: Scope, { groupId, where }: Shard, gate: Item, count: number): Suspicion[] => {
  const place = `${where} gate`;
  const evidence = [{ counted: count }];
  if (isAbsent(gate)) {
    const create = repair(scope, 'puts the gate', () => [
      check(resourceKey(scope.tenant, 'Group', groupId), PRESENT),
      put(
        {
          ...keyOf(gate),
          kind: 'gate',
          version: freshVersion(scope),
          count,
          lastModified: scope.at,
          change: { add: [], remove: [] },
          by: scope.by,
        },
        ABSENT,
      ),
    ]);
    return [suspicion('missing gate', gate, place, [groupId], evidence, { repair: create })];
  }
  if (gate['kind'] !== 'gate') return [];
  const { version } = gate;
  const isVersion = Number.isSafeInteger(version) && version >= 0;
  if (isVersion && gate['count'] === count) return [];
  // Nobody has passed the gate since it was read, so nobody has come or gone.
  const set = repair(scope, isVersion ? 'sets the count' : 'begins anew, and sets the count', () => [
    update(
      keyOf(gate),
      'SET #count = :count, #version = :version, #by = :by',
      { count, version: isVersion ? version : freshVersion(scope), by: scope.by },
      { condition: '#version = :read', values: { read: version ?? null }, refused: changed },
    ),
  ]);
  const fault = isVersion ? 'wrong gate' : 'invalid version';
  return [suspicion(fault, gate, place, [groupId], evidence, { repair: set })];
};
