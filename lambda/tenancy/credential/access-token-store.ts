import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { accessKey, type Key } from '../keys.ts';
import type { Author, Table } from '../table.ts';
import type { AccessTokenRecord } from './access-token.ts';

export interface AccessTokenStore {
  /** The id was drawn for this token alone, so nothing is written over. */
  add(record: AccessTokenRecord, by: Author): Promise<void>;
  read(accessId: string): Promise<AccessTokenRecord | undefined>;
}

/** How much longer than it is good a token is kept, so that the audit trail can say whose a late use is: a day. */
const KEPT_SECONDS = 86_400;

export const accessTokenStore = (table: Table): AccessTokenStore => ({
  add: async (record, by) => {
    const ttl = Math.floor(Date.parse(record.expires) / 1_000) + KEPT_SECONDS;
    const item = { ...accessKey(record.accessId), kind: 'access', ...record, ttl, by };
    await table.client.send(
      new PutCommand({ TableName: table.name, Item: item, ConditionExpression: 'attribute_not_exists(pk)' }),
    );
  },

  read: async (accessId) => {
    const { Item } = await table.client.send(
      new GetCommand({ TableName: table.name, Key: accessKey(accessId), ConsistentRead: true }),
    );
    return Item && toRecord(Item);
  },
});

const toRecord = (item: Readonly<Record<string, unknown>> & Partial<Key>): AccessTokenRecord => {
  const { accessId, clientId, tenant, credential, scopes, issued, expires, digest, pepper } =
    item as unknown as AccessTokenRecord;
  return { accessId, clientId, tenant, credential, scopes, issued, expires, digest, pepper };
};
