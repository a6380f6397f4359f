import type { ResourceTypeName } from '../../../scim/schema/definition.ts';
import { check, put } from '../action.ts';
import { batchGet } from '../batch.ts';
import {
  type EntryName,
  type EntryRecord,
  entryItem,
  entryRecords,
  identity,
  putEntry,
} from '../item/entry.ts';
import { checkResource, type ResourceRecord, resourceOf } from '../item/resource.ts';
import { entryPartition, isCut, type Key, resourceKey } from '../keys.ts';
import type { Item } from '../table.ts';
import { ABSENT, changed, type Fault, type Suspicion } from './finding.ts';
import { derived, examineNames, namesOf, OTHER } from './names-of-entries.ts';
import type { Scope } from './scope.ts';
import { repair, suspicion } from './suspicion.ts';

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

const foreignOwner = (entry: Item | undefined, id: string): string | undefined =>
  entry && entry['owner'] !== id && typeof entry['owner'] === 'string' ? entry['owner'] : undefined;

const examineNamed = (
  scope: Scope,
  item: Item,
  record: ResourceRecord,
  entryOf: (name: EntryName) => Item | undefined,
  ownerOf: (id: string) => Item | undefined,
): Suspicion[] => {
  const records = new Map(
    [scope.groupNames, OTHER[scope.groupNames]]
      .flatMap((setting) => entryRecords(derived(record, setting) ?? [], record.id))
      .map((entry) => [identity(entry.name), entry]),
  );
  return namesOf(item).flatMap((name) => {
    const wanted = records.get(identity(name));
    // What the attributes do not give is to be named no longer, whatever it is.
    return wanted ? examineEntry(scope, item, record, wanted, entryOf(name), ownerOf) : [];
  });
};

/** Whether an entry is there as the resource names it. */
const examineEntry = (
  scope: Scope,
  item: Item,
  record: ResourceRecord,
  wanted: EntryRecord,
  entry: Item | undefined,
  ownerOf: (id: string) => Item | undefined,
): Suspicion[] => {
  const { tenant, by } = scope;
  const { type, id } = record;
  const found = (fault: Fault, owner: Item | undefined, rest: Pick<Suspicion, 'repair' | 'advice'>) => [
    suspicion(fault, item, `${type} ${id} ${wanted.name[0]}`, [id], [entry, owner], rest),
  ];
  if (!entry) {
    const mend = repair(scope, 'puts the entry', () => [
      checkResource(tenant, record),
      putEntry(tenant, type, id, wanted, by),
    ]);
    return found('missing entry', undefined, { repair: mend });
  }
  const value = isCut(wanted.value) ? wanted.value : undefined;
  if (entry['owner'] === id && entry['value'] === value) return [];
  const foreign = foreignOwner(entry, id);
  const owner = foreign === undefined ? undefined : ownerOf(foreign);
  if (owner && namesOf(owner).some((one) => identity(one) === identity(wanted.name)))
    return found('wrong entry', owner, { advice: 'rename one of the two that have this name' });
  const take = repair(scope, 'puts the entry in its name', () => [
    checkResource(tenant, record),
    ...(foreign === undefined ? [] : [checkOwner(scope, type, foreign, owner)]),
    put(entryItem(tenant, type, id, wanted, by), {
      condition: '#owner = :read',
      values: { read: entry['owner'] ?? '' },
      refused: changed,
    }),
  ]);
  return found('wrong entry', owner, { repair: take });
};

/** That who is said to own an entry still does not name it. */
export const checkOwner = (scope: Scope, type: ResourceTypeName, id: string, owner: Item | undefined) =>
  check(
    resourceKey(scope.tenant, type, id),
    owner ? { condition: '#version = :read', values: { read: owner['version'] }, refused: changed } : ABSENT,
  );
