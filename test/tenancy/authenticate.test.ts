import { describe, expect, jest, test } from '@jest/globals';
import { authenticator } from '../../lambda/tenancy/authenticate.ts';
import { digestOf } from '../../lambda/tenancy/credential/digest.ts';
import { mintSecret } from '../../lambda/tenancy/credential/secret-text.ts';
import type { TokenRecord } from '../../lambda/tenancy/credential/token.ts';
import type { TokenStore } from '../../lambda/tenancy/credential/token-store.ts';
import { type Pepper, PepperError, type Peppers } from '../../lambda/tenancy/pepper/peppers.ts';
import type { Tenant } from '../../lambda/tenancy/tenant/tenant.ts';
import {
  CURSOR_KEY,
  contoso,
  KEY_PREFIX,
  NOW,
  onePepper,
  PEPPER,
  recordOf,
  removedPepper,
} from './support.ts';

const token = mintSecret('token');
const authorization = `Bearer ${token.text}`;

interface World {
  readonly record?: TokenRecord | undefined;
  readonly tenant?: Tenant | undefined;
  readonly peppers?: Peppers;
  readonly prove?: TokenStore['prove'];
  readonly used?: TokenStore['used'];
}

/** What is decided on a header when this is in the database, and what the database was asked. */
const decide = async (header: string, world: World) => {
  const tokens = {
    read: jest.fn(async (_id: string) => world.record),
    prove: jest.fn(world.prove ?? (async () => {})),
    used: jest.fn(world.used ?? (async () => {})),
  };
  const { tenant } = world;
  const tenants = {
    open: jest.fn(async (_id: string) => tenant && { tenant, cursorKey: CURSOR_KEY, apiKeys: {} }),
  };
  const authenticate = authenticator({
    apiKeyPrefix: KEY_PREFIX,
    tokens,
    accessTokens: { read: async () => undefined },
    clients: { read: async () => undefined },
    tenants,
    peppers: world.peppers ?? onePepper,
    now: () => NOW,
  });
  return { decision: await authenticate(header, 'request-1'), tokens, tenants };
};

/** Used in the last hour, so that nothing is due. */
const good = recordOf(token, { lastUsed: new Date(NOW - 1_000).toISOString() });
const subject = { tokenId: token.id, tenantId: 'contoso' };

describe('a good token', () => {
  test('is granted what its record and its tenant say, without a write', async () => {
    const { decision, tokens } = await decide(authorization, { record: good, tenant: contoso });
    expect(decision).toEqual({
      kind: 'granted',
      principal: {
        ...subject,
        scopes: ['provision', 'read'],
        groupNames: 'unique',
        apiKey: `${KEY_PREFIX}shared`,
        cursorKey: CURSOR_KEY,
      },
    });
    expect(tokens.prove).not.toHaveBeenCalled();
  });

  test('is good until the very millisecond in which it expires', async () => {
    const record = recordOf(token, { expires: new Date(NOW + 1).toISOString() });
    const { decision } = await decide(authorization, { record, tenant: contoso });
    expect(decision.kind).toBe('granted');
  });
});

describe('a credential is refused, and the trail told why, when', () => {
  const other = mintSecret('token');
  const suspended = { ...contoso, status: 'suspended' as const };

  test.each<[string, string, World, object]>([
    ['it has no shape', 'Bearer x', {}, { reason: 'malformed' }],
    ['it is mistyped', mistyped(authorization), {}, { reason: 'checksum' }],
    ['nobody issued it', authorization, {}, { reason: 'unknown', tokenId: token.id }],
    [
      'its secret is another one',
      authorization,
      { record: recordOf(token, { digest: digestOf(PEPPER, other.text) }), tenant: contoso },
      { reason: 'wrongSecret', ...subject },
    ],
    [
      'its secret is another one, whatever else is wrong',
      authorization,
      { record: recordOf(token, { digest: 'x', status: 'revoked' }), tenant: contoso },
      { reason: 'wrongSecret', ...subject },
    ],
    [
      'it was revoked',
      authorization,
      { record: recordOf(token, { status: 'revoked' }), tenant: contoso },
      { reason: 'revoked', ...subject },
    ],
    [
      'it has expired this millisecond',
      authorization,
      { record: recordOf(token, { expires: new Date(NOW).toISOString() }), tenant: contoso },
      { reason: 'expired', ...subject },
    ],
    [
      'its end cannot be read',
      authorization,
      { record: recordOf(token, { expires: 'never' }), tenant: contoso },
      { reason: 'expired', ...subject },
    ],
    ['its tenant is gone', authorization, { record: good }, { reason: 'tenantUnknown', ...subject }],
    [
      'its tenant is suspended',
      authorization,
      { record: good, tenant: suspended },
      { reason: 'tenantSuspended', ...subject },
    ],
  ])('%s', async (_, header, world, refusal) => {
    const { decision } = await decide(header, world);
    expect(decision).toEqual({ kind: 'refused', ...refusal });
  });

  test.each([
    ['without a shape', 'Bearer x'],
    ['with a wrong checksum', mistyped(authorization)],
  ])('a token %s asks the database nothing', async (_, header) => {
    const { tokens, tenants } = await decide(header, { record: good, tenant: contoso });
    expect(tokens.read).not.toHaveBeenCalled();
    expect(tenants.open).not.toHaveBeenCalled();
  });

  test('an unknown token and a wrong secret cost the same calls', async () => {
    const asked = async (world: World) => {
      const { tokens, tenants } = await decide(authorization, world);
      return [tokens.read.mock.calls.length, tenants.open.mock.calls.length];
    };
    const wrong = recordOf(token, { digest: digestOf(PEPPER, other.text) });
    expect(await asked({})).toEqual(await asked({ record: wrong, tenant: contoso }));
  });
});

