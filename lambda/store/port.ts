import type { IndexedValue } from '../scim/index-entries.ts';
import type { Attributes, MembershipChange, Reference } from '../scim/resource.ts';
import type { ResourceTypeName } from '../scim/schema/definition.ts';
import type { SortPlace } from '../scim/sort.ts';
import type { ValueRange } from '../scim/value-range.ts';
import type { MembershipShare } from './membership-share.ts';
import type { Bookmark, Placed, StoredOrder, Stretch } from './order.ts';
import type { ReadBudget } from './read-budget.ts';

/** On whose behalf a change is made; written on every item, so that the stream tells the whole story. */
export interface Actor {
  /** The id of the token or client; never the secret. */
  readonly tokenId: string;
  readonly requestId: string;
  readonly sourceIp: string;
  /** Which provisioner's way of speaking the request was in, for the record only. */
  readonly dialect: string;
}

/** What every call is told. */
export interface Call {
  readonly by: Actor;
  /** Epoch milliseconds after which the store stops retrying and throws Unavailable. */
  readonly deadline: number;
  /** What the call may read; it is not counted where absent. Beyond it, any read throws OverBudget. */
  readonly reads?: ReadBudget;
}

/** One value of an indexed attribute: the key of the entry by which the resource is found. */
export type IndexEntry = IndexedValue;

/** What a resource is to become: its attributes and the index entries that follow from them. */
export interface Content {
  readonly attributes: Attributes;
  readonly entries: readonly IndexEntry[];
}

/** A resource as lists read it: of a group, `version` and `lastModified` are without what its membership adds. */
export interface ListedResource {
  readonly type: ResourceTypeName;
  readonly id: string;
  readonly version: number;
  /** RFC 3339 with milliseconds, UTC. */
  readonly created: string;
  readonly lastModified: string;
  readonly attributes: Attributes;
}

/** A resource as it was read. `version` counts its changes, for a group those of its membership too. */
export interface StoredResource extends ListedResource {
  /**
   * The store's own note of what it read, for `update` to make its conditions of; nobody else looks inside.
   */
  readonly revision: unknown;
}

/** A group with everybody in it. */
export interface StoredGroup extends StoredResource {
  /** In no particular order; ids whose deletion is under way are left out. */
  readonly members: readonly Reference[];
}

/** That somebody is a direct member of a group. */
export interface Membership {
  readonly groupId: string;
  readonly memberId: string;
}

/** A change of one resource that was read before: new content, new members, or both, at once. */
export interface Update {
  readonly previous: StoredResource;
  readonly next?: Content;
  readonly members?: MembershipChange;
  /**
   * `resource`: fail with Stale when the resource's own content has changed since it was read.
   * `everything`: for a group, when its membership has changed too (If-Match).
   * `members`: as `everything`, for members that follow from those that were read (a replacement). Of two such
   * changes that are too large for a transaction, the later one takes the group over, and the earlier one fails
   * with Stale, part of it made: what the later one read.
   */
  readonly unchanged: 'resource' | 'everything' | 'members';
}

/**
 * The directory of every tenant. A tenant is the first argument of every call, and no call reaches beyond it.
 * All reads are strongly consistent. Methods throw only the errors of `./error.ts`; any of them Unavailable, once the
 * deadline has passed, and any read OverBudget.
 */
export interface Directory {
  /**
   * Creates a resource under an id that the store chooses, a group with its first members.
   * @throws Taken when a unique value belongs to another, MissingMembers, TooLarge, Unavailable
   */
  create(
    tenant: string,
    type: ResourceTypeName,
    content: Content,
    members: readonly Reference[],
    call: Call,
  ): Promise<StoredResource>;

  /** One resource, a group without its members. One round trip. Undefined for an id that is no UUID, unasked. */
  read(tenant: string, type: ResourceTypeName, id: string, call: Call): Promise<StoredResource | undefined>;

  /** Many resources, in the order of `ids`; those that do not exist are left out. One round trip for up to 1,600. */
  readListed(
    tenant: string,
    type: ResourceTypeName,
    ids: readonly string[],
    call: Call,
  ): Promise<readonly ListedResource[]>;

  /** What their membership adds to groups, by id; those that do not exist are left out. One round trip. */
  membershipShares(
    tenant: string,
    ids: readonly string[],
    call: Call,
  ): Promise<ReadonlyMap<string, MembershipShare>>;

