import { describe, expect, test } from '@jest/globals';
import { authenticator } from '../../../lambda/tenancy/authenticate.ts';
import { refusal } from './refusal.ts';
import { DAY, MINUTE, useAdmin } from './support.ts';

const { clock, result, ask, stores, newTenant, audits, logged } = useAdmin();

const uses = async () => (await result('peppers.list'))['peppers'];
/** When no access token of before a rotation can be left. */
const laterThanAccess = 6 * 60 * MINUTE + 10 * MINUTE;

describe('peppers.list', () => {
  test('counts the tokens and secrets that are good, of all tenants, under each', async () => {
    await newTenant('contoso');
    await newTenant('fabrikam');
    await result('tokens.create', { tenant: 'contoso' });
    await result('clients.create', { tenant: 'fabrikam' });
    await result('clients.create', { tenant: 'fabrikam', withoutSecret: true });
    await result('peppers.rotate');
    await result('tokens.create', { tenant: 'fabrikam' });
    expect(await uses()).toEqual([
      { version: 'v1', current: false, credentials: 2 },
      { version: 'v2', current: true, credentials: 1 },
    ]);
  });

  test('leaves out what has ended, and the secrets of clients that have', async () => {
    const tenant = await newTenant();
    const { tokenId } = await result('tokens.create', { tenant });
    await result('tokens.create', { tenant, expiresInDays: 1 });
    const { client } = await result('clients.create', { tenant });
    expect(await uses()).toMatchObject([{ credentials: 3 }]);
    await result('tokens.revoke', { tenant, tokenId });
    await result('clients.revoke', { tenant, clientId: client.clientId });
    clock.now += DAY;
    expect(await uses()).toMatchObject([{ credentials: 0 }]);
  });
});

describe('a rotation', () => {
  test('refuses no token; each moves when it is next used', async () => {
    const tenant = await newTenant();
    const { token } = await result('tokens.create', { tenant });
    expect(await result('peppers.rotate')).toEqual({ current: 'v2' });
    expect(audits()).toEqual([
      { operation: 'peppers.rotate', outcome: 'ok', pepper: 'v2', request: 'request-1' },
    ]);
    const decision = await authenticator(stores())(`Bearer ${token}`, 'request-2');
    expect(decision).toMatchObject({ kind: 'granted', rehash: 'done' });
    expect(await uses()).toMatchObject([{ credentials: 0 }, { credentials: 1 }]);
  });

  test('shows and logs no key', async () => {
    const answers = [await result('peppers.rotate'), await uses()];
    expect(`${JSON.stringify(answers)}${logged()}`).not.toMatch(/[0-9A-Za-z]{64}/);
  });
});

describe('peppers.remove', () => {
  test('forgets a pepper once nothing hangs on it and no access token can be left', async () => {
    const tenant = await newTenant();
    const { token } = await result('tokens.create', { tenant });
    await result('peppers.rotate');
    expect(await ask('peppers.remove', { version: 'v1' })).toEqual(
      refusal('invalidRequest', '1 credentials are digested under v1'),
    );
    await authenticator(stores())(`Bearer ${token}`, 'request-2');
    clock.now += laterThanAccess - 1;
    expect(await ask('peppers.remove', { version: 'v1' })).toEqual(
      refusal('invalidRequest', 'remove it after 2026-11-24T18:10:00.000Z'),
    );
    clock.now += 1;
    expect(await result('peppers.remove', { version: 'v1' })).toEqual({ removed: 'v1' });
    expect(audits()).toMatchObject([{ operation: 'peppers.remove', outcome: 'ok', pepper: 'v1' }]);
    expect(await uses()).toEqual([{ version: 'v2', current: true, credentials: 1 }]);
    expect(await authenticator(stores())(`Bearer ${token}`, 'r')).toMatchObject({ kind: 'granted' });
  });

  test.each([
    ['v1', 'the pepper v1 is the current one'],
    ['v9', 'there is no pepper v9'],
    ['current', 'version has to be the version of a pepper, such as v1'],
  ])('does not forget %s', async (version, message) => {
    expect(await ask('peppers.remove', { version })).toEqual(refusal('invalidRequest', message));
    expect(await uses()).toHaveLength(1);
  });
});
