import { describe, expect, test } from '@jest/globals';
import { authenticator } from '../../../lambda/tenancy/authenticate.ts';
import { NOW } from '../support.ts';
import { refusal } from './refusal.ts';
import { DAY, MINUTE, useAdmin } from './support.ts';

const { clock, result, ask, stores, newTenant, audits, logged } = useAdmin();

const decide = (token: string) => authenticator(stores())(`Bearer ${token}`, 'request-2');
const dateOf = (time: number) => new Date(time).toISOString();

describe('a token that is rotated', () => {
  test('has a successor with its label, scopes and lifetime, and ends in a week', async () => {
    const tenant = await newTenant();
    const { token, ...old } = await result('tokens.create', {
      tenant,
      label: 'Entra',
      scopes: ['read'],
      expiresInDays: 90,
    });
    clock.now += 10 * DAY;
    const { issued, replaced } = await result('tokens.rotate', { tenant, tokenId: old['tokenId'] });
    expect(issued).toEqual({
      ...old,
      tokenId: expect.not.stringContaining(String(old['tokenId'])),
      created: dateOf(NOW + 10 * DAY),
      expires: dateOf(NOW + 100 * DAY),
      token: expect.stringMatching(/^scim_/),
    });
    expect(replaced).toEqual({ ...old, expires: dateOf(NOW + 17 * DAY), planned: old.expires });
    expect(issued.token).not.toBe(token);
    const { tokens } = await result('tokens.list', { tenant });
    expect(tokens).toHaveLength(2);
    expect(tokens).toContainEqual(replaced);
  });

  test('works beside its successor for as long as they overlap', async () => {
    const tenant = await newTenant();
    const { token, tokenId } = await result('tokens.create', { tenant });
    const { issued } = await result('tokens.rotate', { tenant, tokenId, overlapMinutes: 30 });
    for (const one of [token, issued.token]) expect(await decide(one)).toMatchObject({ kind: 'granted' });
    clock.now += 30 * MINUTE;
    expect(await decide(token)).toMatchObject({ reason: 'expired' });
    expect(await decide(issued.token)).toMatchObject({ kind: 'granted' });
  });

  test('may end at once', async () => {
    const tenant = await newTenant();
    const { token, tokenId } = await result('tokens.create', { tenant });
    await result('tokens.rotate', { tenant, tokenId, overlapMinutes: 0 });
    expect(await decide(token)).toMatchObject({ reason: 'expired' });
  });

  test('never ends later than it would have', async () => {
    const tenant = await newTenant();
    const { tokenId, expires } = await result('tokens.create', { tenant, expiresInDays: 1 });
    const { replaced } = await result('tokens.rotate', { tenant, tokenId });
    expect(replaced.expires).toBe(expires);
  });

  test('can be rotated again, as long as it is good', async () => {
    const tenant = await newTenant();
    const { tokenId } = await result('tokens.create', { tenant });
    await result('tokens.rotate', { tenant, tokenId, overlapMinutes: 60 });
    const { issued, replaced } = await result('tokens.rotate', { tenant, tokenId, overlapMinutes: 10 });
    expect(replaced.expires).toBe(dateOf(NOW + 10 * MINUTE));
    expect(issued.expires).toBe(dateOf(NOW + 365 * DAY));
    expect((await result('tokens.list', { tenant }))['tokens']).toContainEqual(replaced);
  });

  test('is named in the audit trail, beside its successor', async () => {
    const tenant = await newTenant();
    const { token, tokenId } = await result('tokens.create', { tenant });
    const { issued } = await result('tokens.rotate', { tenant, tokenId });
    expect(audits()).toEqual([
      {
        operation: 'tokens.rotate',
        outcome: 'ok',
        tenant,
        token: issued.tokenId,
        replaced: tokenId,
        request: 'request-1',
      },
    ]);
    for (const secret of [token, issued.token]) expect(logged()).not.toContain(secret.slice(16));
  });
});

describe('no token is issued in the place of one that', () => {
  test.each<[string, string, (tenant: string, tokenId: string) => Promise<unknown>]>([
    ['was revoked', 'is revoked', (tenant, tokenId) => result('tokens.revoke', { tenant, tokenId })],
    [
      'has expired',
      'is expired',
      async () => {
        clock.now += 366 * DAY;
      },
    ],
  ])('%s', async (_, message, end) => {
    const tenant = await newTenant();
    const { tokenId } = await result('tokens.create', { tenant });
    await end(tenant, tokenId);
    expect(await ask('tokens.rotate', { tenant, tokenId })).toEqual(refusal('invalidRequest', message));
    expect((await result('tokens.list', { tenant }))['tokens']).toHaveLength(1);
  });

  test("is another tenant's", async () => {
    const { tokenId } = await result('tokens.create', { tenant: await newTenant() });
    const tenant = await newTenant('fabrikam');
    expect(await ask('tokens.rotate', { tenant, tokenId })).toEqual(refusal('notFound', 'has no token'));
    expect(await result('tokens.list', { tenant })).toEqual({ tokens: [] });
  });

  test('does not exist', async () => {
    const tenant = await newTenant();
    const tokenId = 'aaaaaaaaaa';
    expect(await ask('tokens.rotate', { tenant, tokenId })).toEqual(refusal('notFound', 'has no token'));
  });
});

test('a tenant has at most 20 tokens that are good; those that have ended do not count', async () => {
  const tenant = await newTenant();
  const create = () => result('tokens.create', { tenant });
  const { tokenId } = await create();
  for (let count = 1; count < 20; count += 1) await create();
  const full = refusal('invalidRequest', 'has 20 tokens that are good; revoke one of them first');
  expect(await ask('tokens.create', { tenant })).toEqual(full);
  expect(await ask('tokens.rotate', { tenant, tokenId })).toEqual(full);
  await result('tokens.revoke', { tenant, tokenId });
  expect(await create()).toMatchObject({ status: 'active' });
});

test('a list says when each was last used, to the hour', async () => {
  const tenant = await newTenant();
  const { token } = await result('tokens.create', { tenant });
  const lastUsed = async () => (await result('tokens.list', { tenant }))['tokens'][0].lastUsed;
  expect(await lastUsed()).toBeUndefined();
  await decide(token);
  expect(await lastUsed()).toBe(dateOf(NOW));
  clock.now += 60 * MINUTE - 1;
  await decide(token);
  expect(await lastUsed()).toBe(dateOf(NOW));
  clock.now += 1;
  await decide(token);
  expect(await lastUsed()).toBe(dateOf(NOW + 60 * MINUTE));
});
