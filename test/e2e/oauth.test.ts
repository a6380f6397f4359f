import { createHmac } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { JWTPayload } from 'jose';
import type { FederatedIdentity } from '../../lambda/tenancy/credential/oauth-client.ts';
import { linesOfProgress } from '../../local/command/progress.ts';
import { type Bearer, exchanged, pasted } from '../../local/simulate/http/bearer.ts';
import { main } from '../../local/simulate/main.ts';
import { isFlawless } from '../../local/simulate/report.ts';
import { sampleDirectory } from '../../local/simulate/sample/generate.ts';
import { simulate } from '../../local/simulate/simulation.ts';
import { formatPeople } from '../../local/simulate/source/files.ts';
import { type IssuerServer, startIssuer } from '../harness/issuer-server.ts';
import { ENTRA_TENANT, makeIssuer } from '../oauth/issuer.ts';
import { asError, call, scimError } from './scim.ts';
import { type Service, startService, type Tenant } from './service.ts';

const JWT_BEARER = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const AUDIENCE = 'api://5d1f3c7e-platform';
const SUBJECT = 'c0ffee00-1111-4222-8333-444455556666';

let issuer: IssuerServer;
let service: Service;
let tenant: Tenant;
let clientId: string;
let secret: string;
let secretId: string;
let identity: FederatedIdentity;
let paths = 0;

beforeAll(async () => {
  issuer = await startIssuer();
  service = await startService({
    context: { 'scim:jwksHosts': issuer.host },
    trustedCertificates: [issuer.certificate],
  });
}, 60_000);

afterAll(async () => {
  await service?.close();
  await issuer?.stop();
});

beforeEach(async () => {
  issuer.publish('keys');
  tenant = await service.openTenant();
  const created = await service.admin.invoke('clients.create', { tenant: tenant.tenantId });
  clientId = created.client.clientId;
  secret = String(created.secret?.secret);
  secretId = String(created.secret?.secretId);
  identity = await trust();
});

/** Trusts the issuer, by keys at a place of their own. */
const trust = (): Promise<FederatedIdentity> => {
  paths += 1;
  return service.admin.invoke('identities.create', {
    tenant: tenant.tenantId,
    clientId,
    issuer: `https://login.microsoftonline.com/${ENTRA_TENANT}/v2.0`,
    audience: AUDIENCE,
    subject: SUBJECT,
    jwksUri: `${issuer.jwksUri}/${paths}`,
  });
};

const exchange = async (parameters: Readonly<Record<string, string>>, headers = {}) => {
  const response = await fetch(`${tenant.tenantUrl}/oauth2/token`, {
    method: 'POST',
    headers,
    body: new URLSearchParams({ grant_type: 'client_credentials', ...parameters }),
  });
  const body = (await response.json()) as { readonly access_token: string; readonly error?: string };
  return { status: response.status, headers: response.headers, body };
};
const bySecret = () => exchange({ client_id: clientId, client_secret: secret });
const byAssertion = (assertion: string) =>
  exchange({
    client_id: clientId,
    client_assertion_type: JWT_BEARER,
    client_assertion: assertion,
    scope: 'scim',
  });

const get = (token: string) => call({ ...tenant, token }, 'GET', '/Users?count=1');

const auditsOf = (message: string) =>
  service
    .logLines()
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line))
    .filter((line) => line.message === message)
    .map((line) => line.audit);

describe('an access token', () => {
  test('opens the directory, and the trail names the client and the token', async () => {
    const { status, headers, body } = await bySecret();
    expect([status, headers.get('cache-control'), headers.get('content-type')]).toEqual([
      200,
      'no-store',
      'application/json',
    ]);
    expect((await get(body.access_token)).status).toBe(200);
    expect(auditsOf('scim request').at(-1)).toMatchObject({
      tenant: tenant.tenantId,
      token: clientId,
      access: body.access_token.slice(8, 18),
      status: 200,
    });
  });

  test('is got by Basic too', async () => {
    const authorization = `Basic ${Buffer.from(`${clientId}:${secret}`).toString('base64')}`;
    expect((await exchange({}, { authorization })).status).toBe(200);
  });

  test('is got below each base URL', async () => {
    const target = { ...tenant, tenantUrl: `${tenant.tenantUrl}/v2` };
    const body = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: secret,
    });
    const response = await fetch(`${target.tenantUrl}/oauth2/token`, { method: 'POST', body });
    const { access_token: token } = Object(await response.json());
    expect((await call({ ...target, token }, 'GET', '/Users?count=1')).status).toBe(200);
  });

  test('of the scope read only reads', async () => {
    const { body } = await exchange({ client_id: clientId, client_secret: secret, scope: 'read' });
    expect((await get(body.access_token)).status).toBe(200);
    const writing = await call({ ...tenant, token: body.access_token }, 'POST', '/Users', {});
    expect(asError(writing)).toEqual(scimError(403));
  });

  test('that nobody has presented yet ends with the secret that it came of', async () => {
    const { body } = await bySecret();
    await service.admin.invoke('secrets.revoke', { tenant: tenant.tenantId, clientId, secretId });
    expect(asError(await get(body.access_token))).toEqual(scimError(401));
    expect((await bySecret()).status).toBe(401);
  });

  test('is good for its own tenant alone', async () => {
    const { body } = await bySecret();
    const { body: created } = await call({ ...tenant, token: body.access_token }, 'POST', '/Users', {
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
      userName: 'ada',
    });
    const other = await service.openTenant();
    expect((await call(other, 'GET', `/Users/${created.id}`)).status).toBe(404);
  });
});

