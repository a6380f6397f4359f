import { paginateScan } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import pMap from 'p-map';
import { admin } from '../../lambda/tenancy/admin.ts';
import { authenticator } from '../../lambda/tenancy/authenticate.ts';
import { accessTokenStore } from '../../lambda/tenancy/credential/access-token-store.ts';
import { clientStore } from '../../lambda/tenancy/credential/client-store.ts';
import { eraseCredentials } from '../../lambda/tenancy/credential/erasure.ts';
import { tokenStore } from '../../lambda/tenancy/credential/token-store.ts';
import { adminOperations } from '../../lambda/tenancy/operations/index.ts';
import { pepperSecret } from '../../lambda/tenancy/pepper/rotation.ts';
import type { Table } from '../../lambda/tenancy/table.ts';
import { tenantStore } from '../../lambda/tenancy/tenant/tenant-store.ts';
import { clientOf, TABLE, useDatabase } from '../harness/database.ts';
import { heldText, KEY_PREFIX, keepingLogger, NOW, onePepper, PEPPER, unlimited } from './support.ts';

type Payload = Readonly<Record<string, unknown>>;

const database = useDatabase();
let table: Table;
let now: number;
let log: string[];
let ids = 0;

beforeAll(() => {
  table = { client: clientOf(database.endpoint()), name: TABLE.TableName };
});
afterAll(() => table.client.destroy());
beforeEach(() => {
  now = NOW;
  log = [];
  openDirectory = async () => {};
});

/** What is noted of a tenant before it is made. */
let openDirectory: (tenant: string) => Promise<void>;

const stores = () => ({
  tenants: tenantStore(table),
  tokens: tokenStore(table),
  accessTokens: accessTokenStore(table),
  clients: clientStore(table),
  peppers: onePepper,
  apiKeyPrefix: KEY_PREFIX,
  now: () => now,
});

const dependencies = () => ({
  ...stores(),
  ...unlimited,
  pepperSecret: pepperSecret(table, heldText(), () => now),
  jwksHosts: ['login.microsoftonline.com'],
  eraseCredentials: (tenant: string) => eraseCredentials(table, tenant),
  authorizerCacheSeconds: 60,
  openDirectory,
});

const ask = (operation: string, payload: Payload = {}) => {
  const { lines, logger } = keepingLogger();
  log = lines;
  const invoke = admin({ operations: adminOperations(dependencies()), logger });
  return invoke({ operation, ...payload }, { awsRequestId: 'request-1' });
};

/** The result of an operation that succeeds. */
const result = async (operation: string, payload: Payload = {}): Promise<Record<string, unknown>> => {
  const answer = await ask(operation, payload);
  if (!answer.ok) throw new Error(answer.error.message);
  return Object(answer.result);
};

/** What is left of an issued token after it was shown. */
const withoutToken = (issued: Payload): Payload =>
  Object.fromEntries(Object.entries(issued).filter(([name]) => name !== 'token'));

const newTenant = async (payload: Payload = {}): Promise<string> => {
  ids += 1;
  const { id } = await result('tenants.create', { name: 'Contoso', id: `contoso-${ids}`, ...payload });
  return String(id);
};

const everyItem = async (): Promise<readonly object[]> => {
  const items: object[] = [];
  for await (const { Items = [] } of paginateScan({ client: table.client }, { TableName: table.name }))
    items.push(...Items);
  return items;
};

const refusal = (code: string, message: string) => ({
  ok: false,
  error: { code, message: expect.stringContaining(message) },
});

describe('tenants.create', () => {
  test('makes an active tenant with an id of its own and unique group names', async () => {
    const created = await result('tenants.create', { name: 'Contoso' });
    expect(created).toEqual({
      id: expect.stringMatching(/^[a-z0-9]{12}$/),
      name: 'Contoso',
      status: 'active',
      groupNames: 'unique',
      tier: 'standard',
      created: '2026-11-24T12:00:00.000Z',
    });
    expect(await result('tenants.show', { tenant: created['id'] })).toEqual(created);
  });

  test('takes the id and the group names that the operator chooses', async () => {
    const created = await result('tenants.create', { name: 'N', id: 'northwind', groupNames: 'any' });
    expect(created).toMatchObject({ id: 'northwind', groupNames: 'any' });
  });

  test('notes that its directory is empty before there is one, and of no tenant that exists', async () => {
    const opened: unknown[] = [];
    openDirectory = async (tenant) => {
      opened.push([tenant, await tenantStore(table).read(tenant)]);
    };
    await result('tenants.create', { name: 'N', id: 'empty' });
    await ask('tenants.create', { name: 'N', id: 'empty' });
    expect(opened).toEqual([['empty', undefined]]);
  });

  test('never makes a tenant twice, not even beside itself', async () => {
    const create = () => ask('tenants.create', { name: 'Fabrikam', id: 'fabrikam' });
    const answers = await Promise.all([create(), create(), create()]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await create()).toEqual(refusal('alreadyExists', 'there is a tenant fabrikam already'));
  });
});

