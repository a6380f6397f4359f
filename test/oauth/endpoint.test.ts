import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { createLocalJWKSet, type JWTVerifyGetKey } from 'jose';
import { tokenEndpoint } from '../../lambda/oauth/endpoint.ts';
import { KeysUnavailable } from '../../lambda/oauth/jwks.ts';
import { authenticator } from '../../lambda/tenancy/authenticate.ts';
import { accessTokenStore } from '../../lambda/tenancy/credential/access-token-store.ts';
import { assertionStore } from '../../lambda/tenancy/credential/assertion-store.ts';
import { clientStore } from '../../lambda/tenancy/credential/client-store.ts';
import { mintSecret } from '../../lambda/tenancy/credential/secret-text.ts';
import { tokenStore } from '../../lambda/tenancy/credential/token-store.ts';
import { type AdminOperations, adminOperations } from '../../lambda/tenancy/operations/index.ts';
import type { IssuedSecret } from '../../lambda/tenancy/operations/secrets.ts';
import type { Peppers } from '../../lambda/tenancy/pepper/peppers.ts';
import { pepperSecret } from '../../lambda/tenancy/pepper/rotation.ts';
import type { Table } from '../../lambda/tenancy/table.ts';
import { tenantStore } from '../../lambda/tenancy/tenant/tenant-store.ts';
import { clientOf, TABLE, useDatabase } from '../harness/database.ts';
import { mistyped, sealed } from '../tenancy/forge.ts';
import {
  heldText,
  KEY_PREFIX,
  keepingLogger,
  NOW,
  onePepper,
  removedPepper,
  unlimited,
} from '../tenancy/support.ts';
import { type Issuer, identityOf, makeIssuer } from './issuer.ts';

const BY = { tokenId: 'admin', requestId: 'request-0' };
const JWT_BEARER = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

const database = useDatabase();
let table: Table;
let admin: AdminOperations;
let issuer: Issuer;
let now: number;
let peppers: Peppers;
let log: readonly string[];
let tenant: string;
let clientId: string;
let secret: IssuedSecret;
let count = 0;

const stores = () => ({
  tenants: tenantStore(table),
  tokens: tokenStore(table),
  accessTokens: accessTokenStore(table),
  clients: clientStore(table),
  peppers,
  apiKeyPrefix: KEY_PREFIX,
  now: () => now,
});

beforeAll(async () => {
  table = { client: clientOf(database.endpoint()), name: TABLE.TableName };
  issuer = await makeIssuer(() => now);
});
afterAll(() => table.client.destroy());

beforeEach(async () => {
  now = NOW;
  peppers = onePepper;
  admin = adminOperations({
    ...stores(),
    ...unlimited,
    pepperSecret: pepperSecret(table, heldText(), () => now),
    jwksHosts: ['login.microsoftonline.com'],
    openDirectory: async () => {},
    eraseCredentials: async () => 0,
    authorizerCacheSeconds: 60,
  });
  count += 1;
  tenant = `contoso-${count}`;
  await admin['tenants.create']({ id: tenant, name: 'Contoso' }, BY);
  const created = await admin['clients.create']({ tenant }, BY);
  if (!created.secret) throw new Error('a client begins with a secret');
  clientId = created.client.clientId;
  secret = created.secret;
});

interface Answer {
  readonly status: number;
  readonly headers: unknown;
  readonly body: Readonly<Record<string, unknown>>;
  readonly audit: Readonly<Record<string, unknown>>;
}

const send = async (
  parameters: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = {},
  event: Partial<APIGatewayProxyEvent> = {},
  keys: () => JWTVerifyGetKey = () => createLocalJWKSet(issuer.keys),
): Promise<Answer> => {
  const { lines, logger } = keepingLogger();
  log = lines;
  const endpoint = tokenEndpoint({
    ...stores(),
    assertions: assertionStore(table),
    issuerKeys: keys,
    logger,
  });
  const all = { 'Content-Type': 'application/x-www-form-urlencoded', ...headers };
  const result = await endpoint({
    httpMethod: 'POST',
    multiValueHeaders: Object.fromEntries(Object.entries(all).map(([name, value]) => [name, [value]])),
    body: Buffer.from(new URLSearchParams(parameters).toString()).toString('base64'),
    isBase64Encoded: true,
    requestContext: { requestId: 'request-1', identity: { sourceIp: '203.0.113.7' } },
    ...event,
  } as unknown as APIGatewayProxyEvent);
  const audits = lines.map((line) => JSON.parse(line)).filter(([message]) => message === 'token request');
  expect(audits).toHaveLength(1);
  return {
    status: result.statusCode,
    headers: result.headers,
    body: JSON.parse(result.body),
    audit: audits[0][1].audit,
  };
};

