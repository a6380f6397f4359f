import { type Action, put } from '../action.ts';
import { tombstoneKey } from '../keys.ts';
import { isOwnWrite, type Provenance } from './provenance.ts';
import type { ResourceRecord } from './resource.ts';

const KEPT_DAYS = 90;
const MS_PER_DAY = 86_400_000;

/**
 * What a deleted resource was, for the change feed and for auditors. `record.version` is one more than its
 * last, memberships included.
 */
export const putTombstone = (tenant: string, record: ResourceRecord, at: string, by: Provenance): Action => {
  const { id, type, version, created, lastModified, attributes } = record;
  const item = {
    ...tombstoneKey(tenant, id),
    kind: 'tombstone',
    type,
    version,
    created,
    lastModified,
    deleted: at,
    attributes,
    ttl: Math.floor((Date.parse(at) + KEPT_DAYS * MS_PER_DAY) / 1000),
    by,
  };
  return put(item, {
    condition: 'attribute_not_exists(#pk)',
    refused: (found) => (isOwnWrite(found, by) ? { kind: 'done' } : { kind: 'gone' }),
  });
};
