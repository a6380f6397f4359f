import type { ResourceTypeName } from '../../scim/schema/definition.ts';
import type { StoredResource } from '../port.ts';
import { countOf } from './item/counter.ts';
import { counterPartition, resourcePartition } from './keys.ts';
import { pagesOf, queryAll } from './read-item.ts';
import { withGates } from './reading.ts';
import type { Reading } from './writing.ts';

/** Resources a page: a walk reads no more than it is asked for, and a group has 16 gates to be read too. */
const PAGE_SIZE: Readonly<Record<ResourceTypeName, number>> = { User: 250, Group: 50 };

/** Every resource of a type in the order of ids, a page at a time as they are asked for. */
export async function* walk(reading: Reading, type: ResourceTypeName): AsyncGenerator<StoredResource> {
  const query = { pk: resourcePartition(reading.tenant, type), pageSize: PAGE_SIZE[type] };
  for await (const items of pagesOf(reading, query)) {
    yield* await withGates(reading, type, items);
  }
}

/** How many resources of a type there are: the sum of the counters, which are one page. */
export const count = async (reading: Reading, type: ResourceTypeName): Promise<number> => {
  const counters = await queryAll(reading, {
    pk: counterPartition(reading.tenant, type),
    projection: '#count',
  });
  return counters.reduce((sum, counter) => sum + countOf(counter), 0);
};
