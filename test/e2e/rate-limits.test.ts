/** The limits of tenants, through the service as it is deployed: its usage plans, and the keys that it makes itself. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Tier } from '../../lambda/tenancy/tenant/tier.ts';
import { AwsServiceError } from '../../local/aws/service-error.ts';
import { asError, call, type ScimAnswer, scimError } from './scim.ts';
import { type Service, startService, type Tenant } from './service.ts';

let service: Service;

beforeAll(async () => {
  // Two requests at one moment; and API Gateway asks the authorizer each time.
  service = await startService({
    context: { 'scim:authorizerCacheSeconds': '0', 'scim:limitedRequestsPerSecond': '1' },
  });
}, 60_000);
afterAll(() => service?.close());

const set = (tenant: Tenant, tier: Tier) =>
  service.admin.invoke('tenants.set', { tenant: tenant.tenantId, tier });

/** Has the key of a tier be one that API Gateway knows for long. */
const settle = ({ tenantId }: Tenant, tier: Tier) =>
  service.update({
    Key: { pk: `T#${tenantId}`, sk: 'settings' },
    UpdateExpression: 'SET #key.since = :since',
    ExpressionAttributeNames: { '#key': `${tier}Key` },
    ExpressionAttributeValues: { ':since': '2026-01-01T00:00:00.000Z' },
  });

/** Answers to requests that are sent one after another, at once. */
const burst = async (tenant: Tenant, count: number): Promise<readonly ScimAnswer[]> =>
  Promise.all(Array.from({ length: count }, () => call(tenant, 'GET', '/ServiceProviderConfig')));
const statuses = (answers: readonly ScimAnswer[]) => new Set(answers.map(({ status }) => status));

describe('a tenant of the limited tier', () => {
  test('is told 429 beyond its limit, as SCIM says it and when to come again; others are not', async () => {
    const [limited, other] = [await service.openTenant(), await service.openTenant()];
    await set(limited, 'limited');
    await settle(limited, 'limited');
    await settle(other, 'standard');
    const answers = await burst(limited, 30);
    expect(statuses(answers)).toEqual(new Set([200, 429]));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(10);
    for (const answer of refused) {
      expect(asError(answer)).toEqual(scimError(429));
      expect(answer.headers['retry-after']).toBe('2');
    }
    expect(statuses(await burst(other, 30))).toEqual(new Set([200]));
  });

  test('is not limited as long as API Gateway may not know its key', async () => {
    const tenant = await service.openTenant();
    await set(tenant, 'limited');
    expect(statuses(await burst(tenant, 30))).toEqual(new Set([200]));
  });

  test('is no longer limited once it is in the other one', async () => {
    const tenant = await service.openTenant();
    await set(tenant, 'limited');
    await settle(tenant, 'limited');
    await settle(tenant, 'standard');
    expect(statuses(await burst(tenant, 20))).toEqual(new Set([200, 429]));
    await set(tenant, 'standard');
    expect(statuses(await burst(tenant, 30))).toEqual(new Set([200]));
  });
});

describe('a tenant without a key', () => {
  test('is served all the same, and told 403 for it at no time', async () => {
    service.aws.failWith('apiGateway', new AwsServiceError(429, 'LimitExceededException', 'no more keys'));
    const tenant = await service.openTenant();
    service.aws.failWith('apiGateway', undefined);
    expect(statuses(await burst(tenant, 30))).toEqual(new Set([200]));
    // Asking again makes the key that it lacks.
    await set(tenant, 'standard');
    await settle(tenant, 'standard');
    expect(statuses(await burst(tenant, 3))).toEqual(new Set([200]));
  });

  test('whose key somebody has removed is told that the service is at fault, until its tier is set again', async () => {
    const tenant = await service.openTenant();
    await settle(tenant, 'standard');
    const settings = (await service.items()).find(
      ({ pk, sk }) => pk === `T#${tenant.tenantId}` && sk === 'settings',
    );
    const removed = await fetch(`${service.aws.url}/apikeys/${Object(settings?.['standardKey']).id}`, {
      method: 'DELETE',
    });
    expect(removed.status).toBe(202);
    const [answer] = await burst(tenant, 1);
    expect(answer && asError(answer)).toEqual(scimError(503));
    expect(answer?.headers['retry-after']).toBe('30');
    await set(tenant, 'standard');
    expect(statuses(await burst(tenant, 3))).toEqual(new Set([200]));
  });
});

test('requests are counted by tenant', async () => {
  const tenant = await service.openTenant();
  await settle(tenant, 'standard');
  await burst(tenant, 7);
  const { requests } = await service.admin.invoke('tenants.requests', { tenant: tenant.tenantId });
  expect(requests).toBe(7);
});
