import type { ListedResource } from '../../port.ts';
import { type Action, put } from '../action.ts';
import { tombstoneKey } from '../keys.ts';
import type { Item } from '../table.ts';
import { isOwnWrite, type Provenance } from './provenance.ts';

const KEPT_DAYS = 90;
const MS_PER_DAY = 86_400_000;

/** What a deleted resource was. `version` is one more than its last, memberships included. */
export interface Tombstone extends ListedResource {
  /** When: RFC 3339 with milliseconds, UTC. */
  readonly deleted: string;
}

export const tombstoneItem = (tenant: string, tombstone: Tombstone, by: Provenance): Item => {
  const { id, type, version, created, lastModified, deleted, attributes } = tombstone;
  return {
    ...tombstoneKey(tenant, id),
    kind: 'tombstone',
    type,
    version,
    created,
    lastModified,
    deleted,
    attributes,
    ttl: endOf(tombstone),
    by,
  };
};

/** When a tombstone is forgotten: epoch seconds. */
export const endOf = ({ deleted }: Pick<Tombstone, 'deleted'>): number =>
  Math.floor((Date.parse(deleted) + KEPT_DAYS * MS_PER_DAY) / 1000);

export const tombstoneOf = (item: Item): Tombstone => ({
  type: item['type'],
  id: item['sk'],
  version: item['version'],
  created: item['created'],
  lastModified: item['lastModified'],
  deleted: item['deleted'],
  attributes: item['attributes'],
});

/** For the change feed and for auditors. */
export const putTombstone = (tenant: string, record: ListedResource, at: string, by: Provenance): Action => {
  return put(tombstoneItem(tenant, { ...record, deleted: at }, by), {
    condition: 'attribute_not_exists(#pk)',
    refused: (found) => (isOwnWrite(found, by) ? { kind: 'done' } : { kind: 'gone' }),
  });
};