describe('tenants.list', () => {
  test('has every tenant, in the order of ids, page by page', async () => {
    // Twelve characters are a random id's: those of other tests come before these.
    const last = 'z'.repeat(13);
    const created = await pMap(
      Array.from({ length: 501 }, (_, index) => index),
      (index) => newTenant({ id: `${last}-${String(index).padStart(3, '0')}`, name: `Tenant ${index}` }),
      { concurrency: 16 },
    );
    const first = await result('tenants.list', { after: last });
    expect(first).toMatchObject({ next: `${last}-499` });
    const second = await result('tenants.list', { after: first['next'] });
    expect(second).not.toHaveProperty('next');
    const listed = [first, second].flatMap(({ tenants }) => tenants as { id: string }[]);
    expect(listed.map(({ id }) => id)).toEqual(created.sort());
    expect(listed[0]).toEqual(await result('tenants.show', { tenant: `${last}-000` }));
  }, 30_000);
});

describe('tenants.set', () => {
  test('changes what is given, and leaves the rest', async () => {
    const tenant = await newTenant();
    expect(await result('tenants.set', { tenant, groupNames: 'any' })).toMatchObject({
      name: 'Contoso',
      groupNames: 'any',
    });
    const renamed = await result('tenants.set', { tenant, name: 'Contoso Ltd' });
    expect(renamed).toMatchObject({ name: 'Contoso Ltd', groupNames: 'any', status: 'active' });
    const { tenants } = await result('tenants.list', { after: tenant.slice(0, -1) });
    expect(tenants).toContainEqual(renamed);
  });

  test('needs something to change', async () => {
    const tenant = await newTenant();
    expect(await ask('tenants.set', { tenant })).toEqual(refusal('invalidRequest', 'nothing to set'));
  });
});

describe('tokens.create', () => {
  test('makes a token for a year that may do everything, and shows it', async () => {
    const tenant = await newTenant();
    expect(await result('tokens.create', { tenant })).toEqual({
      tokenId: expect.stringMatching(/^[0-9A-Za-z]{10}$/),
      tenant,
      label: '',
      scopes: ['provision', 'read'],
      created: '2026-11-24T12:00:00.000Z',
      expires: '2027-11-24T12:00:00.000Z',
      status: 'active',
      token: expect.stringMatching(/^scim_/),
    });
  });

  test('takes a label, scopes in any order, and a number of days', async () => {
    const tenant = await newTenant();
    const token = await result('tokens.create', {
      tenant,
      label: 'Entra',
      scopes: ['read', 'provision', 'read'],
      expiresInDays: 30,
    });
    expect(token).toMatchObject({
      label: 'Entra',
      scopes: ['provision', 'read'],
      expires: '2026-12-24T12:00:00.000Z',
    });
  });

  test('stores nothing that would prove the token, neither beside it nor in the log', async () => {
    const tenant = await newTenant();
    const { token } = await result('tokens.create', { tenant });
    const secret = String(token).slice(16);
    const created = log.join();
    const stored = JSON.stringify(await everyItem());
    expect(created).toContain('tokens.create');
    for (const place of [created, stored]) expect(place).not.toContain(secret);
    expect(stored).not.toContain(PEPPER.key);
  });
});

describe('tokens.list', () => {
  test('has the tokens of the tenant and of nobody else, without what proves them', async () => {
    const [tenant, other] = [await newTenant(), await newTenant()];
    const entry = withoutToken(await result('tokens.create', { tenant, label: 'Entra' }));
    const another = withoutToken(await result('tokens.create', { tenant, label: 'Okta' }));
    await result('tokens.create', { tenant: other });
    const { tokens } = await result('tokens.list', { tenant });
    expect(tokens).toHaveLength(2);
    expect(tokens).toEqual(expect.arrayContaining([entry, another]));
  });

  test('is empty for a tenant without tokens', async () => {
    expect(await result('tokens.list', { tenant: await newTenant() })).toEqual({ tokens: [] });
  });
});

