import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { AccessTokenRecord } from '../../../lambda/tenancy/credential/access-token.ts';
import { accessTokenStore } from '../../../lambda/tenancy/credential/access-token-store.ts';
import { credentialId } from '../../../lambda/tenancy/credential/secret-text.ts';
import { accessKey } from '../../../lambda/tenancy/keys.ts';
import type { Table } from '../../../lambda/tenancy/table.ts';
import { clientOf, TABLE, useConflictProxy, useDatabase } from '../../harness/database.ts';

const BY = { tokenId: 'client-7kq2bdm9zrtw', requestId: 'request-1' };

const database = useDatabase();
const proxy = useConflictProxy(database);
let table: Table;

beforeAll(() => {
  table = { client: clientOf(proxy().endpoint), name: TABLE.TableName };
});
afterAll(() => table.client.destroy());

const newRecord = (): AccessTokenRecord => ({
  accessId: credentialId(),
  clientId: 'client-7kq2bdm9zrtw',
  tenant: 'contoso',
  credential: 'secret#4fTq2bLm9Z',
  scopes: ['read'],
  issued: '2026-11-24T12:00:00.000Z',
  expires: '2026-11-24T13:00:00.000Z',
  digest: 'digest',
  pepper: 'v1',
});

test('an access token is read as it was added', async () => {
  const record = newRecord();
  await accessTokenStore(table).add(record, BY);
  expect(await accessTokenStore(table).read(record.accessId)).toEqual(record);
  expect(await accessTokenStore(table).read(credentialId())).toBeUndefined();
});

test('it is forgotten by its ttl a day after it has expired', async () => {
  const record = newRecord();
  await accessTokenStore(table).add(record, BY);
  const { Item } = await table.client.send(
    new GetCommand({ TableName: table.name, Key: accessKey(record.accessId) }),
  );
  expect(Item?.['ttl']).toBe(Date.parse('2026-11-25T13:00:00.000Z') / 1_000);
});

test('it is never written over', async () => {
  const record = newRecord();
  await accessTokenStore(table).add(record, BY);
  await expect(accessTokenStore(table).add({ ...record, tenant: 'fabrikam' }, BY)).rejects.toThrow();
  expect(await accessTokenStore(table).read(record.accessId)).toEqual(record);
});

test('it is added once though the first answer is lost', async () => {
  const record = newRecord();
  proxy().injectFaults(() => (proxy().calls().length === 1 ? { kind: 'lose' } : undefined));
  await accessTokenStore(table).add(record, BY);
  expect(proxy().calls()).toHaveLength(2);
  expect(await accessTokenStore(table).read(record.accessId)).toEqual(record);
});
