import type { Reference } from '../../../scim/resource.ts';
import { type Action, check, type Guard, put, remove } from '../action.ts';
import { pendingKey, pendingListingKey, resourceKey } from '../keys.ts';
import type { Item } from '../table.ts';
import type { Provenance } from './provenance.ts';

/** Work on a resource that takes more than one transaction: what is not finished is undone or completed. */
export interface PendingWork extends Reference {
  /** `abandoning`: a creation that its creator can no longer complete, and that somebody undoes. */
  readonly work: 'creating' | 'abandoning' | 'deleting';
  /** RFC 3339 with milliseconds, UTC. */
  readonly since: string;
}

/** The same as the list of all tenants has it. */
export interface TenantWork extends PendingWork {
  readonly tenant: string;
}

/** Names the work twice: in its tenant, for readers, and in the one list of all tenants, for the sweeper. */
export const putPending = (
  tenant: string,
  { id, type, work, since }: PendingWork,
  by: Provenance,
  guard?: Guard,
): readonly Action[] => {
  const item = { kind: 'pending', tenant, id, type, work, since, by };
  return [
    put({ ...item, ...pendingKey(tenant, id) }, guard),
    put({ ...item, ...pendingListingKey(tenant, id) }),
  ];
};

/**
 * Takes a creation from its creator, who cannot complete it from then on. One that is complete is nobody's to
 * take, whatever has become of the group since.
 */
export const takeOverCreation = (tenant: string, pending: PendingWork, by: Provenance): readonly Action[] => [
  check(resourceKey(tenant, pending.type, pending.id), {
    condition: 'attribute_not_exists(#pk)',
    refused: () => ({ kind: 'gone' }),
  }),
  ...putPending(tenant, { ...pending, work: 'abandoning' }, by, {
    condition: 'attribute_not_exists(#pk) OR #work IN (:creating, :abandoning)',
    values: { creating: 'creating', abandoning: 'abandoning' },
    refused: () => ({ kind: 'gone' }),
  }),
];

/** Ends a creation as the group appears, unless somebody has taken it over. */
export const completeCreation = (tenant: string, id: string): readonly Action[] => [
  remove(pendingKey(tenant, id), {
    condition: '#work = :creating',
    values: { creating: 'creating' },
    refused: () => ({ kind: 'gone' }),
  }),
  remove(pendingListingKey(tenant, id)),
];

/** Ends the work, whoever else ends it too: no id has another work after a deletion, or after being abandoned. */
export const deletePending = (tenant: string, id: string): readonly Action[] => [
  remove(pendingKey(tenant, id)),
  remove(pendingListingKey(tenant, id)),
];

/** Takes work from the list of all tenants that its tenant knows nothing of. */
export const deleteStrayListing = ({ tenant, id, work, since }: TenantWork): readonly Action[] => [
  check(pendingKey(tenant, id), {
    condition: 'attribute_not_exists(#pk)',
    refused: () => ({ kind: 'stale' }),
  }),
  remove(pendingListingKey(tenant, id), {
    condition: 'attribute_not_exists(#pk) OR (#work = :work AND #since = :since)',
    values: { work, since },
    refused: () => ({ kind: 'stale' }),
  }),
];

export const pendingIdOf = (item: Item): string => item['sk'];

export const tenantWorkOf = (item: Item): TenantWork => ({
  tenant: item['tenant'],
  id: item['id'],
  type: item['type'],
  work: item['work'],
  since: item['since'],
});
