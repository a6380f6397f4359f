import { check, put, update } from '../action.ts';
import { batchGet } from '../batch.ts';
import { isId } from '../id.ts';
import { GATE, gateKey, memberOf, resourceKey, resourcePartition, SHARDS } from '../keys.ts';
import { inParallel } from '../parallel.ts';
import { pagesOf } from '../read-item.ts';
import type { Item } from '../table.ts';
import { ABSENT, changed, PRESENT, type Suspicion } from './finding.ts';
import { examineMembers, isMemberOf, type Shard } from './members.ts';
import { freshVersion } from './resources.ts';
import {
  type Check,
  idOrNot,
  keyOf,
  partitionPage,
  repair,
  type Scope,
  suspicion,
  suspicionsOfItem,
} from './scope.ts';

const GROUPS = 4;
/** So many members of a shard are held at a time, whatever the size of the group. */
const MEMBERS = 500;

/** Each shard of each group: its gate, its members, and their mirrors and stubs. It begins at the gate. */
export const shards: Check = {
  title: 'members',
  page: async (scope, at) => {
    const pk = resourcePartition(scope.tenant, 'Group');
    const { items, ...rest } = await partitionPage(scope, at, { pk, pageSize: GROUPS, projection: '#sk' });
    const ids = items.map((item) => item['sk']).filter(isId);
    return { ...rest, items: ids.flatMap((id) => SHARDS.map((shard) => gateKey(scope.tenant, id, shard))) };
  },
  examine: async (scope, gates) => {
    const suspicions = (await inParallel(gates, (gate) => examineShard(scope, keyOf(gate)))).flat();
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

const shardIn = ({ pk }: Item): Shard => {
  const [groupId = '', shard = ''] = String(pk).split('#').slice(-2);
  return { groupId, shard, where: `Group ${groupId} shard ${shard}` };
};

const examineShard = async (scope: Scope, start: Item): Promise<readonly Suspicion[]> => {
  const shard = shardIn(start);
  const suspicions: Suspicion[] = [];
  let gate: Item | undefined;
  let count = 0;
  for await (const items of pagesOf(scope, { pk: start['pk'], pageSize: MEMBERS })) {
    gate ??= items.find(({ sk }) => sk === GATE);
    const members = items.filter(({ kind, sk }) => kind === 'member' && isMemberOf(shard, sk));
    count += members.length;
    suspicions.push(
      ...items.flatMap((item) => examineItem(scope, start, shard, item)),
      ...(await examineMembers(scope, start, shard, members)),
    );
  }
  return [...suspicions, ...examineGate(scope, start, shard, gate, count)];
};

const examineItem = (scope: Scope, start: Item, shard: Shard, item: Item): readonly Suspicion[] => {
  const { groupId, where } = shard;
  if (item['sk'] === GATE) return suspicionsOfItem(scope, start, item, 'gate', `${where} gate`, [groupId]);
  const id = idOrNot(memberOf(item['sk']) ?? '');
  const kind = isMemberOf(shard, item['sk']) ? 'member' : 'none';
  return suspicionsOfItem(scope, start, item, kind, `${where} member ${id}`, [groupId, id]);
};

const examineGate = (
  scope: Scope,
  start: Item,
  { groupId, where }: Shard,
  gate: Item | undefined,
  count: number,
): Suspicion[] => {
  const place = `${where} gate`;
  const counted = { counted: count };
  if (!gate) {
    const create = repair(scope, 'puts the gate', () => [
      check(resourceKey(scope.tenant, 'Group', groupId), PRESENT),
      put(
        {
          ...keyOf(start),
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
    return [suspicion('missing gate', start, place, [groupId], [counted], { repair: create })];
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
  return [suspicion(fault, start, place, [groupId], [gate, counted], { repair: set })];
};
