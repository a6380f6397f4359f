import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, type NativeAttributeValue, paginateQuery, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { conflict, notFound } from './error.ts';
import { settingsKey, TOKEN_ENTRY_PREFIX, tokenEntryKey, tokenKey } from './keys.ts';
import { type Author, type Table, transact } from './table.ts';
import type { Proof, TokenEntry, TokenRecord } from './token-record.ts';

export interface TokenStore {
  /** @throws TenancyError `notFound` when there is no such tenant, `conflict` */
  add(record: TokenRecord, by: Author): Promise<void>;
  read(tokenId: string): Promise<TokenRecord | undefined>;
  /** Every token that the tenant was ever given, in the order of their ids. */
  list(tenant: string): Promise<readonly TokenEntry[]>;
  /**
   * Ends a token. One that was revoked before keeps its first date.
   * @returns the token as it is now
   * @throws TenancyError `notFound` when the tenant has no such token, `conflict`
   */
  revoke(tenant: string, tokenId: string, at: string, by: Author): Promise<TokenEntry>;
  /** Replaces the proof of a token, unless somebody else has replaced it since it was read. */
  prove(record: TokenRecord, proof: Proof, by: Author): Promise<void>;
}

/**
 * Tokens, each kept twice: as the record that proves it, and without the proof as a line of its tenant's
 * list. Records that have ended stay, so that the audit trail can say whose a late use is.
 */
export const tokenStore = (table: Table): TokenStore => ({
  add: async ({ digest, pepper, ...entry }, by) => {
    const put = (item: object) => ({
      Put: { TableName: table.name, Item: item, ConditionExpression: 'attribute_not_exists(pk)' },
    });
    const { tenant, tokenId } = entry;
    const failed = await transact(table, [
      {
        ConditionCheck: {
          TableName: table.name,
          Key: settingsKey(tenant),
          ConditionExpression: 'attribute_exists(pk)',
        },
      },
      put({ ...tokenKey(tokenId), kind: 'token', ...entry, digest, pepper, by }),
      put({ ...tokenEntryKey(tenant, tokenId), kind: 'tokenEntry', ...entry, by }),
    ]);
    if (failed.includes(0)) throw notFound(`there is no tenant ${tenant}`);
    if (failed.length > 0) throw conflict(`there is a token ${tokenId} already; send the request again`);
  },

  read: async (tokenId) => {
    const { Item } = await table.client.send(
      new GetCommand({ TableName: table.name, Key: tokenKey(tokenId), ConsistentRead: true }),
    );
    return Item && { ...toEntry(Item), digest: Item['digest'], pepper: Item['pepper'] };
  },

  list: async (tenant) => {
    const { pk } = settingsKey(tenant);
    const pages = paginateQuery(
      { client: table.client },
      {
        TableName: table.name,
        KeyConditionExpression: 'pk = :tenant AND begins_with(sk, :tokens)',
        ExpressionAttributeValues: { ':tenant': pk, ':tokens': TOKEN_ENTRY_PREFIX },
        ConsistentRead: true,
      },
    );
    const entries: TokenEntry[] = [];
    for await (const { Items = [] } of pages) entries.push(...Items.map(toEntry));
    return entries;
  },

  revoke: async (tenant, tokenId, at, by) => {
    const entryKey = tokenEntryKey(tenant, tokenId);
    const failed = await transact(
      table,
      [tokenKey(tokenId), entryKey].map((key) => ({
        Update: {
          TableName: table.name,
          Key: key,
          UpdateExpression: 'SET #status = :revoked, revoked = if_not_exists(revoked, :at), #by = :by',
          ConditionExpression: 'tenant = :tenant',
          ExpressionAttributeNames: { '#status': 'status', '#by': 'by' },
          ExpressionAttributeValues: { ':revoked': 'revoked', ':at': at, ':by': by, ':tenant': tenant },
        },
      })),
    );
    const { Item } = await table.client.send(
      new GetCommand({ TableName: table.name, Key: entryKey, ConsistentRead: true }),
    );
    if (failed.length > 0 || !Item) throw notFound(`the tenant ${tenant} has no token ${tokenId}`);
    return toEntry(Item);
  },

  prove: async ({ tokenId, digest }, proof, by) => {
    const update = new UpdateCommand({
      TableName: table.name,
      Key: tokenKey(tokenId),
      UpdateExpression: 'SET digest = :digest, pepper = :pepper, #by = :by',
      ConditionExpression: 'digest = :read',
      ExpressionAttributeNames: { '#by': 'by' },
      ExpressionAttributeValues: {
        ':digest': proof.digest,
        ':pepper': proof.pepper,
        ':by': by,
        ':read': digest,
      },
    });
    try {
      await table.client.send(update);
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    }
  },
});

const toEntry = (item: Record<string, NativeAttributeValue>): TokenEntry => ({
  tokenId: item['tokenId'],
  tenant: item['tenant'],
  label: item['label'],
  scopes: item['scopes'],
  created: item['created'],
  expires: item['expires'],
  status: item['status'],
  ...(item['revoked'] !== undefined && { revoked: item['revoked'] }),
});
