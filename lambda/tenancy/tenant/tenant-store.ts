import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, type NativeAttributeValue, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { alreadyExists, conflict, notFound } from '../error.ts';
import { type Key, settingsKey, TENANTS, tenantEntryKey } from '../keys.ts';
import type { ApiKey, ApiKeys } from '../limit/api-key.ts';
import { type Action, type Author, type Table, transact } from '../table.ts';
import { randomCursorKey, type Tenant } from './tenant.ts';
import { type TenantCourse, tenantCourse } from './tenant-course.ts';
import { TIERS, type Tier } from './tier.ts';

/** What an operator can change of a tenant. */
export interface TenantChange {
  readonly name?: Tenant['name'] | undefined;
  readonly groupNames?: Tenant['groupNames'] | undefined;
  readonly tier?: Tenant['tier'] | undefined;
}

/** A tenant, and what is nobody's to see. */
export interface OpenTenant {
  readonly tenant: Tenant;
  /** The secret key of its cursors: 32 bytes in base64url. */
  readonly cursorKey: string;
  readonly apiKeys: ApiKeys;
}

/** An API key, and the one whose place it takes. */
export interface KeyChange {
  readonly key: ApiKey;
  readonly former: ApiKey | undefined;
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
  /**
   * Notes the API key of a tier.
   * @throws TenancyError `conflict` when it has another than the former by now, or what it has is being deleted
   */
  giveKey(id: string, tier: Tier, change: KeyChange, by: Author): Promise<void>;
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
    if (!settings) return undefined;
    return { tenant: toTenant(settings), cursorKey: settings['cursorKey'], apiKeys: keysIn(settings) };
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

  giveKey: async (id, tier, { key, former }, by) => {
    try {
      await table.client.send(
        new UpdateCommand({
          TableName: table.name,
          Key: settingsKey(id),
          UpdateExpression: 'SET #key = :key, #by = :by',
          // Whoever deletes the tenant has removed the keys that were noted before.
          ConditionExpression: `attribute_not_exists(purgingSince) AND ${
            former ? '#key.id = :former' : 'attribute_exists(pk) AND attribute_not_exists(#key)'
          }`,
          ExpressionAttributeNames: { '#key': keyAttribute(tier), '#by': 'by' },
          ExpressionAttributeValues: { ':key': key, ':by': by, ...(former && { ':former': former.id }) },
        }),
      );
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      throw conflict(`the tenant ${id} is gone or going, or has been given another API key meanwhile`);
    }
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

const keyAttribute = (tier: Tier): string => `${tier}Key`;

const keysIn = (item: Item): ApiKeys =>
  Object.fromEntries(TIERS.map((tier) => [tier, item[keyAttribute(tier)]]).filter(([, key]) => key));

const toTenant = (item: Item): Tenant => ({
  id: item['id'],
  name: item['name'],
  status: item['status'],
  groupNames: item['groupNames'],
  // There were no tiers in the first release.
  tier: item['tier'] ?? 'standard',
  created: item['created'],
  ...(item['importing'] !== undefined && { importing: item['importing'] }),
  ...(item['deletingSince'] !== undefined && { deletingSince: item['deletingSince'] }),
  ...(item['purgingSince'] !== undefined && { purgingSince: item['purgingSince'] }),
});
