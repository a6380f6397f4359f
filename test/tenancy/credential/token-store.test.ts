import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { digestOf } from '../../../lambda/tenancy/credential/digest.ts';
import { mintSecret } from '../../../lambda/tenancy/credential/secret-text.ts';
import type { TokenRecord } from '../../../lambda/tenancy/credential/token.ts';
import { type TokenStore, tokenStore } from '../../../lambda/tenancy/credential/token-store.ts';
import type { Table } from '../../../lambda/tenancy/table.ts';
import { tenantStore } from '../../../lambda/tenancy/tenant/tenant-store.ts';
import { clientOf, TABLE, useDatabase } from '../../harness/database.ts';
import { contoso, recordOf } from '../support.ts';

const BY = { tokenId: 'admin', requestId: 'request-1' };

const database = useDatabase();
let table: Table;
let record: TokenRecord;

beforeAll(async () => {
  table = { client: clientOf(database.endpoint()), name: TABLE.TableName };
  await tenantStore(table).create(contoso, BY);
});
afterAll(() => table.client.destroy());
beforeEach(async () => {
  record = recordOf(mintSecret('token'));
  await tokenStore(table).add(record, BY);
});

describe('the proof of a token', () => {
  const proof = { digest: digestOf({ version: 'v2', key: 'two' }, 'text'), pepper: 'v2' };

  test('is replaced by a later one, and nothing else is', async () => {
    const store = tokenStore(table);
    await store.prove(record, proof, BY);
    expect(await store.read(record.tokenId)).toEqual({ ...record, ...proof });
  });

  test('is left alone when it was replaced since it was read', async () => {
    const store = tokenStore(table);
    await store.prove(record, proof, BY);
    await store.prove(record, { digest: 'late', pepper: 'v0' }, BY);
    expect(await store.read(record.tokenId)).toMatchObject(proof);
  });

  test('does not bring a token back that was revoked in between', async () => {
    const store = tokenStore(table);
    await store.revoke('contoso', record.tokenId, '2026-11-24T12:00:00.000Z', BY);
    await store.prove(record, proof, BY);
    expect(await store.read(record.tokenId)).toMatchObject({ status: 'revoked', ...proof });
  });

  test('never makes a token that does not exist', async () => {
    const store = tokenStore(table);
    const unknown = recordOf(mintSecret('token'));
    await store.prove(unknown, proof, BY);
    expect(await store.read(unknown.tokenId)).toBeUndefined();
  });
});

test('a token does not take the id of another, whosever it is', async () => {
  await expect(tokenStore(table).add({ ...record, label: 'another' }, BY)).rejects.toMatchObject({
    code: 'conflict',
  });
  expect(await tokenStore(table).read(record.tokenId)).toEqual(record);
});

describe('a token that is replaced', () => {
  const END = '2026-11-24T12:00:00.000Z';

  test('ends, and its successor begins; the list of the tenant has both', async () => {
    const [store, successor] = [tokenStore(table), recordOf(mintSecret('token'))];
    await store.replace(record, END, successor, BY);
    const listed = await store.list('contoso');
    const ending = { ...record, expires: END, planned: record.expires };
    expect(listed).toEqual(expect.arrayContaining([ending, successor]));
  });

  test.each<[string, (store: TokenStore) => Promise<unknown>]>([
    ['revoked', (store) => store.revoke('contoso', record.tokenId, END, BY)],
    ['replaced', (store) => store.replace(record, END, recordOf(mintSecret('token')), BY)],
  ])('but was %s since it was read has no successor, not even in part', async (_, change) => {
    const [store, successor] = [tokenStore(table), recordOf(mintSecret('token'))];
    await change(store);
    await expect(store.replace(record, END, successor, BY)).rejects.toMatchObject({ code: 'conflict' });
    expect(await store.read(successor.tokenId)).toBeUndefined();
    expect((await store.list('contoso')).map(({ tokenId }) => tokenId)).not.toContain(successor.tokenId);
  });

  test('may have been used in between', async () => {
    const [store, successor] = [tokenStore(table), recordOf(mintSecret('token'))];
    await store.used(record.tokenId, END);
    await store.replace(record, END, successor, BY);
    const ending = { ...record, expires: END, planned: record.expires };
    expect(await store.read(record.tokenId)).toEqual({ ...ending, lastUsed: END });
  });
});

test('a use that is noted is not taken back by an earlier one', async () => {
  const store = tokenStore(table);
  for (const hour of [12, 13, 12]) await store.used(record.tokenId, `2026-11-24T${hour}:00:00.000Z`);
  expect(await store.read(record.tokenId)).toEqual({ ...record, lastUsed: '2026-11-24T13:00:00.000Z' });
});

describe('a transaction that DynamoDB cancels', () => {
  const cancelled = (...codes: string[]): Table => {
    const error = new TransactionCanceledException({
      $metadata: {},
      message: 'cancelled',
      CancellationReasons: codes.map((Code) => ({ Code })),
    });
    const client = Object.create(table.client, {
      send: {
        value: async () => {
          throw error;
        },
      },
    });
    return { ...table, client };
  };

  test('for another that is under way is a conflict, which may be tried again', async () => {
    const store = tokenStore(cancelled('None', 'TransactionConflict'));
    await expect(store.add(record, BY)).rejects.toMatchObject({ code: 'conflict' });
  });

  test('for a reason of its own is an outage', async () => {
    const store = tenantStore(cancelled('ThrottlingError', 'None'));
    await expect(store.create(contoso, BY)).rejects.toThrow(TransactionCanceledException);
  });
});