describe('tokens.revoke', () => {
  test('ends the token, keeps its record, and keeps its date when it is asked for again', async () => {
    const tenant = await newTenant();
    const entry = withoutToken(await result('tokens.create', { tenant }));
    const revoked = { ...entry, status: 'revoked', revoked: '2026-11-24T12:00:00.000Z' };
    const tokenId = entry['tokenId'];
    expect(await result('tokens.revoke', { tenant, tokenId })).toEqual(revoked);
    now += 60_000;
    expect(await result('tokens.revoke', { tenant, tokenId })).toEqual(revoked);
    expect(await result('tokens.list', { tenant })).toEqual({ tokens: [revoked] });
  });

  test("does not reach another tenant's token", async () => {
    const [tenant, other] = [await newTenant(), await newTenant()];
    const { tokenId } = await result('tokens.create', { tenant });
    expect(await ask('tokens.revoke', { tenant: other, tokenId })).toEqual(
      refusal('notFound', `the tenant ${other} has no token`),
    );
    expect(await result('tokens.list', { tenant })).toMatchObject({ tokens: [{ status: 'active' }] });
  });
});

describe('a token that was created', () => {
  const authenticate = (token: unknown) => authenticator(stores())(`Bearer ${String(token)}`, 'request-2');

  test('is granted, with the settings that its tenant has by then', async () => {
    const tenant = await newTenant();
    const { token, tokenId } = await result('tokens.create', { tenant, scopes: ['read'] });
    await result('tenants.set', { tenant, groupNames: 'any' });
    expect(await authenticate(token)).toEqual({
      kind: 'granted',
      principal: {
        tenantId: tenant,
        tokenId,
        scopes: ['read'],
        groupNames: 'any',
        apiKey: `${KEY_PREFIX}shared`,
        cursorKey: expect.any(String),
      },
      use: 'done',
    });
  });

  test('is refused when it was revoked or its days are over; others of the tenant live on', async () => {
    const tenant = await newTenant();
    const [first, second, third] = [
      await result('tokens.create', { tenant }),
      await result('tokens.create', { tenant, expiresInDays: 1 }),
      await result('tokens.create', { tenant }),
    ];
    await result('tokens.revoke', { tenant, tokenId: first['tokenId'] });
    now += 24 * 60 * 60 * 1_000;
    expect(await authenticate(first['token'])).toMatchObject({ reason: 'revoked' });
    expect(await authenticate(second['token'])).toMatchObject({ reason: 'expired' });
    expect(await authenticate(third['token'])).toMatchObject({ kind: 'granted' });
  });
});

describe('a payload that cannot be meant is refused with a sentence that says what to write', () => {
  test.each<[string, Payload, string]>([
    ['nothing', {}, 'operation has to be one of tenants.create, tenants.list,'],
    ['toString', {}, 'operation has to be one of'],
    ['__proto__', {}, 'operation has to be one of'],
    ['tenants.create', {}, 'name has to be a text of 1 to 200 characters'],
    ['tenants.create', { name: '' }, 'name has to be'],
    ['tenants.create', { name: 'two\nlines' }, 'on one line'],
    ['tenants.create', { name: 'N', id: 'Contoso' }, 'id has to be an id of'],
    ['tenants.create', { name: 'N', id: 'a#b' }, 'id has to be an id of'],
    ['tenants.create', { name: 'N', id: 'a'.repeat(64) }, 'id has to be an id of'],
    ['tenants.create', { name: 'N', groupNames: 'some' }, 'groupNames has to be one of unique, any'],
    ['tenants.create', { name: 'N', groupname: 'any' }, 'there is no field "groupname" here'],
    ['tenants.create', { name: 'N', toString: 1 }, 'there is no field "toString" here'],
    ['tenants.list', { after: 7 }, 'after has to be'],
    ['tenants.show', {}, 'tenant has to be'],
    ['tenants.show', { tenant: ['contoso'] }, 'tenant has to be'],
    ['tokens.create', { tenant: 'c1', label: 'l'.repeat(101) }, 'label has to be a text of 0 to 100'],
    ['tokens.create', { tenant: 'c1', scopes: [] }, 'scopes has to be a list of some of provision, read'],
    ['tokens.create', { tenant: 'c1', scopes: ['write'] }, 'scopes has to be'],
    ['tokens.create', { tenant: 'c1', scopes: 'read' }, 'scopes has to be'],
    ['tokens.create', { tenant: 'c1', expiresInDays: 0 }, 'a whole number from 1 to 3650'],
    ['tokens.create', { tenant: 'c1', expiresInDays: 1.5 }, 'a whole number from 1 to 3650'],
    ['tokens.create', { tenant: 'c1', expiresInDays: '30' }, 'a whole number from 1 to 3650'],
    ['tokens.create', { tenant: 'c1', expiresInDays: null }, 'a whole number from 1 to 3650'],
    ['tokens.revoke', { tenant: 'c1' }, 'tokenId has to be the id of a token'],
  ])('%s %j', async (operation, payload, message) => {
    expect(await ask(operation, payload)).toEqual(refusal('invalidRequest', message));
  });

  test.each([[null], ['tenants.list'], [[]], [7]])('%j in the place of a payload', async (event) => {
    const { logger } = keepingLogger();
    const operations = adminOperations(dependencies());
    expect(await admin({ operations, logger })(event, { awsRequestId: 'r' })).toEqual(
      refusal('invalidRequest', 'operation has to be one of'),
    );
  });
});

