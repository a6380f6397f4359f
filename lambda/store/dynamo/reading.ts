import type { Reference } from '../../scim/resource.ts';
import type { ResourceTypeName } from '../../scim/schema/definition.ts';
import { TooManyMembers } from '../error.ts';
import type { ListedResource, StoredGroup, StoredResource } from '../port.ts';
import { batchGet } from './batch.ts';
import { isId } from './id.ts';
import { gateOf, isGate } from './item/gate.ts';
import { memberFrom } from './item/member.ts';
import { groupOf } from './item/mirror.ts';
import { pendingIdOf } from './item/pending.ts';
import { listedOf, resourceOf } from './item/resource.ts';
import { gateKey, mirrorPartition, pendingPartition, resourceKey, SHARDS, shardPartition } from './keys.ts';
import { inParallel } from './parallel.ts';
import { getItem, pagesOf, queryAll } from './read-item.ts';
import { storedResource } from './revision.ts';
import type { Item } from './table.ts';
import type { Reading } from './writing.ts';

/** What a query of a shard needs of its gate and of its members. */
const SHARD_PROJECTION = '#sk, #type, #version, #count, #lastModified';

/** How much of a shard is read before the gates have told how much there is: all of it, in most groups. */
const FIRST_PAGE = 100;

/** One resource, a group without its members, in one round trip. */
export const read = async (
  reading: Reading,
  type: ResourceTypeName,
  id: string,
): Promise<StoredResource | undefined> => {
  if (!isId(id)) return undefined;
  if (type === 'Group') return (await readMany(reading, type, [id]))[0];
  const item = await getItem(reading, resourceKey(reading.tenant, type, id));
  return item && storedResource(resourceOf(type, item), []);
};

/** Many resources, in the order of `ids`, without those that do not exist. */
export const readMany = async (
  reading: Reading,
  type: ResourceTypeName,
  ids: readonly string[],
): Promise<readonly StoredResource[]> => {
  const { tenant } = reading;
  const known = ids.filter(isId);
  const item = await batchGet(
    reading,
    known.flatMap((id) => [resourceKey(tenant, type, id), ...gateKeys(tenant, type, id)]),
  );
  return known
    .map((id) => assembled(type, item(resourceKey(tenant, type, id)), gateKeys(tenant, type, id).map(item)))
    .filter((resource) => resource !== undefined);
};

/** The same for lists, in the order of `ids`: groups without their gates. */
export const readListed = async (
  reading: Reading,
  type: ResourceTypeName,
  ids: readonly string[],
): Promise<readonly ListedResource[]> => {
  const keys = ids.filter(isId).map((id) => resourceKey(reading.tenant, type, id));
  const found = await batchGet(reading, keys);
  return keys
    .map(found)
    .filter((item) => item !== undefined)
    .map((item) => listedOf(type, item));
};

/** @throws TooManyMembers */
export const readGroup = async (
  reading: Reading,
  id: string,
  atMost?: number,
): Promise<StoredGroup | undefined> => (await readGroups(reading, [id], atMost))[0];

/**
 * Groups with their members, side by side, beside one look at what is pending.
 * @throws TooManyMembers when one of them has more than `atMost`
 */
export const readGroups = async (
  reading: Reading,
  ids: readonly string[],
  atMost = Number.POSITIVE_INFINITY,
): Promise<readonly StoredGroup[]> => {
  const known = ids.filter(isId);
  if (known.length === 0) return [];
  const [pending, ...groups] = await Promise.all([
    pendingIds(reading),
    ...known.map((id) => withMembers(reading, id, atMost)),
  ]);
  return groups
    .filter((group) => group !== undefined)
    .map((group) => ({ ...group, members: group.members.filter(({ id }) => !pending.has(id)) }));
};

/**
 * The gate of a shard is read before the members, so the version is no newer than they are. What the gates count
 * is known with the first of the members, before the others are read.
 */
const withMembers = async (
  reading: Reading,
  id: string,
  atMost: number,
): Promise<StoredGroup | undefined> => {
  const { tenant } = reading;
  const [item, ...shards] = await Promise.all([
    getItem(reading, resourceKey(tenant, 'Group', id)),
    ...SHARDS.map((shard) => beginShard(reading, shardPartition(tenant, id, shard))),
  ]);
  const gates = shards.map(({ gate }) => gate);
  const group = assembled('Group', item, gates);
  if (!group) return undefined;
  const count = gates.reduce((sum, gate) => sum + (gate ? gateOf(gate).count : 0), 0);
  if (count > atMost) throw new TooManyMembers(count);

  return { ...group, members: (await Promise.all(shards.map(allMembers))).flat() };
};

/** A shard of which the first page has been read. */
interface BegunShard {
  readonly gate: Item | undefined;
  readonly members: readonly Reference[];
  readonly more: AsyncIterable<readonly Item[]>;
}

const beginShard = async (reading: Reading, pk: string): Promise<BegunShard> => {
  const more = pagesOf(reading, { pk, projection: SHARD_PROJECTION, firstPage: FIRST_PAGE });
  const first = await more.next();
  const items = first.done ? [] : first.value;
  return { gate: items.find(isGate), members: membersIn(items), more };
};

const allMembers = async ({ members, more }: BegunShard): Promise<readonly Reference[]> => {
  const all = [members];
  for await (const items of more) all.push(membersIn(items));
  return all.flat();
};

const membersIn = (items: readonly Item[]): readonly Reference[] =>
  items.map(memberFrom).filter((member) => member !== undefined);

/** How many members' groups are read side by side: all of a page of the usual size. */
const MIRRORS_AT_ONCE = 128;

/** The groups that have each of `ids` as a direct member. */
export const groupsOf = async (
  reading: Reading,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> => {
  const known = ids.filter(isId);
  if (known.length === 0) return new Map();
  const [pending, groups] = await Promise.all([
    pendingIds(reading),
    inParallel(known, (id) => mirrored(reading, id), MIRRORS_AT_ONCE),
  ]);
  return new Map(
    known.map((id, index) => [id, (groups[index] ?? []).filter((groupId) => !pending.has(groupId))]),
  );
};

const mirrored = async (reading: Reading, id: string): Promise<readonly string[]> => {
  const mirrors = await queryAll(reading, { pk: mirrorPartition(reading.tenant, id), projection: '#sk' });
  return mirrors.map(groupOf);
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

/** Ids of resources whose memberships no reader may see: being deleted, or not yet created. */
const pendingIds = async (reading: Reading): Promise<ReadonlySet<string>> => {
  const items = await queryAll(reading, { pk: pendingPartition(reading.tenant), projection: '#sk' });
  return new Set(items.map(pendingIdOf));
};

const gateKeys = (tenant: string, type: ResourceTypeName, id: string) =>
  type === 'Group' ? SHARDS.map((shard) => gateKey(tenant, id, shard)) : [];

/** A group stands as long as all of its gates do; they go together, with its item. */
const assembled = (
  type: ResourceTypeName,
  item: Item | undefined,
  gates: readonly (Item | undefined)[],
): StoredResource | undefined => {
  const standing = gates.filter((gate) => gate !== undefined);
  if (!item || standing.length < gates.length) return undefined;
  return storedResource(resourceOf(type, item), standing.map(gateOf));
};
