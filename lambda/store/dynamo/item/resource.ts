import type { ResourceTypeName } from '../../../scim/schema/definition.ts';
import type { ListedResource } from '../../port.ts';
import { type Action, check, type Found, type Guard, put, remove } from '../action.ts';
import { resourceKey } from '../keys.ts';
import type { Refusal } from '../refusal.ts';
import type { Item } from '../table.ts';
import type { EntryName } from './entry.ts';
import { isOwnWrite, type Provenance } from './provenance.ts';
import { requireFit } from './size.ts';

/** A user or a group, without what other items know of it: its members and their share in its version. */
export interface ResourceRecord extends ListedResource {
  /** The index entries that it owns, whatever setting or folding they were made under. */
  readonly entries: readonly EntryName[];
}

/** @throws TooLarge */
export const resourceItem = (tenant: string, record: ResourceRecord, by: Provenance): Item => {
  const { type, id, version, created, lastModified, attributes, entries } = record;
  const item = {
    ...resourceKey(tenant, type, id),
    kind: type,
    version,
    created,
    lastModified,
    attributes,
    entries: entries.map((name) => [...name]),
    by: { ...by },
  };
  requireFit(item);
  return item;
};

export const resourceOf = (type: ResourceTypeName, item: Item): ResourceRecord => ({
  type,
  id: item['sk'],
  version: item['version'],
  created: item['created'],
  lastModified: item['lastModified'],
  attributes: item['attributes'],
  entries: item['entries'],
});

export const listedOf = (record: ResourceRecord): ListedResource => {
  const { entries: _, ...listed } = record;
  return listed;
};

/** The id was drawn for this creation alone, so an item that has it already was put by an earlier attempt. */
export const createResource = (tenant: string, record: ResourceRecord, by: Provenance): Action =>
  put(resourceItem(tenant, record, by), {
    condition: 'attribute_not_exists(#pk)',
    refused: () => ({ kind: 'done' }),
  });

export const replaceResource = (
  tenant: string,
  record: ResourceRecord,
  previousVersion: number,
  by: Provenance,
): Action =>
  put(
    resourceItem(tenant, record, by),
    unchanged(previousVersion, (found) => (isOwnWrite(found, by) ? { kind: 'done' } : { kind: 'stale' })),
  );

export const checkResource = (tenant: string, { type, id, version }: ResourceRecord): Action =>
  check(resourceKey(tenant, type, id), unchanged(version));

export const deleteResource = (tenant: string, { type, id, version }: ResourceRecord): Action =>
  remove(resourceKey(tenant, type, id), unchanged(version));

const unchanged = (
  version: number,
  changed: (found: Found) => Refusal = () => ({ kind: 'stale' }),
): Guard => ({
  condition: '#version = :unchanged',
  values: { unchanged: version },
  refused: (found) => (found ? changed(found) : { kind: 'gone' }),
});
