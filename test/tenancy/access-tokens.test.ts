import { describe, expect, jest, test } from '@jest/globals';
import { authenticator, type Decision } from '../../lambda/tenancy/authenticate.ts';
import { authorizer } from '../../lambda/tenancy/authorizer.ts';
import type { AccessTokenRecord } from '../../lambda/tenancy/credential/access-token.ts';
import { digestOf } from '../../lambda/tenancy/credential/digest.ts';
import type { ClientWithCredentials } from '../../lambda/tenancy/credential/oauth-client.ts';
import { mintSecret } from '../../lambda/tenancy/credential/secret-text.ts';
import { PepperError, type Peppers } from '../../lambda/tenancy/pepper/peppers.ts';
import type { Tenant } from '../../lambda/tenancy/tenant/tenant.ts';
import { clientOf, identityOf, secretRecordOf } from './credentials.ts';
import {
  CURSOR_KEY,
  contoso,
  KEY_PREFIX,
  keepingLogger,
  NOW,
  onePepper,
  PEPPER,
  removedPepper,
} from './support.ts';

const CLIENT = 'client-7kq2bdm9zrtw';
const access = mintSecret('access');
const secret = secretRecordOf(mintSecret('secret'), CLIENT);
const identity = identityOf('4fTq2bLm9Z', CLIENT);
const known: ClientWithCredentials = { client: clientOf(CLIENT), secrets: [secret], identities: [identity] };
const PAST = new Date(NOW - 1).toISOString();

const recordOf = (changes: Partial<AccessTokenRecord> = {}): AccessTokenRecord => ({
  accessId: access.id,
  clientId: CLIENT,
  tenant: contoso.id,
  credential: `secret#${secret.secretId}`,
  scopes: ['read'],
  issued: new Date(NOW - 60_000).toISOString(),
  expires: new Date(NOW + 1).toISOString(),
  digest: digestOf(PEPPER, access.text),
  pepper: PEPPER.version,
  ...changes,
});

interface World {
  readonly record?: AccessTokenRecord | undefined;
  readonly client?: ClientWithCredentials | undefined;
  readonly tenant?: Tenant | undefined;
  readonly peppers?: Peppers;
}

const fails = async (): Promise<never> => {
  throw new Error('a token is not asked for');
};

/** What is decided on the access token when this is in the database, and what the database was asked. */
const decide = async (world: World) => {
  const { record, client, tenant }: World = { record: recordOf(), client: known, tenant: contoso, ...world };
  const asked = {
    accessTokens: { read: jest.fn(async (_id: string) => record) },
    clients: { read: jest.fn(async (_id: string) => client) },
    tenants: {
      open: jest.fn(async (_id: string) => tenant && { tenant, cursorKey: CURSOR_KEY, apiKeys: {} }),
    },
  };
  const authenticate = authenticator({
    apiKeyPrefix: KEY_PREFIX,
    ...asked,
    tokens: { read: fails, prove: fails, used: fails },
    peppers: world.peppers ?? onePepper,
    now: () => NOW,
  });
  return { decision: await authenticate(`Bearer ${access.text}`, 'request-1'), asked };
};

describe('a good access token', () => {
  test.each([
    ['a secret', `secret#${secret.secretId}`],
    ['a federated identity', `identity#${identity.identityId}`],
  ])(
    'that came of %s is granted what it was issued for, in the name of its client',
    async (_, credential) => {
      const { decision } = await decide({ record: recordOf({ credential }) });
      expect(decision).toEqual({
        kind: 'granted',
        principal: {
          tenantId: 'contoso',
          tokenId: CLIENT,
          accessId: access.id,
          scopes: ['read'],
          groupNames: 'unique',
          apiKey: `${KEY_PREFIX}shared`,
          cursorKey: CURSOR_KEY,
        },
      });
    },
  );
});

