import type { ResourceTypeName } from '../../../scim/schema/definition.ts';
import { type Guard, update } from '../action.ts';
import { batchGet } from '../batch.ts';
import { afterIds, COUNTERS, counterPartition, counterPrefix, resourcePartition } from '../keys.ts';
import { pagesOf } from '../read-item.ts';
import type { Item } from '../table.ts';
import { ABSENT, changed, type Suspicion } from './finding.ts';
import { type Check, isAbsent, keyOf, type Scope } from './scope.ts';
import { repair, suspicion, suspicionsOfItem } from './suspicion.ts';

const PAGE_SIZE = 16;

/** Each counter of a type: whether there are as many resources whose ids begin as its sort key. */
export const counters = (type: ResourceTypeName): Check => ({
  title: `counters of ${type.toLowerCase()}s`,
  page: async (scope, at) => {
    const begin = Number(at);
    const keys = Array.from({ length: PAGE_SIZE }, (_, index) => ({
      pk: counterPartition(scope.tenant, type),
      sk: counterPrefix(begin + index),
    }));
    const found = await batchGet(scope, keys);
    const end = begin + PAGE_SIZE;
    const rest = end < COUNTERS ? { next: String(end), fraction: end / COUNTERS } : {};
    return { items: keys.map((key) => found(key) ?? key), ...rest };
  },
  examine: async (scope, items) => {
    const counted = await countsBetween(scope, type, items);
    return items.flatMap((item) => examineCounter(scope, type, item, counted.get(item['sk']) ?? 0));
  },
});

/** How many resources there are whose ids begin as these counters' sort keys, which stand in order. */
const countsBetween = async (
  scope: Scope,
  type: ResourceTypeName,
  items: readonly Item[],
): Promise<ReadonlyMap<string, number>> => {
  const range = { from: items.at(0)?.['sk'] ?? '', to: afterIds(items.at(-1)?.['sk'] ?? '') };
  const query = { pk: resourcePartition(scope.tenant, type), range, projection: '#sk, #kind' };
  const counts = new Map<string, number>();
  for await (const page of pagesOf(scope, query)) {
    for (const { sk, kind } of page) {
      const bucket = String(sk).slice(0, 2);
      if (kind === type) counts.set(bucket, (counts.get(bucket) ?? 0) + 1);
    }
  }
  return counts;
};

const examineCounter = (
  scope: Scope,
  type: ResourceTypeName,
  item: Item,
  count: number,
): readonly Suspicion[] => {
  const where = `counter ${item['sk']} of ${type}s`;
  const general = isAbsent(item) ? [] : suspicionsOfItem(scope, item, item, 'counter', where, []);
  const { count: counted = 0 } = item;
  if (counted === count || (!isAbsent(item) && item['kind'] !== 'counter')) return general;
  const set = repair(scope, 'sets the counter', () => [
    update(
      keyOf(item),
      'SET #kind = :kind, #count = :count, #by = :by',
      { kind: 'counter', count, by: scope.by },
      unchanged(item),
    ),
  ]);
  const evidence = [item, { counted: count }];
  return [...general, suspicion('wrong counter', item, where, [], evidence, { repair: set })];
};

/** Whoever creates or deletes a resource of the bucket signs its counter, so the count is still right. */
const unchanged = (item: Item): Guard => {
  if (isAbsent(item)) return ABSENT;
  const { count, by } = item;
  const read = count === undefined ? 'attribute_not_exists(#count)' : '#count = :read';
  const write = by?.write === undefined ? 'attribute_exists(#pk)' : '#by.#write = :write';
  const values = {
    ...(count !== undefined && { read: count }),
    ...(by?.write !== undefined && { write: by.write }),
  };
  return {
    condition: `${read} AND ${write}`,
    ...(Object.keys(values).length > 0 && { values }),
    refused: changed,
  };
};