describe('a client secret, an assertion and a request by GET', () => {
  test('open nothing by themselves', async () => {
    expect(asError(await get(secret))).toEqual(scimError(401));
    expect(asError(await get(await issuer.sign(identity)))).toEqual(scimError(401));
    const response = await fetch(`${tenant.tenantUrl}/oauth2/token`);
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
  });
});

test('the metadata of RFC 8414 says where tokens are got, to anybody', async () => {
  const response = await fetch(`${tenant.tenantUrl}/.well-known/oauth-authorization-server`);
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual({
    issuer: tenant.tenantUrl,
    token_endpoint: `${tenant.tenantUrl}/oauth2/token`,
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post', 'private_key_jwt'],
    token_endpoint_auth_signing_alg_values_supported: ['RS256', 'PS256', 'ES256'],
    grant_types_supported: ['client_credentials'],
    response_types_supported: [],
    scopes_supported: ['scim', 'provision', 'read'],
  });
});

describe('an assertion of the issuer', () => {
  const now = () => Math.floor(Date.now() / 1_000);

  test('gets a token, and the same assertion another one', async () => {
    const assertion = await issuer.sign(identity);
    for (let time = 0; time < 2; time += 1) {
      const { status, body } = await byAssertion(assertion);
      expect(status).toBe(200);
      expect((await get(body.access_token)).status).toBe(200);
    }
  });

  test.each<[string, string, () => JWTPayload]>([
    ['another issuer', 'assertionIssuer', () => ({ iss: 'https://login.microsoftonline.com/other/v2.0' })],
    ['another audience', 'assertionAudience', () => ({ aud: 'api://other' })],
    ['another subject', 'assertionSubject', () => ({ sub: 'somebody' })],
    ['another Entra tenant', 'assertionTenant', () => ({ tid: '00000000-0000-4000-8000-000000000000' })],
    ['an end that has passed', 'assertionExpired', () => ({ exp: now() - 120 })],
    ['a beginning to come', 'assertionClaims', () => ({ nbf: now() + 600 })],
    ['too high an age', 'assertionTooOld', () => ({ iat: now() - 90_000 })],
  ])('with %s is refused', async (_, reason, claims) => {
    const { status, body } = await byAssertion(await issuer.sign(identity, claims()));
    expect([status, body.error]).toEqual([401, 'invalid_client']);
    expect(auditsOf('token request').at(-1)).toMatchObject({ outcome: 'refused', reason, client: clientId });
  });

  const unsigned = (header: object) => {
    const claims = { iss: identity.issuer, aud: AUDIENCE, sub: SUBJECT, tid: ENTRA_TENANT };
    return [header, { ...claims, iat: now(), exp: now() + 600 }]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.');
  };

  test.each<[string, string, () => Promise<string>]>([
    [
      'signed by somebody else',
      'assertionSignature',
      async () => (await makeIssuer(Date.now)).sign(identity),
    ],
    ['of an unknown key', 'assertionKey', () => issuer.sign(identity, {}, { kid: 'key-9' })],
    ['of the algorithm none', 'assertionAlgorithm', async () => `${unsigned({ alg: 'none' })}.`],
    [
      'signed with the public key as a shared secret',
      'assertionAlgorithm',
      async () => {
        const text = unsigned({ alg: 'HS256', kid: 'key-1' });
        const key = String(issuer.keys.keys[0]?.['n']);
        return `${text}.${createHmac('sha256', key).update(text).digest('base64url')}`;
      },
    ],
    [
      'whose id was used before',
      'assertionReplayed',
      async () => {
        const assertion = await issuer.sign(identity, { jti: `jti ${paths}` });
        expect((await byAssertion(assertion)).status).toBe(200);
        return assertion;
      },
    ],
  ])('%s is refused', async (_, reason, assertion) => {
    const { status, body } = await byAssertion(await assertion());
    expect([status, body.error]).toEqual([401, 'invalid_client']);
    expect(auditsOf('token request').at(-1)).toMatchObject({ outcome: 'refused', reason, client: clientId });
  });

  test.each(['redirect', 'oversized', 'nothing'] as const)('whose keys are %s is refused', async (what) => {
    issuer.publish(what);
    const { status, body } = await byAssertion(await issuer.sign(identity));
    expect([status, body.error]).toEqual([401, 'invalid_client']);
    expect(auditsOf('token request').at(-1)).toMatchObject({ reason: 'issuerKeys' });
    expect(issuer.asked).not.toContain('/elsewhere');
  });

  test('whose keys cannot be had waits, and is not told that it is wrong', async () => {
    issuer.publish('outage');
    const { status, headers, body } = await byAssertion(await issuer.sign(identity));
    expect([status, body.error, headers.get('retry-after')]).toEqual([503, 'temporarily_unavailable', '30']);
  });

  test('of unknown keys does not make the service ask for ever', async () => {
    await byAssertion(await issuer.sign(identity));
    const before = issuer.asked.length;
    for (let count = 0; count < 20; count += 1)
      await byAssertion(await issuer.sign(identity, {}, { kid: `key-${count + 9}` }));
    // Each instance of the function may ask once.
    expect(issuer.asked.length - before).toBeLessThanOrEqual(4);
  });

  test('keys of a host that is not allowed cannot be configured', async () => {
    await expect(
      service.admin.invoke('identities.create', {
        tenant: tenant.tenantId,
        clientId,
        issuer: 'https://accounts.example.com',
        audience: AUDIENCE,
        subject: SUBJECT,
        jwksUri: 'https://169.254.169.254/latest/meta-data',
      }),
    ).rejects.toMatchObject({ code: 'invalidRequest' });
  });
});