const bySecret = (more: Readonly<Record<string, string>> = {}) =>
  send({ grant_type: 'client_credentials', client_id: clientId, client_secret: secret.secret, ...more });

const byAssertion = (assertion: string, more: Readonly<Record<string, string>> = {}) =>
  send({
    grant_type: 'client_credentials',
    client_id: clientId,
    client_assertion_type: JWT_BEARER,
    client_assertion: assertion,
    scope: 'scim',
    ...more,
  });

const trustIssuer = async () => {
  const { issuer: iss, audience, subject } = identityOf('');
  return admin['identities.create']({ tenant, clientId, issuer: iss, audience, subject }, BY);
};

const decide = (token: unknown) => authenticator(stores())(`Bearer ${String(token)}`, 'request-2');

describe('a client that identifies itself', () => {
  test('by a secret in the form gets an opaque token of an hour, which nobody on its way may keep', async () => {
    const { status, headers, body, audit } = await bySecret();
    expect(status).toBe(200);
    expect(headers).toMatchObject({ 'Cache-Control': 'no-store', Pragma: 'no-cache' });
    expect(body).toEqual({
      access_token: expect.stringMatching(/^scim_at_[0-9A-Za-z]{10}_[0-9A-Za-z]{49}$/),
      token_type: 'Bearer',
      expires_in: 3_600,
      scope: 'provision read',
    });
    expect(audit).toEqual({
      outcome: 'issued',
      method: 'client_secret_post',
      tenant,
      client: clientId,
      credential: `secret#${secret.secretId}`,
      access: String(body['access_token']).slice(8, 18),
      status: 200,
      request: 'request-1',
      ip: '203.0.113.7',
    });
  });

  test('by a secret in the header gets one too', async () => {
    const authorization = `Basic ${Buffer.from(`${clientId}:${secret.secret}`).toString('base64')}`;
    const { status, audit } = await send({ grant_type: 'client_credentials' }, { authorization });
    expect([status, audit['method']]).toEqual([200, 'client_secret_basic']);
  });

  test('by an assertion gets one too, and again by the same assertion, as Entra ID does', async () => {
    const identity = await trustIssuer();
    const assertion = await issuer.sign(identity);
    for (let time = 0; time < 2; time += 1) {
      const { status, body, audit } = await byAssertion(assertion);
      expect([status, body['scope']]).toEqual([200, 'provision read']);
      expect(audit).toMatchObject({
        method: 'client_assertion',
        credential: `identity#${identity.identityId}`,
      });
    }
  });

  test('has its token let in by the authorizer as the client, until its minutes are over', async () => {
    const { body } = await bySecret({ scope: 'read' });
    const accessId = String(body['access_token']).slice(8, 18);
    expect(await decide(body['access_token'])).toEqual({
      kind: 'granted',
      principal: {
        tenantId: tenant,
        tokenId: clientId,
        accessId,
        scopes: ['read'],
        groupNames: 'unique',
        apiKey: `${KEY_PREFIX}shared`,
        cursorKey: expect.any(String),
      },
    });
    now += 3_600_000;
    expect(await decide(body['access_token'])).toEqual({
      kind: 'refused',
      reason: 'expired',
      accessId,
      tokenId: clientId,
      tenantId: tenant,
    });
  });

  test('has the use of its secret noted, once an hour', async () => {
    await bySecret();
    now += 3_599_000;
    await bySecret();
    const lastUsed = async () => (await admin['secrets.list']({ tenant, clientId }, BY)).secrets[0]?.lastUsed;
    expect(await lastUsed()).toBe(new Date(NOW).toISOString());
    now += 1_000;
    await bySecret();
    expect(await lastUsed()).toBe(new Date(NOW + 3_600_000).toISOString());
  });

  test('gets no token that outlives its secret', async () => {
    const last = 365 * 86_400_000 - 600_000;
    now += last;
    expect((await bySecret()).body['expires_in']).toBe(600);
  });

  test('asks for fewer minutes and scopes as its client has them', async () => {
    const { client, secret: its } = await admin['clients.create'](
      { tenant, tokenMinutes: 10, scopes: ['read'] },
      BY,
    );
    const { body } = await bySecret({ client_id: client.clientId, client_secret: String(its?.secret) });
    expect(body).toMatchObject({ expires_in: 600, scope: 'read' });
  });
});

