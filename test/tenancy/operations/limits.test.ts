/** What the operations on a tenant make of its limit. */
import { describe, expect, test } from '@jest/globals';
import type { Limiting } from '../../../lambda/tenancy/limit/limiting.ts';
import { NOW } from '../support.ts';
import { refusal } from './refusal.ts';
import { useAdmin } from './support.ts';

const outage = async (): Promise<never> => {
  throw Object.assign(new Error('Rate exceeded'), { name: 'TooManyRequestsException' });
};

/** What was asked of API Gateway, and what it is to fail at. */
const keeping = (failing: Partial<Limiting> = {}) => {
  const asked: unknown[][] = [];
  const limiting: Limiting = {
    provide: async (tenant, tier) => void asked.push(['provide', tenant, tier]),
    withdraw: async (tenant) => void asked.push(['withdraw', tenant]),
    requests: async (...about) => {
      asked.push(['requests', ...about]);
      return 42;
    },
    ...failing,
  };
  return { asked, limiting };
};

const { clock, ask, result, newTenant, limitBy, reported, emptied } = useAdmin();

describe('a new tenant', () => {
  test('is of the standard tier, and has a key of it', async () => {
    const { asked, limiting } = keeping();
    limitBy(limiting);
    expect(await result('tenants.create', { name: 'C', id: 'contoso' })).toMatchObject({ tier: 'standard' });
    expect(await result('tenants.create', { name: 'F', id: 'fabrikam', tier: 'limited' })).toMatchObject({
      tier: 'limited',
    });
    expect(asked).toEqual([
      ['provide', 'contoso', 'standard'],
      ['provide', 'fabrikam', 'limited'],
    ]);
  });

  test('is there without a key, too; its operator is told, and the log says why', async () => {
    limitBy(keeping({ provide: outage }).limiting);
    const made = await result('tenants.create', { name: 'C', id: 'contoso' });
    expect(made['warning']).toContain('no API key yet');
    expect(reported()).toEqual([['api key failure', 'TooManyRequestsException']]);
    const { warning: _, ...tenant } = made;
    expect(await result('tenants.show', { tenant: 'contoso' })).toEqual(tenant);
    expect(await result('tenants.list')).toEqual({ tenants: [tenant] });
  });
});

describe('a tenant that changes its tier', () => {
  test('has a key of the new one first', async () => {
    const tenant = await newTenant();
    const tiers: unknown[] = [];
    const { limiting } = keeping({
      provide: async (id, tier) => {
        limitBy(keeping().limiting);
        tiers.push([tier, (await result('tenants.show', { tenant: id }))['tier']]);
      },
    });
    limitBy(limiting);
    expect(await result('tenants.set', { tenant, tier: 'limited' })).toMatchObject({ tier: 'limited' });
    expect(tiers).toEqual([['limited', 'standard']]);
  });

  test('stays in its own where there is no key', async () => {
    const tenant = await newTenant();
    limitBy(keeping({ provide: outage }).limiting);
    expect(await ask('tenants.set', { tenant, tier: 'limited', name: 'D' })).toMatchObject({ ok: false });
    expect(await result('tenants.show', { tenant })).toMatchObject({ tier: 'standard', name: 'C' });
  });

  test.each([
    ['any name', { name: 'D' }],
    ['whatever else', { groupNames: 'any' }],
  ])('asks for no key for the sake of %s', async (_, change) => {
    const tenant = await newTenant();
    const { asked, limiting } = keeping();
    limitBy(limiting);
    await result('tenants.set', { tenant, ...change });
    expect(asked).toEqual([]);
  });

  test('has to be there, and the tier too', async () => {
    const { asked, limiting } = keeping();
    limitBy(limiting);
    expect(await ask('tenants.set', { tenant: 'nobody', tier: 'limited' })).toEqual(
      refusal('notFound', 'nobody'),
    );
    const tenant = await newTenant();
    expect(await ask('tenants.set', { tenant, tier: 'golden' })).toEqual(
      refusal('invalidRequest', 'standard, limited'),
    );
    expect(asked).toEqual([['provide', tenant, 'standard']]);
  });
});

test('an imported tenant has a key once it is complete', async () => {
  const { asked, limiting } = keeping();
  limitBy(limiting);
  const source = 'a'.repeat(43);
  const created = '2026-01-01T00:00:00.000Z';
  const settings = { id: 'contoso', name: 'C', groupNames: 'unique', tier: 'limited', created, source };
  await result('tenants.import', settings);
  expect(asked).toEqual([]);
  expect(await result('tenants.imported', { tenant: 'contoso', source })).toMatchObject({ tier: 'limited' });
  expect(asked).toEqual([['provide', 'contoso', 'limited']]);
});

describe('a tenant that is deleted', () => {
  const purge = async (): Promise<string> => {
    const tenant = await newTenant();
    await result('tenants.delete', { tenant });
    clock.now += 90_000;
    const { purgingSince } = await result('tenants.purge', { tenant });
    await emptied(tenant, purgingSince);
    return tenant;
  };

  test('loses its keys before it is gone', async () => {
    const tenant = await purge();
    const { asked, limiting } = keeping();
    limitBy(limiting);
    expect(await result('tenants.forget', { tenant })).toEqual({ erased: 0, isGone: true });
    expect(asked).toEqual([['withdraw', tenant]]);
  });

  test('is there as long as it may have some', async () => {
    const tenant = await purge();
    limitBy(keeping({ withdraw: outage }).limiting);
    expect(await ask('tenants.forget', { tenant })).toMatchObject({ ok: false });
    limitBy(keeping().limiting);
    expect(await result('tenants.forget', { tenant })).toMatchObject({ isGone: true });
  });
});

describe('requests', () => {
  test.each([
    [{}, '2026-10-26'],
    [{ days: 1 }, '2026-11-24'],
    [{ days: 90 }, '2026-08-27'],
  ])('are counted by days of UTC up to today: %j', async (payload, from) => {
    expect(NOW).toBe(Date.parse('2026-11-24T12:00:00.000Z'));
    const tenant = await newTenant();
    const { asked, limiting } = keeping();
    limitBy(limiting);
    expect(await result('tenants.requests', { tenant, ...payload })).toEqual({
      tenant,
      from,
      to: '2026-11-24',
      requests: 42,
    });
    expect(asked).toEqual([['requests', tenant, from, '2026-11-24']]);
  });

  test('are left out where API Gateway does not say, and the log has why', async () => {
    const tenant = await newTenant();
    limitBy(keeping({ requests: outage }).limiting);
    expect(await result('tenants.requests', { tenant, days: 1 })).toEqual({
      tenant,
      from: '2026-11-24',
      to: '2026-11-24',
    });
    expect(reported()).toEqual([['request count failure', 'TooManyRequestsException']]);
  });

  test('are those of a tenant that there is, on days that API Gateway remembers', async () => {
    expect(await ask('tenants.requests', { tenant: 'nobody' })).toEqual(refusal('notFound', 'nobody'));
    const tenant = await newTenant();
    expect(await ask('tenants.requests', { tenant, days: 91 })).toEqual(refusal('invalidRequest', '1 to 90'));
  });
});
