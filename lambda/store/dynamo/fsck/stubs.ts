import { check, remove } from '../action.ts';
import { batchGet } from '../batch.ts';
import { isId } from '../id.ts';
import { resourceKey, stubPartition } from '../keys.ts';
import { ABSENT, PRESENT, type Suspicion } from './finding.ts';
import {
  type Check,
  idOrNot,
  isAbsent,
  keyOf,
  partitionPage,
  repair,
  suspicion,
  suspicionsOfItem,
  TYPES,
} from './scope.ts';

/** Each stub: whether what it stands for exists. Whether its type is right is the resource's check. */
export const stubs: Check = {
  title: 'stubs',
  page: (scope, at) => partitionPage(scope, at, { pk: stubPartition(scope.tenant), pageSize: 250 }),
  examine: async (scope, items) => {
    const there = items.filter((item) => !isAbsent(item));
    const known = there.filter(({ kind, sk }) => kind === 'exists' && isId(sk));
    const keysOf = (id: string) => TYPES.map((type) => resourceKey(scope.tenant, type, id));
    const resource = await batchGet(
      scope,
      known.flatMap(({ sk }) => keysOf(sk)),
      '#kind',
    );
    const strays = known.filter(({ sk }) => !keysOf(sk).some(resource));
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
