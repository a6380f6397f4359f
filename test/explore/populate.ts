import { indexedValues } from '../../lambda/scim/index-entries.ts';
import type { Attributes } from '../../lambda/scim/resource.ts';
import type { ResourceTypeName } from '../../lambda/scim/schema/definition.ts';
import { GROUP, USER } from '../../lambda/scim/schema/models.ts';
import { dynamoDirectory } from '../../lambda/store/dynamo/directory.ts';
import { countResource } from '../../lambda/store/dynamo/item/counter.ts';
import { entryRecords, putEntry } from '../../lambda/store/dynamo/item/entry.ts';
import { createGate } from '../../lambda/store/dynamo/item/gate.ts';
import { createResource } from '../../lambda/store/dynamo/item/resource.ts';
import { createStub } from '../../lambda/store/dynamo/item/stub.ts';
import { SHARDS } from '../../lambda/store/dynamo/keys.ts';
import { NO_CHANGE } from '../../lambda/store/dynamo/membership-change.ts';
import { inParallel } from '../../lambda/store/dynamo/parallel.ts';
import type { Table } from '../../lambda/store/dynamo/table.ts';
import { commit } from '../../lambda/store/dynamo/transaction.ts';
import { writing } from '../../lambda/store/dynamo/writing.ts';
import { call } from '../store/examples.ts';
import type { Model } from './model.ts';
import { idOf } from './population.ts';

/** Writes a tenant as the store would, under ids of our choice. */
export const populate = async (
  table: Table,
  tenant: string,
  { users, groups }: Model,
  groupNames: 'unique' | 'any' = 'unique',
): Promise<void> => {
  const create = (type: ResourceTypeName, label: string, attributes: Attributes) => {
    const context = writing(table, tenant, call());
    const { at, by } = context;
    const id = idOf(label);
    const owned = entryRecords(indexedValues(type === 'User' ? USER : GROUP, attributes, groupNames), id);
    const entries = owned.map(({ name }) => name);
    const record = { type, id, version: 1, created: at, lastModified: at, attributes, entries };
    const gates = type === 'Group' ? SHARDS : [];
    const actions = [
      createResource(tenant, record, by),
      createStub(tenant, record, by),
      countResource(tenant, record, 1, by),
      ...owned.map((entry) => putEntry(tenant, type, id, entry, by)),
      ...gates.map((shard) => createGate({ ...context, groupId: id, shard, change: NO_CHANGE })),
    ];
    return commit(table, actions, context.deadline);
  };
  await inParallel(Object.entries(users), ([label, attributes]) => create('User', label, attributes));
  await inParallel(Object.entries(groups), ([label, { attributes }]) => create('Group', label, attributes));
  const directory = dynamoDirectory({ client: table.client, table: table.name });
  await inParallel(Object.entries(groups), ([label, { members }]) => {
    const add = members.map((member) => ({ id: idOf(member), type: 'User' as const }));
    return directory.changeMembers(tenant, idOf(label), { add, remove: [] }, call());
  });
};
