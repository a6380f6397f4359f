import type { Reference } from '../../../scim/resource.ts';
import type { ResourceTypeName } from '../../../scim/schema/definition.ts';
import { type Action, check, type Found, put, remove } from '../action.ts';
import { stubKey } from '../keys.ts';
import type { Refusal } from '../refusal.ts';
import type { Item } from '../table.ts';
import type { Provenance } from './provenance.ts';

/** That a resource exists, and its type: an item so small, and changed so seldom, that members check it. */
export const stubItem = (tenant: string, { id, type }: Reference, by: Provenance): Item => ({
  ...stubKey(tenant, id),
  kind: 'exists',
  type,
  by,
});

export const createStub = (tenant: string, resource: Reference, by: Provenance): Action =>
  put(stubItem(tenant, resource, by));

/** What has to be read of a stub for its id and type. */
export const STUB_PROJECTION = '#sk, #type';

export const typeOf = (stub: Item): ResourceTypeName => stub['type'];

/** That whoever is to be a member exists, and is of the type that was said. */
export const checkStub = (tenant: string, { id, type }: Reference): Action =>
  check(stubKey(tenant, id), {
    condition: '#type = :type',
    values: { type },
    refused: (found) => mismatch(id, found),
  });

export const deleteStub = (tenant: string, id: string): Action => remove(stubKey(tenant, id));

const mismatch = (id: string, found: Found | undefined): Refusal =>
  found
    ? { kind: 'mistyped', id, type: found['type']?.S === 'Group' ? 'Group' : 'User' }
    : { kind: 'missing', id };