describe('a tenant that does not exist', () => {
  test.each<[string, Payload]>([
    ['tenants.show', {}],
    ['tenants.set', { name: 'N' }],
    ['tokens.create', {}],
    ['tokens.list', {}],
    ['tokens.revoke', { tokenId: 'aaaaaaaaaa' }],
  ])('is not found by %s, nor made by it', async (operation, payload) => {
    expect(await ask(operation, { tenant: 'nobody', ...payload })).toEqual(refusal('notFound', 'nobody'));
    expect(JSON.stringify(await everyItem())).not.toContain('nobody');
  });
});

describe('the audit trail', () => {
  const audits = () => log.map((line) => JSON.parse(line)[1].audit);

  test('has one line an operation, with whom it was about and how it ended', async () => {
    const tenant = await newTenant();
    expect(audits()).toEqual([{ operation: 'tenants.create', outcome: 'ok', tenant, request: 'request-1' }]);
    const { tokenId } = await result('tokens.create', { tenant });
    expect(audits()).toEqual([
      { operation: 'tokens.create', outcome: 'ok', tenant, token: tokenId, request: 'request-1' },
    ]);
    await ask('tokens.revoke', { tenant: 'nobody', tokenId });
    expect(audits()).toEqual([
      {
        operation: 'tokens.revoke',
        outcome: 'notFound',
        tenant: 'nobody',
        token: tokenId,
        request: 'request-1',
      },
    ]);
  });

  test('repeats nothing that only looks like an id, an operation or a field', async () => {
    const { token } = await result('tokens.create', { tenant: await newTenant() });
    for (const mistake of [{ tenant: token }, { tenant: 't1', tokenId: token }, { [String(token)]: 1 }]) {
      await ask('tokens.revoke', mistake);
      expect(log).toHaveLength(1);
      expect(log.join()).not.toContain(token);
    }
    await ask(String(token));
    expect(audits()).toEqual([{ operation: 'unknown', outcome: 'invalidRequest', request: 'request-1' }]);
  });

  test('and the answer tell an outage without its details', async () => {
    const outage = Object.assign(new Error('canary'), { CancellationReasons: [{ Item: 'canary' }] });
    const { lines, logger } = keepingLogger();
    const fails = async () => {
      throw outage;
    };
    const operations = adminOperations({
      ...dependencies(),
      tenants: {
        create: fails,
        read: fails,
        listed: fails,
        open: fails,
        list: fails,
        change: fails,
        giveKey: fails,
        suspend: fails,
        resume: fails,
        imported: fails,
        beginDeletion: fails,
        beginPurge: fails,
        requireEmpty: fails,
        forget: fails,
      },
    });
    const answer = await admin({ operations, logger })(
      { operation: 'tenants.list' },
      { awsRequestId: 'request-7' },
    );
    expect(answer).toEqual(refusal('internal', 'request-7'));
    expect(lines).toHaveLength(2);
    expect(lines.join()).not.toContain('canary');
  });
});
