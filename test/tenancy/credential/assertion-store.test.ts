import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { assertionStore } from '../../../lambda/tenancy/credential/assertion-store.ts';
import type { Table } from '../../../lambda/tenancy/table.ts';
import { clientOf, TABLE, useConflictProxy, useDatabase } from '../../harness/database.ts';

const database = useDatabase();
const proxy = useConflictProxy(database);
let table: Table;

beforeAll(() => {
  table = { client: clientOf(proxy().endpoint), name: TABLE.TableName };
});
afterAll(() => table.client.destroy());

let count = 0;
const assertion = () => {
  count += 1;
  return {
    clientId: 'client-7kq2bdm9zrtw',
    issuer: 'https://login.example.com',
    id: `${count}`,
    until: 1_795_521_600.5,
  };
};

test('an assertion is used once, and those of other issuers and clients are others', async () => {
  const one = assertion();
  const store = assertionStore(table);
  expect(await store.use(one)).toBe(true);
  expect(await store.use(one)).toBe(false);
  expect(await store.use({ ...one, issuer: 'https://login.example.org' })).toBe(true);
  expect(await store.use({ ...one, clientId: 'client-bcdfghjkmnpq' })).toBe(true);
});

test('of many who use one at the same time, one is the first', async () => {
  const one = assertion();
  const uses = await Promise.all(Array.from({ length: 8 }, () => assertionStore(table).use(one)));
  expect(uses.filter((first) => first)).toHaveLength(1);
});

test('it is used for the first time though the first answer is lost', async () => {
  const one = assertion();
  proxy().injectFaults(() => (proxy().calls().length === 1 ? { kind: 'lose' } : undefined));
  expect(await assertionStore(table).use(one)).toBe(true);
  expect(proxy().calls()).toHaveLength(2);
  expect(await assertionStore(table).use(one)).toBe(false);
});

test('it is remembered by a digest, until it would be refused for its age', async () => {
  await assertionStore(table).use(assertion());
  const [call] = proxy().calls();
  const { pk, sk } = Object(call?.body['Item']);
  const { Item } = await table.client.send(
    new GetCommand({ TableName: table.name, Key: { pk: pk.S, sk: sk.S } }),
  );
  expect(Item).toEqual({
    pk: 'assertion#client-7kq2bdm9zrtw',
    sk: expect.stringMatching(/^[A-Za-z0-9_-]{43}$/),
    kind: 'assertion',
    ttl: 1_795_521_601,
    mark: expect.any(String),
  });
});