describe('what ends a credential ends the tokens that came of it', () => {
  test.each<[string, string, () => Promise<unknown>]>([
    [
      'its secret',
      'credentialRevoked',
      () => admin['secrets.revoke']({ tenant, clientId, secretId: secret.secretId }, BY),
    ],
    ['its client', 'clientRevoked', () => admin['clients.revoke']({ tenant, clientId }, BY)],
    ['its tenant, when it is suspended', 'tenantSuspended', () => admin['tenants.suspend']({ tenant }, BY)],
  ])('%s', async (_, reason, end) => {
    const token = (await bySecret()).body['access_token'];
    expect(await decide(token)).toMatchObject({ kind: 'granted' });
    await end();
    expect(await decide(token)).toMatchObject({ kind: 'refused', reason });
  });

  test('a federated identity', async () => {
    const identity = await trustIssuer();
    const token = (await byAssertion(await issuer.sign(identity))).body['access_token'];
    await admin['identities.revoke']({ tenant, clientId, identityId: identity.identityId }, BY);
    expect(await decide(token)).toMatchObject({ kind: 'refused', reason: 'credentialRevoked' });
  });
});

describe('a client is refused in the same words, and the trail told why, when', () => {
  const wrong = mintSecret('secret').text;

  test.each<[string, string, () => Promise<Answer>]>([
    ['nobody has its id', 'unknown', () => bySecret({ client_id: 'client-bcdfghjkmnpq' })],
    ['its id is none of ours', 'unknown', () => bySecret({ client_id: "x' OR 1=1" })],
    ['its secret is another one', 'unknown', () => bySecret({ client_secret: wrong })],
    [
      'its secret has the id of one of its own, and is forged',
      'wrongSecret',
      () => bySecret({ client_secret: sealed(`${secret.secret.slice(0, 19)}${'a'.repeat(43)}`) }),
    ],
    ['its secret is mistyped', 'checksum', () => bySecret({ client_secret: mistyped(secret.secret) })],
    ['its secret is a word', 'malformed', () => bySecret({ client_secret: 'secret' })],
    ['its secret is a token', 'malformed', () => bySecret({ client_secret: mintSecret('token').text })],
    [
      'its secret was revoked',
      'revoked',
      async () => {
        await admin['secrets.revoke']({ tenant, clientId, secretId: secret.secretId }, BY);
        return bySecret();
      },
    ],
    [
      'its secret has expired',
      'expired',
      async () => {
        now += 365 * 86_400_000;
        return bySecret();
      },
    ],
    [
      'it was revoked',
      'clientRevoked',
      async () => {
        await admin['clients.revoke']({ tenant, clientId }, BY);
        return bySecret();
      },
    ],
    [
      'its tenant is suspended',
      'tenantSuspended',
      async () => {
        await admin['tenants.suspend']({ tenant }, BY);
        return bySecret();
      },
    ],
    ['it trusts no issuer', 'unknown', async () => byAssertion(await issuer.sign(identityOf('')))],
    [
      'the issuer says it of somebody else',
      'assertionSubject',
      async () => {
        await trustIssuer();
        return byAssertion(await issuer.sign(identityOf('', { subject: 'somebody' })));
      },
    ],
    [
      'its assertion may be used once, and was',
      'assertionReplayed',
      async () => {
        const assertion = await issuer.sign(await trustIssuer(), { jti: 'once' });
        expect((await byAssertion(assertion)).status).toBe(200);
        return byAssertion(assertion);
      },
    ],
  ])('%s', async (_, reason, attempt) => {
    const { status, body, audit } = await attempt();
    expect(status).toBe(401);
    expect(body).toEqual({
      error: 'invalid_client',
      error_description: 'the client is unknown, or not identified by what it presents',
    });
    expect(audit).toMatchObject({ outcome: 'refused', reason, status: 401 });
  });

  test.each<[string, string, () => Promise<unknown>]>([
    [
      'was revoked',
      'revoked',
      () => admin['secrets.revoke']({ tenant, clientId, secretId: secret.secretId }, BY),
    ],
    [
      'has expired',
      'expired',
      async () => {
        now += 365 * 86_400_000;
      },
    ],
    ['is of a client that was', 'clientRevoked', () => admin['clients.revoke']({ tenant, clientId }, BY)],
  ])('its secret %s, and then its pepper removed', async (_, reason, end) => {
    await end();
    peppers = removedPepper;
    expect(await bySecret()).toMatchObject({
      status: 401,
      audit: { outcome: 'refused', reason, credential: `secret#${secret.secretId}` },
    });
  });

  test.each([2 ** 53, 1e300])('an assertion that may be used once ends at %d, and was used', async (exp) => {
    const assertion = await issuer.sign(await trustIssuer(), { jti: 'once', exp });
    expect((await byAssertion(assertion)).status).toBe(200);
    expect((await byAssertion(assertion)).audit).toMatchObject({ reason: 'assertionReplayed' });
  });

  test('an assertion that may be used once is not used up by an exchange that comes to nothing', async () => {
    const assertion = await issuer.sign(await trustIssuer(), { jti: 'once' });
    expect((await byAssertion(assertion, { scope: 'openid' })).status).toBe(400);
    await admin['tenants.suspend']({ tenant }, BY);
    expect((await byAssertion(assertion)).audit).toMatchObject({ reason: 'tenantSuspended' });
    await admin['tenants.resume']({ tenant }, BY);
    peppers = { ...onePepper, current: () => Promise.reject(new Error('throttled')) };
    expect((await byAssertion(assertion)).status).toBe(500);
    peppers = onePepper;
    expect((await byAssertion(assertion)).status).toBe(200);
    expect((await byAssertion(assertion)).status).toBe(401);
  });

  test('assertions of other ids are other assertions', async () => {
    const identity = await trustIssuer();
    expect((await byAssertion(await issuer.sign(identity, { jti: 'a' }))).status).toBe(200);
    expect((await byAssertion(await issuer.sign(identity, { jti: 'b' }))).status).toBe(200);
  });
});

