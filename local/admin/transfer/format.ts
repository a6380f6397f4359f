import type { Tenant } from '../../../lambda/tenancy/tenant/tenant.ts';

/** The version of the format; another one is for what an older release would misread. */
export const FORMAT = 1;

/** The first line of an export. */
export interface Header extends Pick<Tenant, 'name' | 'groupNames' | 'tier' | 'created'> {
  readonly kind: 'tenant';
  readonly format: typeof FORMAT;
  readonly tenant: string;
  /** When the export began: RFC 3339, UTC. */
  readonly exported: string;
}

/** How many of each an export has. */
export interface Census {
  readonly users: number;
  readonly groups: number;
  readonly memberships: number;
  readonly tombstones: number;
}

/** The last line: whatever lacks it was cut short. */
export interface End extends Census {
  readonly kind: 'end';
  /** SHA-256 of all bytes before this line, in hexadecimal. */
  readonly sha256: string;
}

export const NOBODY: Census = { users: 0, groups: 0, memberships: 0, tombstones: 0 };

/** A census with one more line. */
export const counted = (
  census: Census,
  line: { readonly kind?: unknown; readonly members?: unknown },
): Census => {
  switch (line.kind) {
    case 'User':
      return { ...census, users: census.users + 1 };
    case 'Group':
      return { ...census, groups: census.groups + 1 };
    case 'members':
      return {
        ...census,
        memberships: census.memberships + (Array.isArray(line.members) ? line.members.length : 0),
      };
    case 'tombstone':
      return { ...census, tombstones: census.tombstones + 1 };
    default:
      return census;
  }
};

export const describeCensus = ({ users, groups, memberships, tombstones }: Census): string =>
  `${users} users, ${groups} groups, ${memberships} memberships, ${tombstones} deleted resources`;
