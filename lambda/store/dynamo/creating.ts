import { randomUUID } from 'node:crypto';
import type { MembershipChange, Reference } from '../../scim/resource.ts';
import type { ResourceTypeName } from '../../scim/schema/definition.ts';
import { MissingMembers, TooLarge } from '../error.ts';
import type { Content, StoredResource } from '../port.ts';
import type { Action } from './action.ts';
import { createInParts } from './creating-in-parts.ts';
import { countResource } from './item/counter.ts';
import { type EntryName, entryRecords, putEntry } from './item/entry.ts';
import { createGate } from './item/gate.ts';
import { createResource, type ResourceRecord } from './item/resource.ts';
import { createStub } from './item/stub.ts';
import { SHARDS } from './keys.ts';
import { commitChange, memberActions } from './membership.ts';
import { byShard, distinct, impossibleIds, NO_CHANGE } from './membership-change.ts';
import { storedResource } from './revision.ts';
import { MAX_ACTIONS } from './transaction.ts';
import type { Writing } from './writing.ts';

/** A resource that is to be, under an id of its own. */
export interface NewResource {
  readonly record: ResourceRecord;
  /** Everything but its gates and members. */
  readonly resource: readonly Action[];
  /** Everything, with its first members. */
  readonly actionsWith: (change: MembershipChange) => readonly Action[];
  /** The values that nobody else may have. */
  readonly unique: readonly EntryName[];
}

/** What a new resource is made of. @throws TooLarge */
export const newResource = (
  writing: Writing,
  type: ResourceTypeName,
  { attributes, entries }: Content,
  id: string = randomUUID(),
): NewResource => {
  const { tenant, at, by } = writing;
  const owned = entryRecords(entries, id);
  const record: ResourceRecord = {
    type,
    id,
    version: 1,
    created: at,
    lastModified: at,
    attributes,
    entries: owned.map(({ name }) => name),
  };
  const resource = [
    createResource(tenant, record, by),
    createStub(tenant, record, by),
    countResource(tenant, record, 1, by),
    ...owned.map((entry) => putEntry(tenant, type, id, entry, by)),
  ];
  return {
    record,
    resource,
    actionsWith: (change) => [
      ...resource,
      ...gateActions(writing, record, change),
      ...memberActions(writing, id, change),
    ],
    unique: owned.filter((entry) => entry.unique).map(({ name }) => name),
  };
};

/**
 * Creates a resource under a new id, in one transaction unless it is a group with too many members for that.
 * @throws Taken, MissingMembers, TooLarge, Unavailable
 */
export const create = async (
  writing: Writing,
  type: ResourceTypeName,
  content: Content,
  members: readonly Reference[],
): Promise<StoredResource> => {
  const { record, resource, actionsWith, unique } = newResource(writing, type, content);
  if (actionsWith(NO_CHANGE).length > MAX_ACTIONS) throw new TooLarge('there are too many indexed values');

  const change = distinct({ add: members, remove: [] });
  const impossible = impossibleIds(change);
  if (impossible.length > 0) throw new MissingMembers(impossible);
  if (actionsWith(change).length > MAX_ACTIONS) {
    const gates = gateActions(writing, record, NO_CHANGE);
    return createInParts(writing, { record, resource, gates, unique, change });
  }
  await commitChange(writing, change, actionsWith);
  return storedResource(record, newGates(type, writing.at));
};

const newGates = (type: ResourceTypeName, at: string) =>
  type === 'Group' ? SHARDS.map(() => ({ version: 0, lastModified: at })) : [];

/** All gates of a new group, with its first members; nothing for a user. */
const gateActions = (
  writing: Writing,
  { type, id }: ResourceRecord,
  change: MembershipChange,
): readonly Action[] => {
  if (type === 'User') return [];
  const parts = byShard(change);
  return SHARDS.map((shard) =>
    createGate({ ...writing, groupId: id, shard, change: parts.get(shard) ?? NO_CHANGE }),
  );
};