  /**
   * A group with its members; its version is never newer than the members it comes with. Two round trips for up to
   * some 60,000 members, one without any.
   * @throws TooManyMembers for a group with more than `atMost`, before any of them is read
   */
  readGroup(tenant: string, id: string, call: Call, atMost?: number): Promise<StoredGroup | undefined>;

  /** The same of many groups side by side, in the order of `ids`; those that do not exist are left out. */
  readGroups(
    tenant: string,
    ids: readonly string[],
    call: Call,
    atMost?: number,
  ): Promise<readonly StoredGroup[]>;

  /**
   * The groups of which each of `ids` is a direct member, by id; those whose deletion is under way are left out.
   * One round trip.
   */
  groupsOf(
    tenant: string,
    ids: readonly string[],
    call: Call,
  ): Promise<ReadonlyMap<string, readonly string[]>>;

  /** Those of some memberships that there are, as readers of either side see it. One round trip. */
  memberships(tenant: string, asked: readonly Membership[], call: Call): Promise<readonly Membership[]>;

  /** The displayName of each of the referenced resources that has one, by id. */
  displayNames(
    tenant: string,
    references: readonly Reference[],
    call: Call,
  ): Promise<ReadonlyMap<string, string>>;

  /**
   * The resources whose indexed attribute has exactly this (folded) value, whether or not it is unique.
   * A rename or a deletion beside the lookup never makes an existing holder disappear.
   */
  find(
    tenant: string,
    type: ResourceTypeName,
    attribute: string,
    value: string,
    call: Call,
  ): Promise<readonly ListedResource[]>;

  /**
   * The ids of the resources that have a value of an indexed attribute within a range, sorted, each once. Whose
   * value changes to another of the range while entries are read may be missed; of a single value, nobody is.
   */
  holders(
    tenant: string,
    type: ResourceTypeName,
    attribute: string,
    values: ValueRange,
    call: Call,
  ): Promise<readonly string[]>;

  /**
   * The attributes of the declared indexes of which a tenant has the entries of every resource. The others lack those
   * of resources that were written before the index was declared. One round trip.
   */
  completeIndexes(tenant: string, type: ResourceTypeName, call: Call): Promise<ReadonlySet<string>>;

  /** The resources of a type in an order, some at a time, read as they are asked for. */
  walk(tenant: string, stretch: Stretch, call: Call): AsyncIterable<readonly Placed[]>;

  /** Shows every resource of a type to `visit`, some at a time, in no order: ranges of ids go side by side. */
  visitAll(
    tenant: string,
    type: ResourceTypeName,
    visit: (some: readonly ListedResource[]) => Promise<void>,
    call: Call,
  ): Promise<void>;

  /**
   * How many resources of a type there are, by the first two digits of their ids, 00 to ff: 256 numbers, exact
   * when nobody writes.
   */
  counters(tenant: string, type: ResourceTypeName, call: Call): Promise<readonly number[]>;

  /**
   * The place after which a walk has passed the first `skip` resources; undefined when there are no more than
   * these. As exact as the counters are.
   */
  seek(
    tenant: string,
    order: StoredOrder,
    counters: readonly number[],
    skip: number,
    call: Call,
  ): Promise<SortPlace | undefined>;

  /** Where a walk goes on at a startIndex, unless nobody has noted it in the last hour. */
  bookmark(tenant: string, walk: string, startIndex: number, call: Call): Promise<Bookmark | undefined>;

  /** Notes where a walk goes on. Never throws and never takes long: a note that fails is none. */
  leaveBookmark(
    tenant: string,
    walk: string,
    startIndex: number,
    bookmark: Bookmark,
    call: Call,
  ): Promise<void>;

  /**
   * Changes a resource that was read before. Content that does not differ is not written.
   * @returns the resource as it is now
   * @throws NotFound, Stale, Taken, MissingMembers, TooLarge, Unavailable
   */
  update(tenant: string, update: Update, call: Call): Promise<StoredResource>;

  /**
   * Changes a group's membership without reading it: one round trip for a change of one member. Adding who is
   * in and removing who is not succeed and change nothing.
   * @throws NotFound when there is no such group, MissingMembers, Unavailable
   */
  changeMembers(tenant: string, groupId: string, change: MembershipChange, call: Call): Promise<void>;

  /**
   * Deletes a resource: it, its claims and its memberships are gone for every reader when this returns.
   * `unchanged` is a version that was read before (If-Match).
   * @throws NotFound, Stale, Unavailable
   */
  remove(
    tenant: string,
    type: ResourceTypeName,
    id: string,
    unchanged: StoredResource | undefined,
    call: Call,
  ): Promise<void>;
}
