import { GetCommand, type NativeAttributeValue } from '@aws-sdk/lib-dynamodb';
import { notFound } from '../error.ts';
import { type Key, tokenKey } from '../keys.ts';
import type { Author, Table } from '../table.ts';
import { endingAt, noteUse, proveRecord, revokeRecord } from './changes.ts';
import { lifeIn } from './life.ts';
import { addPointed, readPointed } from './pointers.ts';
import type { Proof } from './proof.ts';
import type { Token, TokenRecord } from './token.ts';

export interface TokenStore {
  /** @throws TenancyError `notFound` when there is no such tenant, `conflict` */
  add(record: TokenRecord, by: Author): Promise<void>;
  /**
   * Adds a token in the place of another, which ends at a date: both or neither.
   * @throws TenancyError as `add` does, and `conflict` when the other has been changed since it was read
   */
  replace(old: TokenRecord, end: string, record: TokenRecord, by: Author): Promise<void>;
  read(tokenId: string): Promise<TokenRecord | undefined>;
  /** Every token that the tenant was ever given, in the order of their ids. */
  list(tenant: string): Promise<readonly TokenRecord[]>;
  /**
   * Ends a token. One that was revoked before keeps its first date.
   * @returns the token as it is now
   * @throws TenancyError `notFound` when the tenant has no such token
   */
  revoke(tenant: string, tokenId: string, at: string, by: Author): Promise<Token>;
  /** Replaces the proof of a token, unless somebody else has replaced it since it was read. */
  prove(record: TokenRecord, proof: Proof, by: Author): Promise<void>;
  /** Notes that a token was used, unless a later use is noted. @param at RFC 3339, UTC */
  used(tokenId: string, at: string): Promise<void>;
}

/** Records that have ended stay, so that the audit trail can say whose a late use is. */
export const tokenStore = (table: Table): TokenStore => ({
  add: (record, by) => addPointed(table, pointedBy(record), [itemOf(record, by)], by),

  replace: (old, end, record, by) =>
    addPointed(table, pointedBy(record), [itemOf(record, by)], by, [
      endingAt(table, tokenKey(old.tokenId), old, end, by),
    ]),

  read: async (tokenId) => {
    const item = await readItem(table, tokenKey(tokenId));
    return item && toRecord(item);
  },

  list: async (tenant) => {
    const items = await readPointed(table, tenant, 'token', (id) => readItem(table, tokenKey(id)));
    return items.map(toRecord);
  },

  revoke: async (tenant, tokenId, at, by) => {
    const item = await revokeRecord(table, tokenKey(tokenId), tenant, at, by);
    if (!item) throw notFound(`the tenant ${tenant} has no token ${tokenId}`);
    return toToken(item);
  },

  prove: (record, proof, by) => proveRecord(table, tokenKey(record.tokenId), record, proof, by),

  used: (tokenId, at) => noteUse(table, tokenKey(tokenId), at),
});

const pointedBy = ({ tenant, tokenId }: Token) => ({ tenant, kind: 'token' as const, id: tokenId });

const itemOf = (record: TokenRecord, by: Author) => ({
  ...tokenKey(record.tokenId),
  kind: 'token',
  ...record,
  by,
});

const readItem = async (table: Table, key: Key): Promise<Item | undefined> => {
  const { Item } = await table.client.send(
    new GetCommand({ TableName: table.name, Key: key, ConsistentRead: true }),
  );
  return Item;
};

type Item = Readonly<Record<string, NativeAttributeValue>>;

const toToken = (item: Item): Token => ({
  ...lifeIn(item),
  tokenId: item['tokenId'],
  tenant: item['tenant'],
  label: item['label'],
  scopes: item['scopes'],
  expires: item['expires'],
});

const toRecord = (item: Item): TokenRecord => ({
  ...toToken(item),
  digest: item['digest'],
  pepper: item['pepper'],
});
