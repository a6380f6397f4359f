import { check, remove } from '../action.ts';
import { batchGet } from '../batch.ts';
import { chunks } from '../chunks.ts';
import { isId } from '../id.ts';
import { gatePartition, memberOf, resourceKey, SHARDS, shardPartition, tombstonePartition } from '../keys.ts';
import { inParallel } from '../parallel.ts';
import { pagesOf, queryAll } from '../read-item.ts';
import type { Item } from '../table.ts';
import { PRESENT, type Suspicion } from './finding.ts';
import { clearedAway, examineMirrors } from './mirrors.ts';
import { type Check, isAbsent, keyOf, partitionPage, type Scope, TYPES } from './scope.ts';
import { idOrNot, repair, suspicion, suspicionsOfItem } from './suspicion.ts';

/** Each tombstone: whether what was deleted is gone with everything that it had. */
export const tombstones: Check = {
  title: 'what was deleted',
  page: (scope, at) => {
    const projection = '#pk, #sk, #kind, #type, #version, #by';
    return partitionPage(scope, at, { pk: tombstonePartition(scope.tenant), pageSize: 50, projection });
  },
  examine: async (scope, items) => {
    const { tenant } = scope;
    const there = items.filter((item) => !isAbsent(item));
    const known = there.filter(({ kind, sk }) => kind === 'tombstone' && isId(sk));
    const resource = await batchGet(
      scope,
      known.flatMap(({ sk }) => TYPES.map((type) => resourceKey(tenant, type, sk))),
      '#kind, #version',
    );
    const existing = (item: Item) => TYPES.find((type) => resource(resourceKey(tenant, type, item['sk'])));
    const gone = known.filter((item) => !existing(item));
    const groups = gone.filter(({ type }) => type === 'Group');
    const [ofUsers, ofGroups, leftovers] = await Promise.all([
      examineMirrors(
        scope,
        'User',
        gone.filter(({ type }) => type !== 'Group'),
      ),
      examineMirrors(scope, 'Group', groups),
      inParallel(
        groups.flatMap((item) => [
          () => examineGates(scope, item),
          ...SHARDS.map((shard) => () => examineMembers(scope, item, shard)),
        ]),
        (examine) => examine(),
      ),
    ]);
    const own = there.flatMap((item): readonly Suspicion[] => {
      const id = item['sk'];
      const where = `tombstone ${idOrNot(id)}`;
      const general = suspicionsOfItem(scope, item, item, isId(id) ? 'tombstone' : 'none', where, [id]);
      const type = existing(item);
      if (type === undefined) return general;
      const away = repair(scope, 'deletes the tombstone', () => [
        check(resourceKey(tenant, type, id), PRESENT),
        remove(keyOf(item)),
      ]);
      return [...general, suspicion('wrong tombstone', item, where, [id], [], { repair: away })];
    });
    return [...own, ...ofUsers, ...ofGroups, ...leftovers.flat()];
  },
};

/** Gates of a group that is gone. */
const examineGates = async (scope: Scope, start: Item): Promise<readonly Suspicion[]> => {
  const groupId = start['sk'];
  const items = await queryAll(scope, { pk: gatePartition(scope.tenant, groupId) });
  const gates = items.filter(({ sk }) => SHARDS.includes(sk));
  const rest = { repair: clearing(scope, groupId, []) };
  return gates.map((gate) =>
    suspicion('stray gate', start, `Group ${groupId} shard ${gate['sk']} gate`, [groupId], [gate], rest),
  );
};

/** Members of a group that is gone. */
const examineMembers = async (scope: Scope, start: Item, shard: string): Promise<readonly Suspicion[]> => {
  const groupId = start['sk'];
  const suspicions: Suspicion[] = [];
  const pk = shardPartition(scope.tenant, groupId, shard);
  for await (const items of pagesOf(scope, { pk, pageSize: 500 })) {
    const members = items.filter(({ sk }) => memberOf(sk) !== undefined);
    for (const some of chunks(members, 25)) {
      const idOf = ({ sk }: Item): string => memberOf(sk) ?? '';
      const rest = { repair: clearing(scope, groupId, some.map(idOf)) };
      for (const member of some) {
        const id = idOf(member);
        const where = `Group ${groupId} shard ${shard} member ${idOrNot(id)}`;
        suspicions.push(suspicion('homeless member', start, where, [groupId, id], [member], rest));
      }
    }
  }
  return suspicions;
};

const clearing = (scope: Scope, groupId: string, members: readonly string[]) =>
  repair(scope, 'deletes what is left of the group', () => clearedAway(scope, groupId, members));
