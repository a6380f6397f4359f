import type { Reference } from '../../scim/resource.ts';
import type { ResourceTypeName } from '../../scim/schema/definition.ts';
import type { ListedResource, StoredResource } from '../port.ts';
import { batchGet } from './batch.ts';
import { readGates } from './gates.ts';
import { isId } from './id.ts';
import type { Gate } from './item/gate.ts';
import { listedOf, type ResourceRecord, resourceOf } from './item/resource.ts';
import { resourceKey } from './keys.ts';
import { getItem } from './read-item.ts';
import { storedResource } from './revision.ts';
import type { Reading } from './writing.ts';

/** One resource, a group without its members, in one round trip. */
export const read = async (
  reading: Reading,
  type: ResourceTypeName,
  id: string,
): Promise<StoredResource | undefined> => (await readWithGates(reading, type, id))?.resource;

/** The same, with a group's gates. */
export const readWithGates = async (
  reading: Reading,
  type: ResourceTypeName,
  id: string,
): Promise<{ readonly resource: StoredResource; readonly gates: readonly Gate[] } | undefined> => {
  if (!isId(id)) return undefined;
  const [item, gates] = await Promise.all([
    getItem(reading, resourceKey(reading.tenant, type, id)),
    type === 'Group' ? readGates(reading, id) : [],
  ]);
  return item && gates && { resource: storedResource(resourceOf(type, item), gates), gates };
};

/** Many resources, in the order of `ids`, without those that do not exist: groups without their gates. */
export const readListed = async (
  reading: Reading,
  type: ResourceTypeName,
  ids: readonly string[],
): Promise<readonly ListedResource[]> => (await readRecords(reading, type, ids)).map(listedOf);

/** The same with the entries that they own. */
export const readRecords = async (
  reading: Reading,
  type: ResourceTypeName,
  ids: readonly string[],
): Promise<readonly ResourceRecord[]> => {
  const keys = ids.filter(isId).map((id) => resourceKey(reading.tenant, type, id));
  const found = await batchGet(reading, keys);
  return keys
    .map(found)
    .filter((item) => item !== undefined)
    .map((item) => resourceOf(type, item));
};

/** The displayName of whoever has one, by id. */
export const displayNames = async (
  reading: Reading,
  references: readonly Reference[],
): Promise<ReadonlyMap<string, string>> => {
  const known = references.filter(({ id }) => isId(id));
  const keyOf = ({ type, id }: Reference) => resourceKey(reading.tenant, type, id);
  const item = await batchGet(reading, known.map(keyOf), '#attributes.#displayName');
  const names = known.map((reference) => [reference.id, item(keyOf(reference))?.['attributes']?.displayName]);
  return new Map(names.filter(([, name]) => typeof name === 'string').map(([id, name]) => [id, name]));
};
