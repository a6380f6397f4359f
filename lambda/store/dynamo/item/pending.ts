import type { Reference } from '../../../scim/resource.ts';
import { type Action, put, remove } from '../action.ts';
import { pendingKey, pendingListingKey } from '../keys.ts';
import type { Item } from '../table.ts';
import type { Provenance } from './provenance.ts';

/** Work on a resource that takes more than one transaction: what is not finished is undone or completed. */
export interface PendingWork extends Reference {
  readonly work: 'creating' | 'deleting';
  /** RFC 3339 with milliseconds, UTC. */
  readonly since: string;
}

/** Names the work twice: in its tenant, for readers, and in the one list of all tenants, for the sweeper. */
export const putPending = (tenant: string, pending: PendingWork, by: Provenance): readonly Action[] => {
  const { id, type, work, since } = pending;
  const item = { kind: 'pending', tenant, id, type, work, since, by };
  return [put({ ...item, ...pendingKey(tenant, id) }), put({ ...item, ...pendingListingKey(tenant, id) })];
};

/** Ends the work, unless somebody else has put an end to it. */
export const deletePending = (tenant: string, id: string): readonly Action[] => [
  remove(pendingKey(tenant, id), {
    condition: 'attribute_exists(#pk)',
    refused: () => ({ kind: 'gone' }),
  }),
  remove(pendingListingKey(tenant, id)),
];

export const pendingIdOf = (item: Item): string => item['sk'];
