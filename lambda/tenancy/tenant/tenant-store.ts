import { GetCommand, type NativeAttributeValue, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { alreadyExists, notFound } from '../error.ts';
import { type Key, settingsKey, TENANTS, tenantEntryKey } from '../keys.ts';
import { type Action, type Author, type Table, transact } from '../table.ts';
import { randomCursorKey, type Tenant } from './tenant.ts';
import { type TenantCourse, tenantCourse } from './tenant-course.ts';

/** What an operator can change of a tenant. */
export interface TenantChange {
  readonly name?: Tenant['name'] | undefined;
  readonly groupNames?: Tenant['groupNames'] | undefined;
}

/** A tenant, and the secret key of its cursors, which is nobody's to see. */
export interface OpenTenant {
  readonly tenant: Tenant;
  /** 32 bytes in base64url. */
  readonly cursorKey: string;
}

export interface TenantPage {
  /** In the order of their ids. */
  readonly tenants: readonly Tenant[];
  /** The id after which the next page begins; absent on the last one. */
  readonly next?: string;
}

export interface TenantStore extends TenantCourse {
  /** @throws TenancyError `alreadyExists`, `conflict` */
  create(tenant: Tenant, by: Author): Promise<void>;
  read(id: string): Promise<Tenant | undefined>;
  /** The same of the list of tenants, for whoever has to see no more of a tenant. */
  listed(id: string): Promise<Tenant | undefined>;
  /** For whoever answers its requests. */
  open(id: string): Promise<OpenTenant | undefined>;
  /** A page of all tenants: of those whose ids come after `after`, if it is given. */
  list(after?: string): Promise<TenantPage>;
  /** @throws TenancyError `notFound`, `conflict` */
  change(id: string, change: TenantChange, by: Author): Promise<void>;
}

const PAGE_SIZE = 500;

/** Tenants, each kept twice: as the settings that requests are answered by, and as a line of the list. */
export const tenantStore = (table: Table): TenantStore => ({
  create: async (tenant, by) => {
    const put = (item: object): Action => ({
      Put: { TableName: table.name, Item: item, ConditionExpression: 'attribute_not_exists(pk)' },
    });
    const cursorKey = randomCursorKey();
    const failed = await transact(table, [
      put({ ...settingsKey(tenant.id), kind: 'tenant', ...tenant, cursorKey, by }),
      put({ ...tenantEntryKey(tenant.id), kind: 'tenantEntry', ...tenant, by }),
    ]);
    if (failed.length > 0) throw alreadyExists(`there is a tenant ${tenant.id} already`);
  },

  read: async (id) => {
    const settings = await readItem(table, settingsKey(id));
    return settings && toTenant(settings);
  },

  listed: async (id) => {
    const entry = await readItem(table, tenantEntryKey(id));
    return entry && toTenant(entry);
  },

  open: async (id) => {
    const settings = await readItem(table, settingsKey(id));
    return settings && { tenant: toTenant(settings), cursorKey: settings['cursorKey'] };
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
      [settingsKey(id), tenantEntryKey(id)].map((key) => ({
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

  ...tenantCourse(table),
});

const readItem = async (table: Table, Key: Key): Promise<Item | undefined> => {
  const { Item } = await table.client.send(
    new GetCommand({ TableName: table.name, Key, ConsistentRead: true }),
  );
  return Item;
};

type Item = Readonly<Record<string, NativeAttributeValue>>;

const toTenant = (item: Item): Tenant => ({
  id: item['id'],
  name: item['name'],
  status: item['status'],
  groupNames: item['groupNames'],
  created: item['created'],
  ...(item['importing'] !== undefined && { importing: item['importing'] }),
  ...(item['deletingSince'] !== undefined && { deletingSince: item['deletingSince'] }),
  ...(item['purgingSince'] !== undefined && { purgingSince: item['purgingSince'] }),
});
