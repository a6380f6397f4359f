import { check, remove } from '../action.ts';
import { batchGet } from '../batch.ts';
import { isId } from '../id.ts';
import { typeOf } from '../item/stub.ts';
import { resourceKey, stubPartition } from '../keys.ts';
import type { Item } from '../table.ts';
import { ABSENT, PRESENT, type Suspicion } from './finding.ts';
import { type Check, isAbsent, keyOf, partitionPage, TYPES } from './scope.ts';
import { idOrNot, repair, suspicion, suspicionsOfItem } from './suspicion.ts';

/** Each stub: whether what it stands for exists. Whether its type is right is the resource's check. */
export const stubs: Check = {
  title: 'stubs',
  page: (scope, at) => partitionPage(scope, at, { pk: stubPartition(scope.tenant), pageSize: 250 }),
  examine: async (scope, items) => {
    const there = items.filter((item) => !isAbsent(item));
    const known = there.filter(({ kind, sk }) => kind === 'exists' && isId(sk));
    const keysOf = (id: string) => TYPES.map((type) => resourceKey(scope.tenant, type, id));
    const keyOfType = (stub: Item) => resourceKey(scope.tenant, typeOf(stub), stub['sk']);
    const named = await batchGet(scope, known.map(keyOfType), '#kind');
    const doubtful = known.filter((stub) => !named(keyOfType(stub)));
    const resource = await batchGet(
      scope,
      doubtful.flatMap(({ sk }) => keysOf(sk)),
      '#kind',
    );
    const strays = doubtful.filter(({ sk }) => !keysOf(sk).some(resource));
    return there.flatMap((item): readonly Suspicion[] => {
      const id = item['sk'];
      const where = `stub ${idOrNot(id)}`;
      const general = suspicionsOfItem(scope, item, item, isId(id) ? 'exists' : 'none', where, [id]);
      if (!strays.includes(item)) return general;
      const away = repair(scope, 'deletes the stub', () => [
        ...keysOf(id).map((key) => check(key, ABSENT)),
        remove(keyOf(item), PRESENT),
      ]);
      return [...general, suspicion('stray stub', item, where, [id], [], { repair: away })];
    });
  },
};