test('a customer climbs from a token to a secret to federation, on one directory, without a difference', async () => {
  const directory = sampleDirectory('ladder', 24);
  const tokenUrl = `${tenant.tenantUrl}/oauth2/token`;
  const ladder: readonly (readonly [string, Bearer])[] = [
    ['token', pasted(tenant.token)],
    ['secret', exchanged({ tokenUrl, clientId, present: async () => ({ client_secret: secret }) })],
    [
      'federated identity',
      exchanged({
        tokenUrl,
        clientId,
        present: async () => ({
          client_assertion_type: JWT_BEARER,
          client_assertion: await issuer.sign(identity),
        }),
      }),
    ],
  ];
  for (const [credential, bearer] of ladder) {
    const report = await simulate({
      target: tenant,
      bearer,
      directory,
      cycles: 1,
      seed: credential,
      dialect: 'default',
      scope: 'all',
      parallel: 8,
      rate: undefined,
      progress: linesOfProgress(
        () => {},
        () => 0,
      ),
      signal: AbortSignal.timeout(120_000),
      onFailure: () => {},
    });
    expect([credential, isFlawless(report), report.differences]).toEqual([credential, true, []]);
  }
}, 150_000);

test('the simulator takes an assertion from a file, and says what the token endpoint says of a wrong one', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'assertion-'));
  const directory = sampleDirectory('assertion', 8);
  const printed: string[] = [];
  const simulator = () =>
    main(
      [
        ...['--url', tenant.tenantUrl, '--client-id', clientId],
        ...['--client-assertion', join(folder, 'assertion.jwt')],
        ...['--users', join(folder, 'users.csv'), '--cycles', '0'],
      ],
      {
        out: (text) => printed.push(text),
        error: (text) => printed.push(text),
        screen: undefined,
        dataFolder: folder,
        token: undefined,
        signal: AbortSignal.timeout(60_000),
      },
    );
  try {
    await writeFile(join(folder, 'users.csv'), formatPeople(directory));
    await writeFile(join(folder, 'assertion.jwt'), `${await issuer.sign(identity)}\n`);
    expect([await simulator(), printed.join('\n')]).toEqual([0, expect.stringContaining('0 differences')]);
    await writeFile(join(folder, 'assertion.jwt'), await issuer.sign(identity, { aud: 'api://other' }));
    expect([await simulator(), printed.at(-1)]).toEqual([
      1,
      'The token endpoint answers 401: invalid_client, the client is unknown, or not identified by what it presents.',
    ]);
  } finally {
    await rm(folder, { recursive: true });
  }
}, 90_000);