describe('an access token is refused, and the trail told why, when', () => {
  const subject = { tokenId: CLIENT, tenantId: 'contoso', accessId: access.id };
  const ended = { status: 'revoked', revoked: PAST } as const;

  test.each<[string, World, object]>([
    ['nobody issued it', { record: undefined }, { reason: 'unknown', accessId: access.id }],
    [
      'its secret is another one',
      { record: recordOf({ digest: 'x' }) },
      { reason: 'wrongSecret', ...subject },
    ],
    [
      'it has expired this millisecond',
      { record: recordOf({ expires: new Date(NOW).toISOString() }) },
      { reason: 'expired', ...subject },
    ],
    ['its client is gone', { client: undefined }, { reason: 'clientUnknown', ...subject }],
    [
      'its client was revoked',
      { client: { ...known, client: { ...known.client, ...ended } } },
      { reason: 'clientRevoked', ...subject },
    ],
    [
      'the secret that it came of was revoked',
      { client: { ...known, secrets: [{ ...secret, ...ended }] } },
      { reason: 'credentialRevoked', ...subject },
    ],
    [
      'the secret that it came of has expired',
      { client: { ...known, secrets: [{ ...secret, expires: PAST }] } },
      { reason: 'credentialExpired', ...subject },
    ],
    [
      'the identity that it came of was revoked',
      {
        record: recordOf({ credential: `identity#${identity.identityId}` }),
        client: { ...known, identities: [{ ...identity, ...ended }] },
      },
      { reason: 'credentialRevoked', ...subject },
    ],
    [
      'what it came of is gone',
      { client: { ...known, secrets: [] } },
      { reason: 'credentialRevoked', ...subject },
    ],
    [
      'it came of another kind of credential with the same id',
      { record: recordOf({ credential: `secret#${identity.identityId}` }) },
      { reason: 'credentialRevoked', ...subject },
    ],
    ['its tenant is gone', { tenant: undefined }, { reason: 'tenantUnknown', ...subject }],
    [
      'its tenant is suspended',
      { tenant: { ...contoso, status: 'suspended' } },
      { reason: 'tenantSuspended', ...subject },
    ],
    [
      'its tenant is being deleted',
      { tenant: { ...contoso, status: 'deleting' } },
      { reason: 'tenantSuspended', ...subject },
    ],
  ])('%s', async (_, world, refusal) => {
    expect((await decide(world)).decision).toEqual({ kind: 'refused', ...refusal });
  });

  test('it has expired, and its pepper was removed', async () => {
    const world = { record: recordOf({ expires: PAST }), peppers: removedPepper };
    expect((await decide(world)).decision).toEqual({ kind: 'refused', reason: 'expired', ...subject });
    await expect(decide({ peppers: removedPepper })).rejects.toThrow(PepperError);
  });

  test('it is not proven, nothing is asked of its client or tenant', async () => {
    const { asked } = await decide({ record: recordOf({ digest: 'x' }) });
    expect(asked.clients.read).not.toHaveBeenCalled();
    expect(asked.tenants.open).not.toHaveBeenCalled();
  });
});

test('its client and its tenant are asked for side by side', async () => {
  const both = Promise.withResolvers<void>();
  let waiting = 0;
  const meet = async <Answer>(answer: Answer): Promise<Answer> => {
    waiting += 1;
    if (waiting === 2) both.resolve();
    await both.promise;
    return answer;
  };
  const authenticate = authenticator({
    apiKeyPrefix: KEY_PREFIX,
    tokens: { read: fails, prove: fails, used: fails },
    accessTokens: { read: async () => recordOf() },
    clients: { read: () => meet(known) },
    tenants: { open: () => meet({ tenant: contoso, cursorKey: CURSOR_KEY, apiKeys: {} }) },
    peppers: onePepper,
    now: () => NOW,
  });
  expect(await authenticate(`Bearer ${access.text}`, 'request-1')).toMatchObject({ kind: 'granted' });
});

test('an outage of ours is thrown, not refused', async () => {
  const outage = async (): Promise<never> => {
    throw new Error('outage');
  };
  const authenticate = authenticator({
    apiKeyPrefix: KEY_PREFIX,
    tokens: { read: fails, prove: fails, used: fails },
    accessTokens: { read: async () => recordOf() },
    clients: { read: outage },
    tenants: { open: async () => ({ tenant: contoso, cursorKey: CURSOR_KEY, apiKeys: {} }) },
    peppers: onePepper,
    now: () => NOW,
  });
  await expect(authenticate(`Bearer ${access.text}`, 'request-1')).rejects.toThrow('outage');
});

describe('the authorizer', () => {
  const authorizeAs = async (decision: Decision) => {
    const { lines, logger } = keepingLogger();
    const metrics = { addMetric: jest.fn(), publishStoredMetrics: jest.fn() };
    const decide = authorizer({ authenticate: async () => decision, logger, metrics: Object(metrics) });
    const event = {
      type: 'TOKEN' as const,
      authorizationToken: 'Bearer',
      methodArn: 'arn:api/scim/GET/Users',
    };
    const policy = await decide(event, { awsRequestId: 'request-1' }).catch(() => undefined);
    return { policy, lines: lines.map((line) => JSON.parse(line)) };
  };

  test('hands on which access token it was, and notes it in the trail', async () => {
    const { decision } = await decide({});
    const { policy, lines } = await authorizeAs(decision);
    expect(policy).toMatchObject({ principalId: CLIENT, context: { tokenId: CLIENT, accessId: access.id } });
    const audit = {
      outcome: 'granted',
      tenant: 'contoso',
      token: CLIENT,
      access: access.id,
      request: 'request-1',
    };
    expect(lines).toEqual([['authorization', { audit }]]);
  });

  test('notes which one it refused', async () => {
    const { decision } = await decide({ client: undefined });
    const { policy, lines } = await authorizeAs(decision);
    expect(policy).toBeUndefined();
    expect(lines).toMatchObject([
      ['authorization', { audit: { outcome: 'refused', reason: 'clientUnknown', access: access.id } }],
    ]);
  });

  test('lets in whose last use could not be noted, and warns', async () => {
    const { decision } = await decide({});
    const { policy, lines } = await authorizeAs({
      ...decision,
      use: { failure: new RangeError(secret.digest) },
    } as Decision);
    expect(policy).toBeDefined();
    expect(lines.at(-1)).toMatchObject(['last use failure', { failure: { name: 'RangeError' } }]);
    expect(JSON.stringify(lines)).not.toContain(secret.digest);
  });
});
