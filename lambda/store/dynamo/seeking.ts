import type { ResourceTypeName } from '../../scim/schema/definition.ts';
import type { SortPlace } from '../../scim/sort.ts';
import type { StoredOrder } from '../order.ts';
import { countOf } from './item/counter.ts';
import { ENTRY_PROJECTION, foundEntryOf } from './item/entry.ts';
import { STUB_PROJECTION, typeOf } from './item/stub.ts';
import {
  afterIds,
  COUNTERS,
  counterPartition,
  counterPrefix,
  entryPartition,
  stubPartition,
} from './keys.ts';
import { pagesOf, queryAll } from './read-item.ts';
import type { Item } from './table.ts';
import type { Reading } from './writing.ts';

/** How many resources of a type there are under each prefix of an id; the counters are one page. */
export const counters = async (reading: Reading, type: ResourceTypeName): Promise<readonly number[]> => {
  const items = await queryAll(reading, {
    pk: counterPartition(reading.tenant, type),
    projection: '#sk, #count',
  });
  const counts = new Map(items.map((item): [string, number] => [item['sk'], countOf(item)]));
  return Array.from({ length: COUNTERS }, (_, index) => counts.get(counterPrefix(index)) ?? 0);
};

/** The place after which the first `skip` resources of an order have been passed; undefined beyond the end. */
export const seek = async (
  reading: Reading,
  order: StoredOrder,
  counts: readonly number[],
  skip: number,
): Promise<SortPlace | undefined> => {
  if (skip >= counts.reduce((sum, count) => sum + count, 0)) return undefined;
  return order.by === undefined
    ? seekId(reading, order, counts, skip)
    : seekEntry(reading, order, order.by, skip);
};

/** The counters tell under which prefix the place is, and the stubs there, small as they are, where exactly. */
const seekId = async (
  reading: Reading,
  { type, backwards }: StoredOrder,
  counts: readonly number[],
  skip: number,
): Promise<SortPlace> => {
  const { prefix, left } = bucketOf(counts, skip, backwards);
  const [first, last] = backwards ? [afterIds(prefix), prefix] : [prefix, afterIds(prefix)];
  if (left === 0) return { id: first };
  const stubs = pagesOf(reading, {
    pk: stubPartition(reading.tenant),
    range: { from: prefix, to: afterIds(prefix) },
    backwards,
    projection: STUB_PROJECTION,
  });
  const stub = await nth(stubs, left, (one) => typeOf(one) === type);
  return { id: stub?.['sk'] ?? last };
};

/** The prefix at whose ids a place is, and how many of these are still to be passed. */
const bucketOf = (counts: readonly number[], skip: number, backwards: boolean) => {
  const buckets = counts.map((count, index) => ({ count, prefix: counterPrefix(index) }));
  let left = skip;
  for (const { count, prefix } of backwards ? buckets.reverse() : buckets) {
    if (left < count) return { prefix, left };
    left -= count;
  }
  throw new RangeError('the place is beyond the end');
};

/** Entries have no counters: they are read from the first one on. */
const seekEntry = async (
  reading: Reading,
  { type, backwards }: StoredOrder,
  attribute: string,
  skip: number,
): Promise<SortPlace | undefined> => {
  const entries = pagesOf(reading, {
    pk: entryPartition(reading.tenant, type, attribute),
    backwards,
    projection: ENTRY_PROJECTION,
  });
  const item = await nth(entries, skip, () => true);
  if (!item) return undefined;
  const { owner, sort } = foundEntryOf(item);
  return { id: owner, key: sort };
};

/** The item with which the first `n` of those that count have been read. */
const nth = async (
  pages: AsyncIterable<readonly Item[]>,
  n: number,
  counts: (item: Item) => boolean,
): Promise<Item | undefined> => {
  let left = n;
  for await (const page of pages) {
    for (const item of page) {
      if (counts(item)) left -= 1;
      if (left === 0) return item;
    }
  }
  return undefined;
};
