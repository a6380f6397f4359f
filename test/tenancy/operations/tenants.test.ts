import { describe, expect, test } from '@jest/globals';
import { authenticator } from '../../../lambda/tenancy/authenticate.ts';
import { refusal } from './refusal.ts';
import { useAdmin } from './support.ts';

const { result, ask, stores, newTenant } = useAdmin();

describe('a suspended tenant', () => {
  test('is refused whatever its credential, until it is resumed', async () => {
    const tenant = await newTenant();
    const { token } = await result('tokens.create', { tenant });
    const decide = () => authenticator(stores())(`Bearer ${token}`, 'request-2');
    expect(await decide()).toMatchObject({ kind: 'granted' });
    expect(await result('tenants.suspend', { tenant })).toMatchObject({ id: tenant, status: 'suspended' });
    expect(await decide()).toMatchObject({ kind: 'refused', reason: 'tenantSuspended' });
    expect(await result('tenants.resume', { tenant })).toMatchObject({ status: 'active' });
    expect(await decide()).toMatchObject({ kind: 'granted' });
  });

  test.each([
    ['tenants.suspend', 'suspended'],
    ['tenants.resume', 'active'],
  ])('%s can be asked for again', async (operation, status) => {
    const tenant = await newTenant();
    for (const _ of [1, 2]) expect(await result(operation, { tenant })).toMatchObject({ status });
    expect(await result('tenants.show', { tenant })).toMatchObject({ status });
    expect((await result('tenants.list'))['tenants']).toMatchObject([{ status }]);
  });

  test('keeps what else it is', async () => {
    const tenant = await newTenant();
    const before = await result('tenants.show', { tenant });
    await result('tenants.suspend', { tenant });
    await result('tenants.resume', { tenant });
    expect(await result('tenants.show', { tenant })).toEqual(before);
  });
});

describe('a tenant that is to be deleted', () => {
  test('is not suspended', async () => {
    const tenant = await newTenant();
    await result('tenants.delete', { tenant });
    expect(await ask('tenants.suspend', { tenant })).toEqual(refusal('conflict', 'deleted'));
    expect(await result('tenants.show', { tenant })).toMatchObject({ status: 'deleting' });
  });

  test('is resumed, as it was, while nothing of it is gone', async () => {
    const tenant = await newTenant();
    const before = await result('tenants.show', { tenant });
    await result('tenants.delete', { tenant });
    expect(await result('tenants.resume', { tenant })).toEqual(before);
    expect(await ask('tenants.purge', { tenant })).toMatchObject({ ok: false });
  });

  test('is not brought back once anything may be gone', async () => {
    const tenant = await newTenant();
    const deleting = await result('tenants.delete', { tenant });
    await stores().tenants.beginPurge(deleting['tenant'], '2026-11-24T12:00:00.000Z', {
      tokenId: 'admin',
      requestId: 'r',
    });
    for (const operation of ['tenants.suspend', 'tenants.resume'])
      expect(await ask(operation, { tenant })).toEqual(refusal('conflict', 'deleted'));
  });
});

test.each(['tenants.suspend', 'tenants.resume'])('%s makes no tenant', async (operation) => {
  expect(await ask(operation, { tenant: 'nobody' })).toEqual(refusal('notFound', 'nobody'));
  expect(await result('tenants.list')).toEqual({ tenants: [] });
});

test('the key of its cursors is its own, stays, and is shown to nobody', async () => {
  await newTenant('contoso');
  await newTenant('fabrikam');
  const keyOf = async (id: string) => (await stores().tenants.open(id))?.cursorKey ?? '';
  const key = await keyOf('contoso');
  expect(Buffer.from(key, 'base64url')).toHaveLength(32);
  expect(await keyOf('fabrikam')).not.toBe(key);
  await result('peppers.rotate');
  await result('tenants.set', { tenant: 'contoso', name: 'Contoso Ltd' });
  expect(await keyOf('contoso')).toBe(key);
  const shown = [await result('tenants.show', { tenant: 'contoso' }), await result('tenants.list')];
  expect(JSON.stringify(shown)).not.toMatch(/cursorKey/i);
});