describe('an outage of ours', () => {
  const outage = new Error('outage');
  const fails = async (): Promise<never> => {
    throw outage;
  };

  test.each([
    ['the peppers', {}, { current: fails, latest: fails, version: fails }],
    ['the tokens', { tokens: { read: fails, prove: fails, used: fails } }, onePepper],
    ['the tenants', { tenants: { open: fails } }, onePepper],
  ])('at %s is thrown, not refused', async (_, failing, peppers) => {
    const authenticate = authenticator({
      apiKeyPrefix: KEY_PREFIX,
      tokens: { read: async () => good, prove: fails, used: fails },
      accessTokens: { read: fails },
      clients: { read: fails },
      tenants: { open: async () => ({ tenant: contoso, cursorKey: CURSOR_KEY, apiKeys: {} }) },
      now: () => NOW,
      ...failing,
      peppers,
    });
    await expect(authenticate(authorization, 'request-1')).rejects.toBe(outage);
  });
});

describe('a token under an old pepper', () => {
  const next: Pepper = { version: 'v2', key: 'q'.repeat(64) };
  const rotated: Peppers = {
    current: async () => next,
    latest: async () => next,
    version: async (version) => (version === 'v2' ? next : PEPPER),
  };
  const world = { record: good, tenant: contoso, peppers: rotated };

  test('is granted, and its digest moved to the current pepper', async () => {
    const { decision, tokens } = await decide(authorization, world);
    expect(decision).toMatchObject({ kind: 'granted', rehash: 'done' });
    const proof = { digest: digestOf(next, token.text), pepper: 'v2' };
    const by = { tokenId: token.id, requestId: 'request-1' };
    expect(tokens.prove.mock.calls).toEqual([[good, proof, by]]);
  });

  test('is granted when its digest cannot be moved', async () => {
    const failure = new Error('throttled');
    const prove = async () => {
      throw failure;
    };
    const { decision } = await decide(authorization, { ...world, prove });
    expect(decision).toMatchObject({ kind: 'granted', rehash: { failure } });
  });

  test('stays where it is when the pepper is only unknown to a function that was warm before the rotation', async () => {
    const moved = recordOf(token, { digest: digestOf(next, token.text), pepper: 'v2' });
    const peppers = { ...rotated, current: async () => PEPPER };
    const { decision, tokens } = await decide(authorization, { ...world, record: moved, peppers });
    expect(decision.kind).toBe('granted');
    expect(tokens.prove).not.toHaveBeenCalled();
  });

  test('is not touched when it is refused', async () => {
    const revoked = recordOf(token, { status: 'revoked' });
    const { tokens } = await decide(authorization, { ...world, record: revoked });
    expect(tokens.prove).not.toHaveBeenCalled();
  });
});

describe('a token whose pepper was removed', () => {
  const peppers = removedPepper;

  test.each<[string, Partial<TokenRecord>]>([
    ['revoked', { status: 'revoked' }],
    ['expired', { expires: new Date(NOW).toISOString() }],
  ])('is refused as %s', async (reason, changes) => {
    const { decision } = await decide(authorization, { record: recordOf(token, changes), peppers });
    expect(decision).toEqual({ kind: 'refused', reason, ...subject });
  });

  test('is our fault while it is good', async () => {
    await expect(decide(authorization, { record: good, tenant: contoso, peppers })).rejects.toThrow(
      PepperError,
    );
  });
});

describe('the last use of a token', () => {
  const hourAgo = new Date(NOW - 3_600_000).toISOString();

  test.each([
    ['was never noted', recordOf(token)],
    ['was noted an hour ago', recordOf(token, { lastUsed: hourAgo })],
  ])('is noted where it %s', async (_, record) => {
    const { decision, tokens } = await decide(authorization, { record, tenant: contoso });
    expect(decision).toMatchObject({ kind: 'granted', use: 'done' });
    expect(tokens.used.mock.calls).toEqual([[token.id, new Date(NOW).toISOString()]]);
  });

  test('is not noted again within the hour', async () => {
    const { decision, tokens } = await decide(authorization, { record: good, tenant: contoso });
    expect(decision).not.toHaveProperty('use');
    expect(tokens.used).not.toHaveBeenCalled();
  });

  test('that cannot be noted refuses nobody', async () => {
    const failure = new Error('throttled');
    const used = async () => {
      throw failure;
    };
    const { decision } = await decide(authorization, { record: recordOf(token), tenant: contoso, used });
    expect(decision).toMatchObject({ kind: 'granted', use: { failure } });
  });

  test('is none of a token that is refused', async () => {
    const { tokens } = await decide(authorization, { record: recordOf(token, { status: 'revoked' }) });
    expect(tokens.used).not.toHaveBeenCalled();
  });
});

function mistyped(header: string): string {
  return header.slice(0, -1) + (header.endsWith('0') ? '1' : '0');
}
