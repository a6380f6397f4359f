import type { JsonObject } from './json.ts';
import type { ResourceTypeName } from './schema/definition.ts';

/**
 * What a client may write of a resource, normalised: canonical attribute names, the schema's types, extension
 * attributes under their URN. Never holds `id`, `meta`, `groups` or `members`, which are kept apart.
 */
export type Attributes = JsonObject;

/** A member of a group, or a group of a member: an id and what it is the id of. */
export interface Reference {
  readonly id: string;
  readonly type: ResourceTypeName;
}

/** The change that a request makes to a group's membership: ids to be in, ids to be out; disjoint. */
export interface MembershipChange {
  /** The type is what the client says or the commonest; the store knows better and corrects it. */
  readonly add: readonly Reference[];
  readonly remove: readonly string[];
}
