import { randomString } from './random.ts';

/** Whether one displayName belongs to one group of the tenant, or to any number. */
export const GROUP_NAMES = ['unique', 'any'] as const;
export type GroupNames = (typeof GROUP_NAMES)[number];

/** A customer of the platform: the owner of one directory. */
export interface Tenant {
  readonly id: string;
  readonly name: string;
  /** Every credential of a suspended tenant is refused. */
  readonly status: 'active' | 'suspended';
  readonly groupNames: GroupNames;
  /** RFC 3339, UTC. */
  readonly created: string;
}

/** Never contains `#`, which separates the parts of the table's keys. */
export const TENANT_ID = /^[a-z0-9][a-z0-9-]{1,62}$/;

/** Without vowels, so that no id spells a word, and without what is easily misread. */
const ID_ALPHABET = 'bcdfghjkmnpqrstvwxz23456789';

/** An id for a tenant whose operator has not chosen one. */
export const randomTenantId = (): string => randomString(ID_ALPHABET, 12);
