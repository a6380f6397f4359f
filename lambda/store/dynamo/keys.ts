import { createHash } from 'node:crypto';
import type { ResourceTypeName } from '../../scim/schema/definition.ts';

/** Where an item stands in the table. No tenant id, id or attribute name has a `#` or a U+0000 in it. */
export interface Key {
  readonly pk: string;
  readonly sk: string;
}

/** The membership of a group is in 16 shards, each with a partition and a gate, so that parallel changes seldom meet. */
export const SHARDS: readonly string[] = Array.from({ length: 16 }, (_, digit) => digit.toString(16));

/** Ids are random to their last digit, so a digit of the member's id spreads as well as a hash of it would. */
export const shardOf = (memberId: string): string => memberId.slice(-1);

const MEMBER_PREFIX = 'm#';

/** The longest value, in bytes of UTF-8, that stands in a key as it is: DynamoDB allows a sort key 1,024. */
const LONGEST_VALUE = 900;
/** What is left of a longer value, to keep its place in the order; a hash follows. */
const CUT_VALUE = LONGEST_VALUE - 65;

export const resourcePartition = (tenant: string, type: ResourceTypeName): string => `T#${tenant}#${type}`;

export const resourceKey = (tenant: string, type: ResourceTypeName, id: string): Key => ({
  pk: resourcePartition(tenant, type),
  sk: id,
});

export const stubPartition = (tenant: string): string => `T#${tenant}#exists`;

export const stubKey = (tenant: string, id: string): Key => ({ pk: stubPartition(tenant), sk: id });

export const entryPartition = (tenant: string, type: ResourceTypeName, attribute: string): string =>
  `T#${tenant}#${type}#${attribute}`;

/** The sort key of an index entry: the value alone where it is unique, else with the id of who has it. */
export const entrySort = (value: string, unique: boolean, id: string): string =>
  unique ? valueSort(value) : `${valueSort(value)}\u0000${id}`;

/**
 * The range of sort keys that holds every entry of a value, unique or not: it sorts before all longer values,
 * since no value has a U+0000. A value that was cut may fall into the range of its own beginning.
 */
export const entryRange = (value: string): { readonly from: string; readonly to: string } => {
  const from = valueSort(value);
  return { from, to: `${from}${AFTER_IDS}` };
};

/** Sorts after each id, and after each hash, that may follow a value. */
export const AFTER_IDS = '\u0000~';

/** The value of an entry that stands in its sort key in full. */
export const valueIn = (sort: string): string => sort.split('\u0000', 1)[0] ?? '';

/** Whether a value stands in the key in full; where not, the entry holds it. */
export const isCut = (value: string): boolean => Buffer.byteLength(value) > LONGEST_VALUE;

const valueSort = (value: string): string => {
  if (value === '') return '\u0000';
  if (!isCut(value)) return value;
  return `${beginning(value)}\u0000${createHash('sha256').update(value).digest('hex')}`;
};

/** The beginning of a value that its entry's sort key has in any case, cut or not. */
export const beginning = (value: string): string => firstBytes(value, CUT_VALUE);

/** As many whole code points of `value` as fit into `bytes` of UTF-8. */
const firstBytes = (value: string, bytes: number): string => {
  const { read } = new TextEncoder().encodeInto(value, new Uint8Array(bytes));
  return value.slice(0, read);
};

export const shardPartition = (tenant: string, groupId: string, shard: string): string =>
  `T#${tenant}#Group#${groupId}#${shard}`;

/** The partition of all gates of a group: they are read together, and small. */
export const gatePartition = (tenant: string, groupId: string): string => `T#${tenant}#Group#${groupId}`;

export const gateKey = (tenant: string, groupId: string, shard: string): Key => ({
  pk: gatePartition(tenant, groupId),
  sk: shard,
});

export const memberKey = (tenant: string, groupId: string, memberId: string): Key => ({
  pk: shardPartition(tenant, groupId, shardOf(memberId)),
  sk: `${MEMBER_PREFIX}${memberId}`,
});

/** The member that a sort key names, if it does. */
export const memberOf = (sk: string): string | undefined =>
  sk.startsWith(MEMBER_PREFIX) ? sk.slice(MEMBER_PREFIX.length) : undefined;

export const mirrorPartition = (tenant: string, memberId: string): string => `T#${tenant}#Member#${memberId}`;

export const mirrorKey = (tenant: string, memberId: string, groupId: string): Key => ({
  pk: mirrorPartition(tenant, memberId),
  sk: groupId,
});

export const counterPartition = (tenant: string, type: ResourceTypeName): string =>
  `T#${tenant}#count#${type}`;

/** So many counters a type, so that parallel creations seldom meet; together they tell how many ids precede one. */
export const COUNTERS = 256;

export const counterKey = (tenant: string, type: ResourceTypeName, id: string): Key => ({
  pk: counterPartition(tenant, type),
  sk: id.slice(0, 2),
});

/** The beginning of all ids that a counter counts. */
export const counterPrefix = (index: number): string => index.toString(16).padStart(2, '0');

/** Sorts after all ids that begin with `prefix`, and before all others that are greater. */
export const afterIds = (prefix: string): string => `${prefix}~`;

export const pendingPartition = (tenant: string): string => `T#${tenant}#pending`;

export const pendingKey = (tenant: string, id: string): Key => ({ pk: pendingPartition(tenant), sk: id });

/** The one partition that lists what is pending in any tenant. */
export const PENDING_LISTING = 'pending';

export const pendingListingKey = (tenant: string, id: string): Key => ({
  pk: PENDING_LISTING,
  sk: `${tenant}#${id}`,
});

/** The bookmarks of one walk through a list, by the startIndex at which it goes on. */
export const bookmarkKey = (tenant: string, walk: string, startIndex: number): Key => ({
  pk: `T#${tenant}#page#${walk}`,
  sk: String(startIndex),
});

/** The one partition that says for which declared indexes entries are made, in any tenant. */
const REGISTRATIONS = 'indexes';

export const registrationKey = (type: ResourceTypeName): Key => ({ pk: REGISTRATIONS, sk: type });

/** Which of these indexes are complete in a tenant. */
export const completenessKey = (tenant: string, type: ResourceTypeName): Key => ({
  pk: `T#${tenant}#indexes`,
  sk: type,
});

export const tombstonePartition = (tenant: string): string => `T#${tenant}#deleted`;

export const tombstoneKey = (tenant: string, id: string): Key => ({ pk: tombstonePartition(tenant), sk: id });
