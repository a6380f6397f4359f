import type { Reference } from '../../../scim/resource.ts';
import type { ListedResource } from '../../port.ts';
import type { Provenance } from '../item/provenance.ts';
import type { Tombstone } from '../item/tombstone.ts';

/** One line of an export: `docs/tenants.md` has the format. */
export type Line = ResourceLine | MembersLine | TombstoneLine;

/** A user, or a group with what its gates add to its version; members have lines of their own. */
export interface ResourceLine extends Omit<ListedResource, 'type'> {
  readonly kind: 'User' | 'Group';
  readonly by: Provenance;
  /** Of a group, in the order of SHARDS. */
  readonly gates?: readonly GateOfLine[];
}

export interface GateOfLine {
  readonly version: number;
  readonly lastModified: string;
  readonly by: Provenance;
}

/** Some members of one shard of a group, by their ids. */
export interface MembersLine {
  readonly kind: 'members';
  readonly group: string;
  readonly shard: string;
  readonly members: readonly MemberOfLine[];
}

export interface MemberOfLine extends Reference {
  readonly by: Provenance;
}

export interface TombstoneLine extends Tombstone {
  readonly kind: 'tombstone';
  readonly by: Provenance;
}

/** A line, and where to go on after it. */
export interface PlacedLine {
  /** Absent for what has been gone through and has no line. */
  readonly line?: Line;
  readonly after: string;
  /** How many resources this was the last line of. */
  readonly counts: number;
}
