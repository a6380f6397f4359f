import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { clientStore } from '../../lambda/tenancy/credential/client-store.ts';
import { mintSecret } from '../../lambda/tenancy/credential/secret-text.ts';
import type { TokenRecord } from '../../lambda/tenancy/credential/token.ts';
import { tokenStore } from '../../lambda/tenancy/credential/token-store.ts';
import type { Table } from '../../lambda/tenancy/table.ts';
import { tenantStore } from '../../lambda/tenancy/tenant/tenant-store.ts';
import type { BusEvent } from '../../lambda/warnings/event.ts';
import { warnings } from '../../lambda/warnings/warnings.ts';
import { clientOf, freshTable, useDatabase } from '../harness/database.ts';
import { contoso, NOW, recordOf } from '../tenancy/support.ts';

const DAY = 86_400_000;
const BY = { tokenId: 'admin', requestId: 'request-1' };
const inDays = (days: number) => new Date(NOW + days * DAY).toISOString();

const database = useDatabase();
let table: Table;
let drop: () => Promise<void>;

beforeEach(async () => {
  const client = clientOf(database.endpoint());
  const fresh = await freshTable(client);
  table = { client, name: fresh.name };
  drop = async () => {
    await fresh.drop();
    client.destroy();
  };
  await tenantStore(table).create(contoso, BY);
});
afterEach(() => drop());

const addToken = async (days: number, changes: Partial<TokenRecord> = {}): Promise<string> => {
  const record = recordOf(mintSecret('token'), { expires: inDays(days), ...changes });
  await tokenStore(table).add(record, BY);
  return record.tokenId;
};

interface Circumstances {
  /** Days since noon of the first day. */
  readonly after?: number;
  readonly refused?: (event: BusEvent) => boolean;
  readonly remaining?: number;
}

/** Runs the function, and keeps what it announces, logs and counts. */
const run = async ({ after = 0, refused = () => false, remaining = 900_000 }: Circumstances = {}) => {
  const events: BusEvent[] = [];
  const counted = new Map<number, number>();
  const logged: unknown[] = [];
  const keep = (message: unknown, more: unknown) => void logged.push([message, more]);
  const handler = warnings({
    table,
    putEvents: async (sent) => {
      events.push(...sent.filter((event) => !refused(event)));
      return sent.map((event) => !refused(event));
    },
    now: () => NOW + after * DAY,
    logger: { info: keep, error: keep } as never,
    count: (within, count) => counted.set(within, count),
  });
  const context = { awsRequestId: 'request-1', getRemainingTimeInMillis: () => remaining };
  const outcome = await handler({}, context).catch((error: Error) => error);
  return { outcome, events, counted: Object.fromEntries(counted), logged };
};

const NOTHING = { 0: 0, 1: 0, 7: 0, 30: 0, 60: 0 };

test('a token that ends soon is announced with all that its operator needs to find it', async () => {
  const id = await addToken(28.5, { lastUsed: inDays(-1) });
  const { outcome, events, counted, logged } = await run();
  expect(outcome).toEqual({ announced: 1 });
  expect(events).toEqual([
    {
      type: 'Credential Expiring',
      detail: {
        version: 1,
        tenant: 'contoso',
        credential: { kind: 'token', id, label: 'Entra', expires: inDays(28.5), lastUsed: inDays(-1) },
        within: 30,
        days: 29,
      },
    },
  ]);
  expect(counted).toEqual({ ...NOTHING, 30: 1 });
  const audit = { operation: 'warn', tenant: 'contoso', kind: 'token', id, within: 30, request: 'request-1' };
  expect(logged).toEqual([['warnings', { audit }]]);
});

test('day by day each threshold is announced once, and the end once', async () => {
  await addToken(61);
  const announced: [number, string, number][] = [];
  for (const day of [0, 1, 2, 31, 32, 54, 55, 60, 61, 62])
    for (const { type, detail } of (await run({ after: day })).events)
      announced.push([day, type, detail.within]);
  expect(announced).toEqual([
    [1, 'Credential Expiring', 60],
    [31, 'Credential Expiring', 30],
    [54, 'Credential Expiring', 7],
    [60, 'Credential Expiring', 1],
    [61, 'Credential Expired', 0],
  ]);
});

test('a run with nothing to announce counts nothing of each threshold, so that alarms settle', async () => {
  await addToken(400);
  expect(await run()).toEqual({ outcome: { announced: 0 }, events: [], counted: NOTHING, logged: [] });
});

test('secrets and federated identities are announced with their client, until it is revoked', async () => {
  const clients = clientStore(table);
  const common = {
    clientId: 'client-abcdefghijkl',
    tenant: contoso.id,
    label: 'Entra',
    created: inDays(-300),
    status: 'active',
  } as const;
  await clients.add({ ...common, scopes: ['provision'], tokenMinutes: 60 }, undefined, BY);
  const proof = { digest: 'digest', pepper: 'v1' };
  await clients.addSecret({ ...common, ...proof, secretId: 'secret0000', expires: inDays(7) }, BY);
  const trust = { issuer: 'i', audience: 'a', subject: 's', jwksUri: 'https://i/keys', maxAgeMinutes: 60 };
  await clients.addIdentity({ ...common, ...trust, identityId: 'identity00', expires: inDays(1) }, BY);
  await clients.addIdentity({ ...common, ...trust, identityId: 'endless000' }, BY);
  const announced = (await run()).events.map(({ detail: { credential, within } }) => ({
    ...credential,
    within,
  }));
  const client = common.clientId;
  expect(announced).toEqual([
    { kind: 'secret', id: 'secret0000', client, label: 'Entra', expires: inDays(7), within: 7 },
    { kind: 'identity', id: 'identity00', client, label: 'Entra', expires: inDays(1), within: 1 },
  ]);
  await clients.revoke(contoso.id, client, inDays(0), BY);
  expect((await run({ after: 10 })).events).toEqual([]);
});

describe('nobody is told', () => {
  test('of a token that was revoked', async () => {
    const id = await addToken(1);
    await tokenStore(table).revoke(contoso.id, id, inDays(0), BY);
    expect((await run()).events).toEqual([]);
  });

  test('while the tenant is suspended, and is told the nearest threshold once it has resumed', async () => {
    await addToken(30);
    await tenantStore(table).suspend(contoso.id, BY);
    expect((await run()).events).toEqual([]);
    await tenantStore(table).resume(contoso.id, BY);
    expect((await run({ after: 25 })).events.map(({ detail }) => detail.within)).toEqual([7]);
  });
});

describe('nothing is lost', () => {
  test('of what the bus refuses: the run fails, and the next one announces that alone', async () => {
    const ids = await Promise.all(Array.from({ length: 25 }, () => addToken(7)));
    const [refused] = ids;
    const first = await run({ refused: ({ detail }) => detail.credential.id === refused });
    expect(first.outcome).toEqual(new Error('Not everything was announced'));
    expect(first.counted).toEqual({ ...NOTHING, 7: 24 });
    const second = await run();
    expect(second.events.map(({ detail }) => detail.credential.id)).toEqual([refused]);
    expect(new Set([...first.events, ...second.events].map(({ detail }) => detail.credential.id))).toEqual(
      new Set(ids),
    );
  });

  test('of what there was no time for', async () => {
    await addToken(7);
    const short = await run({ remaining: 1_000 });
    expect([short.outcome, short.events]).toEqual([new Error('Not everything was announced'), []]);
    expect((await run()).events).toHaveLength(1);
  });
});
