import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Directory } from '../port.ts';
import { create } from './creating.ts';
import { find } from './finding.ts';
import { changeMembers } from './membership.ts';
import { displayNames, groupsOf, read, readGroup, readMany } from './reading.ts';
import { removeResource } from './removing.ts';
import { update } from './updating.ts';
import { count, walk } from './walking.ts';
import { writing } from './writing.ts';

interface Options {
  readonly client: DynamoDBDocumentClient;
  /** The table's name. */
  readonly table: string;
}

/** The directory in one table of DynamoDB: `docs/architecture.md` has the items and why they are so. */
export const dynamoDirectory = ({ client, table: name }: Options): Directory => {
  const table = { client, name };
  return {
    create: (tenant, type, content, members, call) =>
      create(writing(table, tenant, call), type, content, members),
    read: (tenant, type, id) => read(table, tenant, type, id),
    readMany: (tenant, type, ids) => readMany(table, tenant, type, ids),
    readGroup: (tenant, id) => readGroup(table, tenant, id),
    groupsOf: (tenant, id) => groupsOf(table, tenant, id),
    displayNames: (tenant, references) => displayNames(table, tenant, references),
    find: (tenant, type, attribute, value) => find(table, tenant, type, attribute, value),
    walk: (tenant, type) => walk(table, tenant, type),
    count: (tenant, type) => count(table, tenant, type),
    update: (tenant, change, call) => update(writing(table, tenant, call), change),
    changeMembers: (tenant, groupId, change, call) =>
      changeMembers(writing(table, tenant, call), groupId, change),
    remove: (tenant, type, id, unchanged, call) =>
      removeResource(writing(table, tenant, call), type, id, unchanged),
  };
};
