import { randomBytes } from 'node:crypto';
import { ID_ALPHABET, randomString } from '../random.ts';
import type { Tier } from './tier.ts';

/** Whether one displayName belongs to one group of the tenant, or to any number. */
export const GROUP_NAMES = ['unique', 'any'] as const;
export type GroupNames = (typeof GROUP_NAMES)[number];

/** `suspended` by an operator, until it is resumed; `deleting` until nothing is left of it. */
export type TenantStatus = 'active' | 'suspended' | 'deleting';

/** A customer of the platform: the owner of one directory. */
export interface Tenant {
  readonly id: string;
  readonly name: string;
  /** Every credential of a tenant that is not active is refused. */
  readonly status: TenantStatus;
  readonly groupNames: GroupNames;
  readonly tier: Tier;
  /** RFC 3339, UTC. */
  readonly created: string;
  /** Which export it is filled from, while it is: the digest of a file; random for what no second run can be given. */
  readonly importing?: string;
  /** Since when it is `deleting`: RFC 3339, UTC. */
  readonly deletingSince?: string;
  /** Since when what it has is being deleted, which nothing brings back. */
  readonly purgingSince?: string;
}

/** Never contains `#`, which separates the parts of the table's keys. */
export const TENANT_ID = /^[a-z0-9][a-z0-9-]{1,62}$/;

/** An id for a tenant whose operator has not chosen one. */
export const randomTenantId = (): string => randomString(ID_ALPHABET, 12);

/** The key under which the cursors of a tenant's lists are sealed: 32 bytes in base64url, the tenant's own. */
export const randomCursorKey = (): string => randomBytes(32).toString('base64url');
