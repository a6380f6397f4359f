import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { DeclaredIndex } from '../../scim/schema/declared-index.ts';
import type { ResourceTypeName } from '../../scim/schema/definition.ts';
import type { Directory } from '../port.ts';
import { bookmark, leaveBookmark } from './bookmarks.ts';
import { create } from './creating.ts';
import { find, holders } from './finding.ts';
import { membershipShares } from './gates.ts';
import { completeIndexes } from './indexes/completeness.ts';
import { registrar } from './indexes/registrar.ts';
import { changeMembers } from './membership.ts';
import { existingMemberships, groupsOf } from './memberships.ts';
import { displayNames, read, readListed } from './reading.ts';
import { readGroup, readGroups } from './reading-members.ts';
import { removeResource } from './removing.ts';
import { counters, seek } from './seeking.ts';
import { update } from './updating.ts';
import { visitAll, walk } from './walking.ts';
import { reading, writing } from './writing.ts';

interface Options {
  readonly client: DynamoDBDocumentClient;
  /** The table's name. */
  readonly table: string;
  /**
   * Milliseconds that a deletion's answer waits for what is cleared away after it, within the request's time; the
   * sweeper does the rest.
   */
  readonly clearingTime?: number;
  /** The indexes that the platform declares, to be registered before anything is written; none where absent. */
  readonly declared?: Readonly<Record<ResourceTypeName, readonly DeclaredIndex[]>>;
}

const CLEARING_TIME = 3_000;

/** The directory in one table of DynamoDB: `docs/architecture.md` has the items and why they are so. */
export const dynamoDirectory = ({
  client,
  table: name,
  clearingTime = CLEARING_TIME,
  declared,
}: Options): Directory => {
  const table = { client, name };
  const registered = declared ? registrar(declared) : async () => {};
  return {
    create: async (tenant, type, content, members, call) => {
      const now = writing(table, tenant, call);
      await registered(now, type);
      return create(now, type, content, members);
    },
    read: (tenant, type, id, call) => read(reading(table, tenant, call), type, id),
    readListed: (tenant, type, ids, call) => readListed(reading(table, tenant, call), type, ids),
    membershipShares: (tenant, ids, call) => membershipShares(reading(table, tenant, call), ids),
    readGroup: (tenant, id, call, atMost) => readGroup(reading(table, tenant, call), id, atMost),
    readGroups: (tenant, ids, call, atMost) => readGroups(reading(table, tenant, call), ids, atMost),
    groupsOf: (tenant, ids, call) => groupsOf(reading(table, tenant, call), ids),
    memberships: (tenant, asked, call) => existingMemberships(reading(table, tenant, call), asked),
    displayNames: (tenant, references, call) => displayNames(reading(table, tenant, call), references),
    find: (tenant, type, attribute, value, call) =>
      find(reading(table, tenant, call), type, attribute, value),
    holders: (tenant, type, attribute, values, call) =>
      holders(reading(table, tenant, call), type, attribute, values),
    completeIndexes: (tenant, type, call) =>
      completeIndexes(reading(table, tenant, call), type, declared?.[type] ?? []),
    walk: (tenant, stretch, call) => walk(reading(table, tenant, call), stretch),
    visitAll: (tenant, type, visit, call) => visitAll(reading(table, tenant, call), type, visit),
    counters: (tenant, type, call) => counters(reading(table, tenant, call), type),
    seek: (tenant, order, counts, skip, call) => seek(reading(table, tenant, call), order, counts, skip),
    bookmark: (tenant, name, startIndex, call) => bookmark(reading(table, tenant, call), name, startIndex),
    leaveBookmark: (tenant, name, startIndex, left, call) =>
      leaveBookmark(writing(table, tenant, call), name, startIndex, left),
    update: async (tenant, change, call) => {
      const now = writing(table, tenant, call);
      if (change.next) await registered(now, change.previous.type);
      return update(now, change);
    },
    changeMembers: (tenant, groupId, change, call) =>
      changeMembers(writing(table, tenant, call), groupId, change),
    remove: (tenant, type, id, unchanged, call) =>
      removeResource(writing(table, tenant, call), type, id, unchanged, clearingTime),
  };
};
