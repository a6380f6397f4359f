import type { ResourceTypeName } from '../../scim/schema/definition.ts';
import type { Placed, Stretch } from '../order.ts';
import type { ListedResource } from '../port.ts';
import { ENTRY_PROJECTION, foundEntryOf } from './item/entry.ts';
import { listedOf, resourceOf } from './item/resource.ts';
import { afterIds, entryPartition, resourcePartition } from './keys.ts';
import { inParallel } from './parallel.ts';
import { pagesOf, type SortRange } from './read-item.ts';
import { readListed } from './reading.ts';
import type { Reading } from './writing.ts';

/** The resources of a type in an order, a page of a query at a time, as they are asked for. */
export const walk = (reading: Reading, stretch: Stretch): AsyncIterable<readonly Placed[]> =>
  stretch.by === undefined ? walkIds(reading, stretch) : walkEntries(reading, stretch, stretch.by);

async function* walkIds(reading: Reading, stretch: Stretch): AsyncGenerator<readonly Placed[]> {
  const { type, after, backwards, atOnce } = stretch;
  const pages = pagesOf(reading, {
    pk: resourcePartition(reading.tenant, type),
    range: rangeFrom(after?.id, backwards),
    backwards,
    pageSize: atOnce,
  });
  for await (const items of pages) {
    yield items.map((item) => placed(listedOf(resourceOf(type, item)), undefined));
  }
}

/** The first digits of ids. */
const DIGITS = '0123456789abcdef'.split('');
/** How many of the ranges that they make are read side by side. */
const RANGES_AT_ONCE = 8;

/** Every resource of a type, as many at a time as DynamoDB reads, in no order. */
export const visitAll = async (
  reading: Reading,
  type: ResourceTypeName,
  visit: (some: readonly ListedResource[]) => Promise<void>,
): Promise<void> => {
  const pk = resourcePartition(reading.tenant, type);
  const visitRange = async (digit: string): Promise<void> => {
    for await (const items of pagesOf(reading, { pk, range: { from: digit, to: afterIds(digit) } })) {
      await visit(items.map((item) => listedOf(resourceOf(type, item))));
    }
  };
  await inParallel(DIGITS, visitRange, RANGES_AT_ONCE);
};

/** Entries first, then the resources that they lead to: who has been deleted meanwhile is left out. */
async function* walkEntries(
  reading: Reading,
  stretch: Stretch,
  attribute: string,
): AsyncGenerator<readonly Placed[]> {
  const { type, after, backwards, atOnce } = stretch;
  const pages = pagesOf(reading, {
    pk: entryPartition(reading.tenant, type, attribute),
    range: rangeFrom(after && String(after.key), backwards),
    backwards,
    projection: ENTRY_PROJECTION,
    pageSize: atOnce,
  });
  for await (const items of pages) {
    const sorts = new Map(items.map(foundEntryOf).map(({ owner, sort }) => [owner, sort]));
    const resources = await readListed(reading, type, [...sorts.keys()]);
    yield resources.map((resource) => placed(resource, sorts.get(resource.id)));
  }
}

const placed = (resource: ListedResource, sort: string | undefined): Placed => ({
  place: { id: resource.id, ...(sort !== undefined && { key: sort }) },
  resource,
});

const rangeFrom = (after: string | undefined, backwards: boolean): SortRange | undefined => {
  if (after === undefined) return undefined;
  return backwards ? { before: after } : { after };
};
