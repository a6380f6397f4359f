import { GetCommand, type NativeAttributeValue, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { alreadyExists, notFound } from './error.ts';
import { settingsKey, TENANTS, tenantEntryKey } from './keys.ts';
import { type Author, type Table, transact } from './table.ts';
import type { Tenant } from './tenant.ts';

/** What an operator can change of a tenant. */
export interface TenantChange {
  readonly name?: Tenant['name'] | undefined;
  readonly groupNames?: Tenant['groupNames'] | undefined;
}

export interface TenantPage {
  /** In the order of their ids. */
  readonly tenants: readonly Tenant[];
  /** The id after which the next page begins; absent on the last one. */
  readonly next?: string;
}

export interface TenantStore {
  /** @throws TenancyError `alreadyExists`, `conflict` */
  create(tenant: Tenant, by: Author): Promise<void>;
  read(id: string): Promise<Tenant | undefined>;
  /** A page of all tenants: of those whose ids come after `after`, if it is given. */
  list(after?: string): Promise<TenantPage>;
  /** @throws TenancyError `notFound`, `conflict` */
  change(id: string, change: TenantChange, by: Author): Promise<void>;
}

const PAGE_SIZE = 500;

/** Tenants, each kept twice: as the settings that requests are answered by, and as a line of the list. */
export const tenantStore = (table: Table): TenantStore => ({
  create: async (tenant, by) => {
    const failed = await transact(
      table,
      copiesOf(tenant.id).map(({ key, kind }) => ({
        Put: {
          TableName: table.name,
          Item: { ...key, kind, ...tenant, by },
          ConditionExpression: 'attribute_not_exists(pk)',
        },
      })),
    );
    if (failed.length > 0) throw alreadyExists(`there is a tenant ${tenant.id} already`);
  },

  read: async (id) => {
    const { Item } = await table.client.send(
      new GetCommand({ TableName: table.name, Key: settingsKey(id), ConsistentRead: true }),
    );
    return Item && toTenant(Item);
  },

  list: async (after) => {
    const { Items = [], LastEvaluatedKey } = await table.client.send(
      new QueryCommand({
        TableName: table.name,
        KeyConditionExpression: 'pk = :tenants',
        ExpressionAttributeValues: { ':tenants': TENANTS },
        ...(after !== undefined && { ExclusiveStartKey: tenantEntryKey(after) }),
        Limit: PAGE_SIZE,
        ConsistentRead: true,
      }),
    );
    const last = LastEvaluatedKey && Items.at(-1);
    return { tenants: Items.map(toTenant), ...(last && { next: toTenant(last).id }) };
  },

  change: async (id, change, by) => {
    const values = Object.entries({ ...change, by }).filter(([, value]) => value !== undefined);
    const failed = await transact(
      table,
      copiesOf(id).map(({ key }) => ({
        Update: {
          TableName: table.name,
          Key: key,
          UpdateExpression: `SET ${values.map(([name]) => `#${name} = :${name}`).join(', ')}`,
          ExpressionAttributeNames: Object.fromEntries(values.map(([name]) => [`#${name}`, name])),
          ExpressionAttributeValues: Object.fromEntries(values.map(([name, value]) => [`:${name}`, value])),
          ConditionExpression: 'attribute_exists(pk)',
        },
      })),
    );
    if (failed.length > 0) throw notFound(`there is no tenant ${id}`);
  },
});

const copiesOf = (id: string) => [
  { key: settingsKey(id), kind: 'tenant' },
  { key: tenantEntryKey(id), kind: 'tenantEntry' },
];

const toTenant = (item: Record<string, NativeAttributeValue>): Tenant => ({
  id: item['id'],
  name: item['name'],
  status: item['status'],
  groupNames: item['groupNames'],
  created: item['created'],
});
