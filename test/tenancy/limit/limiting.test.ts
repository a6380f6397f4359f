/** The keys of tenants, by the SDK's client and the real store, against the local server's API Gateway. */
import { APIGatewayClient } from '@aws-sdk/client-api-gateway';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { ApiKey } from '../../../lambda/tenancy/limit/api-key.ts';
import { limiting } from '../../../lambda/tenancy/limit/limiting.ts';
import { usagePlans } from '../../../lambda/tenancy/limit/usage-plans.ts';
import type { Table } from '../../../lambda/tenancy/table.ts';
import { tenantStore } from '../../../lambda/tenancy/tenant/tenant-store.ts';
import { type AwsEndpoint, startAwsEndpoint } from '../../../local/aws/endpoint.ts';
import { AwsServiceError } from '../../../local/aws/service-error.ts';
import { IN_MEMORY, openDataFolder } from '../../../local/data-folder.ts';
import { keptUsagePlans, type UsagePlans } from '../../../local/usage-plans.ts';
import { clientOf, TABLE, useDatabase } from '../../harness/database.ts';
import { contoso, KEY_PREFIX, NOW } from '../support.ts';

const BY = { tokenId: 'admin', requestId: 'request-1' };
const PLANS = { standard: 'plan-s', limited: 'plan-l' };

const database = useDatabase();
let table: Table;
let aws: AwsEndpoint;
let client: APIGatewayClient;
let gateway: UsagePlans;
let now: number;
let count = 0;
let tenant: string;

beforeAll(() => {
  table = { client: clientOf(database.endpoint()), name: TABLE.TableName };
});
afterAll(() => table.client.destroy());

beforeEach(async () => {
  now = NOW;
  gateway = await keptUsagePlans(
    await openDataFolder(IN_MEMORY),
    Object.values(PLANS).map((id) => ({ id, throttle: undefined })),
    [],
    () => now,
  );
  aws = await startAwsEndpoint({
    secret: { arn: '', value: () => '', replace: async () => {} },
    usagePlans: gateway,
    lambda: new Promise(() => {}),
  });
  client = new APIGatewayClient({
    endpoint: aws.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });
  count += 1;
  tenant = `limited-${count}`;
  await tenantStore(table).create({ ...contoso, id: tenant }, BY);
});
afterEach(async () => {
  client.destroy();
  await aws.stop();
});

const limits = (keyPrefix = KEY_PREFIX) =>
  limiting({
    tenants: tenantStore(table),
    plans: usagePlans(client, PLANS, keyPrefix),
    keyPrefix,
    now: () => now,
  });
const noted = async () => (await tenantStore(table).open(tenant))?.apiKeys;
const namesIn = (plan: string) => gateway.keysIn(plan).map(({ name }) => name);

describe('a tenant is provided', () => {
  test('with a key that is in the plan of its tier, and named after it', async () => {
    await limits().provide(tenant, 'standard', BY);
    const [key] = gateway.keysIn(PLANS.standard);
    expect(key).toMatchObject({ name: `${KEY_PREFIX}${tenant}-standard` });
    expect(key?.value).toMatch(/^scim-tests-[0-9A-Za-z]{32}$/);
    const since = new Date(NOW).toISOString();
    expect(await noted()).toEqual({ standard: { id: key?.id, value: key?.value, since } });
  });

  test('once, however often it is asked for', async () => {
    await limits().provide(tenant, 'standard', BY);
    const before = await noted();
    now += 1;
    await limits().provide(tenant, 'standard', BY);
    expect(await noted()).toEqual(before);
    expect(gateway.keysIn(PLANS.standard)).toHaveLength(1);
  });

  test('with one a tier: a key that may be in use is not moved', async () => {
    await limits().provide(tenant, 'standard', BY);
    await limits().provide(tenant, 'limited', BY);
    expect([namesIn(PLANS.standard), namesIn(PLANS.limited)]).toEqual([
      [`${KEY_PREFIX}${tenant}-standard`],
      [`${KEY_PREFIX}${tenant}-limited`],
    ]);
  });

  test('with another one where somebody has removed it', async () => {
    await limits().provide(tenant, 'standard', BY);
    const { id = '' } = (await noted())?.standard ?? {};
    await gateway.remove(id);
    now += 1;
    await limits().provide(tenant, 'standard', BY);
    const [key] = gateway.keysIn(PLANS.standard);
    expect((await noted())?.standard).toEqual({
      id: key?.id,
      value: key?.value,
      since: new Date(now).toISOString(),
    });
    expect(key?.id).not.toBe(id);
  });

  test('with one of this deployment; that of another one is left alone', async () => {
    await limits('scim-former-').provide(tenant, 'standard', BY);
    await limits().provide(tenant, 'standard', BY);
    expect((await noted())?.standard?.value).toMatch(/^scim-tests-/);
    expect(namesIn(PLANS.standard)).toEqual([
      `scim-former-${tenant}-standard`,
      `${KEY_PREFIX}${tenant}-standard`,
    ]);
  });

  test('with one even if it is asked for twice at once, and no other is left over', async () => {
    const both = await Promise.allSettled([1, 2].map(() => limits().provide(tenant, 'standard', BY)));
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const keys = gateway.keysIn(PLANS.standard);
    expect(keys.map(({ id }) => id)).toEqual([(await noted())?.standard?.id]);
  });
});

