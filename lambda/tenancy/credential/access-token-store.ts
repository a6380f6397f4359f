import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { accessKey, type Key } from '../keys.ts';
import { type Author, putOnce, type Table } from '../table.ts';
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
    await putOnce(table, { ...accessKey(record.accessId), kind: 'access', ...record, ttl, by });
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
