import { indexedValues } from '../../lambda/scim/index-entries.ts';
import type { Attributes } from '../../lambda/scim/resource.ts';
import type { ResourceTypeName } from '../../lambda/scim/schema/definition.ts';
import { GROUP, USER } from '../../lambda/scim/schema/models.ts';
import { newResource } from '../../lambda/store/dynamo/creating.ts';
import { dynamoDirectory } from '../../lambda/store/dynamo/directory.ts';
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
    const entries = indexedValues(type === 'User' ? USER : GROUP, attributes, groupNames);
    const { actionsWith } = newResource(context, type, { attributes, entries }, idOf(label));
    return commit(table, actionsWith(NO_CHANGE), context.deadline);
  };
  await inParallel(Object.entries(users), ([label, attributes]) => create('User', label, attributes));
  await inParallel(Object.entries(groups), ([label, { attributes }]) => create('Group', label, attributes));
  const directory = dynamoDirectory({ client: table.client, table: table.name });
  await inParallel(Object.entries(groups), ([label, { members }]) => {
    const add = members.map((member) => ({ id: idOf(member), type: 'User' as const }));
    return directory.changeMembers(tenant, idOf(label), { add, remove: [] }, call());
  });
};