describe('what fails leaves nothing behind', () => {
  test('no key that is in no plan', async () => {
    const missing = limiting({
      tenants: tenantStore(table),
      plans: usagePlans(client, { ...PLANS, standard: 'no-plan' }, KEY_PREFIX),
      keyPrefix: KEY_PREFIX,
      now: () => now,
    });
    const created: string[] = [];
    const { create } = gateway;
    Object.assign(gateway, {
      create: async (...names: Parameters<typeof create>) => {
        const key = await create(...names);
        created.push(key?.id ?? '');
        return key;
      },
    });
    await expect(missing.provide(tenant, 'standard', BY)).rejects.toMatchObject({
      name: 'NotFoundException',
    });
    expect(created).toHaveLength(1);
    expect(gateway.key(created[0] ?? '')).toBeUndefined();
    expect(await noted()).toEqual({});
  });

  test('no note of a key that was not made', async () => {
    aws.failWith('apiGateway', new AwsServiceError(429, 'LimitExceededException', 'API key limit'));
    await expect(limits().provide(tenant, 'standard', BY)).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('no more API keys'),
    });
    expect(await noted()).toEqual({});
  });

  test('no key of a tenant that there is not', async () => {
    await expect(limits().provide('nobody-here', 'standard', BY)).rejects.toMatchObject({ code: 'conflict' });
    expect(gateway.keysIn(PLANS.standard)).toEqual([]);
  });
});

test('all keys of a tenant are withdrawn, again where it was cut short, and those of others stay', async () => {
  const other: ApiKey = {
    ...(await usagePlans(client, PLANS, KEY_PREFIX).issue('b', 'standard')),
    since: '',
  };
  await limits().provide(tenant, 'standard', BY);
  await limits().provide(tenant, 'limited', BY);
  await gateway.remove((await noted())?.limited?.id ?? '');
  await limits().withdraw(tenant);
  await limits().withdraw(tenant);
  expect(gateway.keysIn(PLANS.standard).map(({ id }) => id)).toEqual([other.id]);
  expect(gateway.keysIn(PLANS.limited)).toEqual([]);
});

test('requests are those of all its keys on the days that are asked for', async () => {
  await limits().provide(tenant, 'standard', BY);
  await limits().provide(tenant, 'limited', BY);
  const use = async (tier: 'standard' | 'limited', times: number) => {
    const { value } = (await noted())?.[tier] ?? {};
    for (let time = 0; time < times; time += 1) gateway.admit(value);
  };
  await use('standard', 3);
  now += 24 * 3600_000;
  await use('limited', 4);
  const [first, second] = ['2026-11-24', '2026-11-25'];
  expect(await limits().requests(tenant, first, second)).toBe(7);
  expect(await limits().requests(tenant, second, second)).toBe(4);
  expect(await limits().requests(tenant, '2026-11-26', '2026-11-27')).toBe(0);
});
