import { check, remove } from '../action.ts';
import { batchGet } from '../batch.ts';
import { chunks } from '../chunks.ts';
import { isId } from '../id.ts';
import { memberOf, resourceKey, SHARDS, shardPartition, tombstonePartition } from '../keys.ts';
import { inParallel } from '../parallel.ts';
import { pagesOf } from '../read-item.ts';
import type { Item } from '../table.ts';
import { PRESENT, type Suspicion } from './finding.ts';
import { clearedAway, examineMirrors } from './mirrors.ts';
import {
  type Check,
  idOrNot,
  isAbsent,
  keyOf,
  partitionPage,
  repair,
  type Scope,
  suspicion,
  suspicionsOfItem,
  TYPES,
} from './scope.ts';

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
    const [ofUsers, ofGroups, shards] = await Promise.all([
      examineMirrors(
        scope,
        'User',
        gone.filter(({ type }) => type !== 'Group'),
      ),
      examineMirrors(scope, 'Group', groups),
      inParallel(
        groups.flatMap((item) => SHARDS.map((shard) => [item, shard] as const)),
        ([item, shard]) => examineLeftovers(scope, item, shard),
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
    return [...own, ...ofUsers, ...ofGroups, ...shards.flat()];
  },
};

/** Gates and members of a group that is gone. */
const examineLeftovers = async (scope: Scope, start: Item, shard: string): Promise<readonly Suspicion[]> => {
  const groupId = start['sk'];
  const suspicions: Suspicion[] = [];
  for await (const items of pagesOf(scope, {
    pk: shardPartition(scope.tenant, groupId, shard),
    pageSize: 500,
  })) {
    for (const some of chunks(items, 25)) {
      const members = some.map(({ sk }) => memberOf(sk)).filter((id) => id !== undefined);
      const does = 'deletes what is left of the group';
      const clear = repair(scope, does, () => clearedAway(scope, groupId, members));
      for (const item of some) {
        const id = memberOf(item['sk']);
        const fault = id === undefined ? 'stray gate' : 'homeless member';
        const where = `Group ${groupId} shard ${shard} ${id === undefined ? 'gate' : `member ${idOrNot(id)}`}`;
        const ids = id === undefined ? [groupId] : [groupId, id];
        suspicions.push(suspicion(fault, start, where, ids, [item], { repair: clear }));
      }
    }
  }
  return suspicions;
};
