import type { ResourceTypeName } from '../../../scim/schema/definition.ts';
import { check, put, update } from '../action.ts';
import { batchGet } from '../batch.ts';
import { isId } from '../id.ts';
import { passGate } from '../item/gate.ts';
import { deleteMember } from '../item/member.ts';
import { deleteMirror, putMirror } from '../item/mirror.ts';
import { checkStub } from '../item/stub.ts';
import {
  GATE,
  gateKey,
  memberKey,
  memberOf,
  mirrorKey,
  resourceKey,
  resourcePartition,
  SHARDS,
  shardOf,
  stubKey,
} from '../keys.ts';
import { inParallel } from '../parallel.ts';
import { pagesOf } from '../read-item.ts';
import type { Item } from '../table.ts';
import { ABSENT, changed, PRESENT, type Suspicion } from './finding.ts';
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
  TYPES,
} from './scope.ts';

const GROUPS = 4;
/** So many members of a shard are held at a time, whatever the size of the group. */
const MEMBERS = 500;

/** Where a shard is, from the key of its gate. */
interface Shard {
  readonly groupId: string;
  readonly shard: string;
  readonly where: string;
}

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

const isMemberOf = ({ shard }: Shard, sk: string): boolean => {
  const id = memberOf(sk);
  return id !== undefined && isId(id) && shardOf(id) === shard;
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

const examineMembers = async (
  scope: Scope,
  start: Item,
  { groupId, where }: Shard,
  members: readonly Item[],
): Promise<readonly Suspicion[]> => {
  const { tenant } = scope;
  const idOf = (member: Item): string => memberOf(member['sk']) ?? '';
  const found = await batchGet(
    scope,
    members.flatMap((member) => [stubKey(tenant, idOf(member)), mirrorKey(tenant, idOf(member), groupId)]),
  );
  const stubOf = (member: Item) => found(stubKey(tenant, idOf(member)));
  // A stub that is missing or wrong is the fault of the stub, where the member itself exists.
  const doubtful = members.filter((member) => stubOf(member)?.['type'] !== member['type']);
  const resource = await batchGet(
    scope,
    doubtful.flatMap((member) => TYPES.map((type) => resourceKey(tenant, type, idOf(member)))),
    '#kind',
  );
  const realType = (member: Item): ResourceTypeName | undefined =>
    doubtful.includes(member)
      ? TYPES.find((type) => resource(resourceKey(tenant, type, idOf(member))))
      : member['type'];

  return members.flatMap((member): Suspicion[] => {
    const id = idOf(member);
    const ids = [groupId, id];
    const place = `${where} member ${id}`;
    const type = realType(member);
    const mirror = found(mirrorKey(tenant, id, groupId));
    const evidence = [member, mirror, stubOf(member)];
    if (type === undefined) {
      const change = { add: [], remove: [id] };
      const out = repair(scope, 'removes the member', () => [
        ...TYPES.map((one) => check(resourceKey(tenant, one, id), ABSENT)),
        passGate({ ...scope, groupId, shard: shardOf(id), change }),
        deleteMember(tenant, groupId, id),
        deleteMirror(tenant, groupId, id),
      ]);
      return [suspicion('missing member', start, place, ids, evidence, { repair: out })];
    }
    const suspicions: Suspicion[] = [];
    if (type !== member['type']) {
      const retype = repair(scope, 'notes the type', () => [
        checkStub(tenant, { id, type }),
        update(keyOf(member), 'SET #type = :type, #by = :by', { type, by: scope.by }, PRESENT),
      ]);
      suspicions.push(suspicion('mistyped member', start, place, ids, evidence, { repair: retype }));
    }
    if (!mirror) {
      const mend = repair(scope, 'puts the mirror', () => [
        check(memberKey(tenant, groupId, id), PRESENT),
        putMirror(tenant, groupId, { id, type }, scope.by),
      ]);
      suspicions.push(suspicion('missing mirror', start, place, ids, evidence, { repair: mend }));
    }
    return suspicions;
  });
};
