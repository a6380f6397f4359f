import { ScimError } from '../../../scim/error.ts';
import { type IndexedValue, indexedValues } from '../../../scim/index-entries.ts';
import { isObject } from '../../../scim/json.ts';
import type { ResourceTypeName } from '../../../scim/schema/definition.ts';
import { TooLarge } from '../../error.ts';
import { check, put } from '../action.ts';
import { batchGet } from '../batch.ts';
import { contentChange } from '../content-change.ts';
import { type EntryName, type EntryRecord, entryRecords, identity, putEntry } from '../item/entry.ts';
import { checkResource, type ResourceRecord, resourceOf } from '../item/resource.ts';
import { entryPartition, isCut, type Key, resourceKey } from '../keys.ts';
import type { Item } from '../table.ts';
import { ABSENT, changed, type Repair, type Suspicion } from './finding.ts';
import { MODELS, repair, type Scope, suspicion } from './scope.ts';

/** Whether the entries that resources name are those of their attributes, and are there as they name them. */
export const examineEntries = async (
  scope: Scope,
  type: ResourceTypeName,
  items: readonly Item[],
): Promise<readonly Suspicion[]> => {
  const found = await batchGet(
    scope,
    items.flatMap((item) => namesOf(item).map((name) => entryKey(scope, type, name))),
  );
  const entryOf = (name: EntryName) => found(entryKey(scope, type, name));
  const owners = items.flatMap((item) =>
    namesOf(item).flatMap((name) => foreignOwner(entryOf(name), item['sk']) ?? []),
  );
  const owner = await batchGet(
    scope,
    owners.map((id) => resourceKey(scope.tenant, type, id)),
  );
  const ownerOf = (id: string) => owner(resourceKey(scope.tenant, type, id));
  return items.flatMap((item) => [
    ...examineNames(scope, item, resourceOf(type, item)),
    ...examineNamed(scope, item, resourceOf(type, item), entryOf, ownerOf),
  ]);
};

const entryKey = ({ tenant }: Scope, type: ResourceTypeName, [attribute, sort]: EntryName): Key => ({
  pk: entryPartition(tenant, type, attribute),
  sk: sort,
});

/** The entries that an item names, as far as they are names at all. */
export const namesOf = ({ entries }: Item): readonly EntryName[] =>
  (Array.isArray(entries) ? entries : []).filter(
    (name) =>
      Array.isArray(name) &&
      name.length === 2 &&
      name.every((part) => typeof part === 'string' && part !== ''),
  );

const foreignOwner = (entry: Item | undefined, id: string): string | undefined =>
  entry && entry['owner'] !== id && typeof entry['owner'] === 'string' ? entry['owner'] : undefined;

/** The entries of the attributes under a setting; undefined for attributes that the schemas do not allow. */
const derived = (
  { type, attributes }: ResourceRecord,
  groupNames: Scope['groupNames'],
): readonly IndexedValue[] | undefined => {
  if (!isObject(attributes)) return undefined;
  try {
    return indexedValues(MODELS[type], attributes, groupNames);
  } catch (error) {
    if (error instanceof ScimError) return undefined;
    throw error;
  }
};

const OTHER = { unique: 'any', any: 'unique' } as const;

const examineNames = (scope: Scope, item: Item, record: ResourceRecord): Suspicion[] => {
  const { type, id, attributes } = record;
  const entries = derived(record, scope.groupNames);
  const named = namesOf(item);
  const isComplete = Array.isArray(item['entries']) && named.length === item['entries'].length;
  if (!entries || (isComplete && isOf(named, entries, id))) return [];
  const other = derived(record, OTHER[scope.groupNames]) ?? [];
  const fault = isComplete && isOf(named, other, id) ? 'other setting' : 'wrong entries';
  const renew: Repair = {
    ...repair(scope, 'names and claims those of its attributes', () => {
      const change = contentChange(scope, { ...record, entries: named }, { attributes, entries });
      return change?.actions ?? [];
    }),
  };
  return [suspicion(fault, item, `${type} ${id}`, [id], [], { repair: sparing(renew) })];
};

const isOf = (named: readonly EntryName[], entries: readonly IndexedValue[], id: string): boolean => {
  const wanted = new Set(entryRecords(entries, id).map(({ name }) => identity(name)));
  return named.length === wanted.size && named.every((name) => wanted.has(identity(name)));
};

/** What does not fit an item any more is left. */
const sparing = ({ does, make }: Repair): Repair => ({
  does,
  make: async () => {
    try {
      return await make();
    } catch (error) {
      if (error instanceof TooLarge) return [{ kind: 'stale' }];
      throw error;
    }
  },
});

const examineNamed = (
  scope: Scope,
  item: Item,
  record: ResourceRecord,
  entryOf: (name: EntryName) => Item | undefined,
  ownerOf: (id: string) => Item | undefined,
): Suspicion[] => {
  const { type, id } = record;
  const records = new Map(
    [scope.groupNames, OTHER[scope.groupNames]]
      .flatMap((setting) => entryRecords(derived(record, setting) ?? [], id))
      .map((entry) => [identity(entry.name), entry]),
  );
  return namesOf(item).flatMap((name) => {
    const entry = entryOf(name);
    const wanted = records.get(identity(name));
    // What the attributes do not give is to be named no longer, whatever it is.
    if (!wanted) return [];
    const where = `${type} ${id} ${name[0]}`;
    if (!entry) {
      const actions = () => [
        checkResource(scope.tenant, record),
        putEntry(scope.tenant, type, id, wanted, scope.by),
      ];
      return [
        suspicion('missing entry', item, where, [id], [entry], {
          repair: repair(scope, 'puts the entry', actions),
        }),
      ];
    }
    const foreign = foreignOwner(entry, id);
    const value = isCut(wanted.value) ? wanted.value : undefined;
    if (entry['owner'] === id && entry['value'] === value) return [];
    const owner = foreign === undefined ? undefined : ownerOf(foreign);
    if (owner && namesOf(owner).some((one) => identity(one) === identity(name)))
      return [
        suspicion('wrong entry', item, where, [id], [entry, owner], {
          advice: 'rename one of the two that have this name',
        }),
      ];
    const take = repair(scope, 'puts the entry in its name', () => [
      checkResource(scope.tenant, record),
      ...(foreign === undefined ? [] : [checkOwner(scope, type, foreign, owner)]),
      overwriteEntry(scope, type, id, wanted, entry),
    ]);
    return [suspicion('wrong entry', item, where, [id], [entry, owner], { repair: take })];
  });
};

/** That who is said to own an entry still does not name it. */
export const checkOwner = (scope: Scope, type: ResourceTypeName, id: string, owner: Item | undefined) =>
  check(
    resourceKey(scope.tenant, type, id),
    owner ? { condition: '#version = :read', values: { read: owner['version'] }, refused: changed } : ABSENT,
  );

const overwriteEntry = (
  { tenant, by }: Scope,
  type: ResourceTypeName,
  owner: string,
  wanted: EntryRecord,
  entry: Item,
) => {
  const action = putEntry(tenant, type, owner, wanted, by);
  if (action.kind !== 'put') throw new Error('an entry is put');
  return put(action.item, {
    condition: '#owner = :read',
    values: { read: entry['owner'] ?? '' },
    refused: changed,
  });
};
