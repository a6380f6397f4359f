import type { ResourceTypeName } from '../../../scim/schema/definition.ts';
import type { IndexEntry } from '../../port.ts';
import { type Action, put, remove } from '../action.ts';
import { entryPartition, entrySort, isCut } from '../keys.ts';
import type { Item } from '../table.ts';
import type { Provenance } from './provenance.ts';

/** Names an index entry of a resource type: the attribute, and the sort key in its partition. */
export type EntryName = readonly [attribute: string, sort: string];

/** An index entry as it is to be written. */
export interface EntryRecord {
  readonly name: EntryName;
  readonly unique: boolean;
  readonly value: string;
}

/** An index entry as it is found. */
export interface FoundEntry {
  readonly sort: string;
  readonly owner: string;
  /** Only where the key has a cut value. */
  readonly value: string | undefined;
}

/** The entries that a resource is to own, each once. */
export const entryRecords = (entries: readonly IndexEntry[], id: string): readonly EntryRecord[] => {
  const records = entries.map(({ attribute, value, unique }): EntryRecord => {
    return { name: [attribute, entrySort(value, unique, id)], unique, value };
  });
  return [...new Map(records.map((record) => [identity(record.name), record])).values()];
};

/** One string for one name, for sets and maps of names. */
export const identity = ([attribute, sort]: EntryName): string => `${attribute}\u0000${sort}`;

/** What has to be read of an entry for that. */
export const ENTRY_PROJECTION = '#sk, #owner, #value';

export const foundEntryOf = (item: Item): FoundEntry => ({
  sort: item['sk'],
  owner: item['owner'],
  value: item['value'],
});

export const entryItem = (
  tenant: string,
  type: ResourceTypeName,
  owner: string,
  { name: [attribute, sort], value }: EntryRecord,
  by: Provenance,
): Item => ({
  pk: entryPartition(tenant, type, attribute),
  sk: sort,
  kind: 'entry',
  owner,
  ...(isCut(value) && { value }),
  by,
});

/** A unique value is taken by whoever puts its entry first. */
export const putEntry = (
  tenant: string,
  type: ResourceTypeName,
  owner: string,
  entry: EntryRecord,
  by: Provenance,
): Action => {
  const item = entryItem(tenant, type, owner, entry, by);
  if (!entry.unique) return put(item);
  const [attribute] = entry.name;
  return put(item, {
    condition: 'attribute_not_exists(#pk) OR #owner = :owner',
    values: { owner },
    refused: () => ({ kind: 'taken', attribute }),
  });
};

/** Only its owner deletes an entry. */
export const deleteEntry = (
  tenant: string,
  type: ResourceTypeName,
  owner: string,
  [attribute, sort]: EntryName,
): Action =>
  remove(
    { pk: entryPartition(tenant, type, attribute), sk: sort },
    {
      condition: 'attribute_not_exists(#pk) OR #owner = :owner',
      values: { owner },
      refused: () => ({ kind: 'stale' }),
    },
  );