describe('a request that cannot be meant', () => {
  const form = { grant_type: 'client_credentials' };

  test.each<[string, () => Promise<Answer>, number, string]>([
    ['by GET', () => send(form, {}, { httpMethod: 'GET' }), 405, 'invalid_request'],
    ['as JSON', () => send(form, { 'Content-Type': 'application/json' }), 400, 'invalid_request'],
    ['of 20 KB', () => send({ ...form, more: 'a'.repeat(20_000) }), 413, 'invalid_request'],
    ['without a body', () => send(form, {}, { body: null }), 400, 'invalid_request'],
    ['for a scope that there is not', () => bySecret({ scope: 'openid' }), 400, 'invalid_scope'],
    ['of another grant', () => bySecret({ grant_type: 'password' }), 400, 'unsupported_grant_type'],
  ])('%s', async (_, attempt, status, error) => {
    const answer = await attempt();
    expect(answer).toMatchObject({ status, body: { error }, audit: { outcome: 'refused', reason: error } });
  });
});

describe('the trail has whose it was, and how the client identified itself, when', () => {
  const whole = () => ({
    method: 'client_secret_post',
    tenant,
    client: clientId,
    credential: `secret#${secret.secretId}`,
  });

  test('a scope is not its own', async () => {
    const { audit } = await bySecret({ scope: 'openid' });
    expect(audit).toMatchObject({ outcome: 'refused', reason: 'invalid_scope', ...whole() });
  });

  test('no token can be issued', async () => {
    peppers = { ...onePepper, current: () => Promise.reject(new Error('throttled')) };
    const { audit } = await bySecret();
    expect(audit).toMatchObject({ outcome: 'failed', reason: 'server_error', ...whole() });
  });

  test('its secret cannot be proven: not which, until it is', async () => {
    peppers = { ...onePepper, version: () => Promise.reject(new Error('throttled')) };
    const { audit } = await bySecret();
    const { credential: _, ...known } = whole();
    expect(audit).toMatchObject({ outcome: 'failed', reason: 'server_error', ...known });
    expect(audit['credential']).toBeUndefined();
  });
});

describe('an outage', () => {
  test('of the issuer is told as one, with the time to wait', async () => {
    const identity = await trustIssuer();
    const keys = () => async () => {
      throw new KeysUnavailable('the keys cannot be reached');
    };
    const answer = await send(
      {
        grant_type: 'client_credentials',
        client_id: clientId,
        client_assertion_type: JWT_BEARER,
        client_assertion: await issuer.sign(identity),
      },
      {},
      {},
      keys,
    );
    expect(answer).toMatchObject({
      status: 503,
      headers: { 'Retry-After': '30' },
      body: { error: 'temporarily_unavailable' },
      audit: {
        outcome: 'failed',
        reason: 'temporarily_unavailable',
        method: 'client_assertion',
        tenant,
        client: clientId,
      },
    });
  });

  test('of ours is never the client’s fault', async () => {
    const { name } = table;
    table = { ...table, name: 'no-such-table' };
    const answer = await bySecret().finally(() => {
      table = { ...table, name };
    });
    expect(answer).toMatchObject({
      status: 500,
      body: { error: 'server_error' },
      audit: { outcome: 'failed', method: 'client_secret_post', client: clientId },
    });
  });
});

test('no line that the endpoint logs holds a secret, an assertion, a token or a digest', async () => {
  const identity = await trustIssuer();
  const assertion = await issuer.sign(identity);
  const lines: string[] = [];
  for (const attempt of [
    () => bySecret(),
    () => bySecret({ client_secret: mintSecret('secret').text }),
    () => bySecret({ client_id: secret.secret }),
    () => byAssertion(assertion),
    () => byAssertion(`${assertion}x`),
  ]) {
    const { body } = await attempt();
    lines.push(...log);
    if (typeof body['access_token'] === 'string') expect(log.join()).not.toContain(body['access_token']);
  }
  for (const hidden of [secret.secret, secret.secret.slice(19), assertion, assertion.slice(0, 40)])
    expect(lines.join()).not.toContain(hidden);
});
