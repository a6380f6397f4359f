/** What an operator does to one tenant: every call of the database that it makes, and whose it is. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { MaintenanceOperation } from '../../../lambda/maintenance/operations.ts';
import { OPERATIONS } from '../../../lambda/maintenance/operations.ts';
import { adminOperations, type OperationName } from '../../../lambda/tenancy/operations/index.ts';
import type { ConflictProxy } from '../../harness/conflict-proxy.ts';
import { type Service, startConflictingService, type Tenant } from '../service.ts';
import { belongsTo } from './belongs.ts';
import { everyOperation, performer } from './operations.ts';
import { type Touched, touchedBy } from './touched.ts';

/** Those that are about all tenants, or about none. */
const OF_NO_TENANT = ['tenants.list', 'peppers.list', 'peppers.rotate', 'peppers.remove'];

/** What there is, by the names that an operator uses. */
const ALL = [
  ...Object.keys(adminOperations(Object.create(null))).filter((name) => !OF_NO_TENANT.includes(name)),
  ...Object.keys(OPERATIONS),
];

const ENTRA = {
  issuer: 'https://login.microsoftonline.com/6babcaad-604b-40ac-a9d7-9fd97c0b779f/v2.0',
  audience: 'api://scim',
  subject: '11111111-2222-3333-4444-555555555555',
};

let service: Service & { readonly proxy: ConflictProxy };
let neighbour: Tenant;

beforeAll(async () => {
  service = await startConflictingService();
  // With the same names, so that there is something to be found where nobody may look.
  neighbour = await service.openTenant();
  await everyOperation(performer(neighbour, (_, request) => request()));
}, 120_000);

afterAll(() => service?.close());

/** Does things to one tenant, and keeps whatever they touch that is not its own. */
const observer = (tenantId: string) => {
  const credentials: string[] = [];
  const isOwn = belongsTo({ tenantId, credentials });
  // The line of the list of tenants that is the tenant's.
  const isListed = ({ pk, sk }: Touched) => pk === 'tenants' && sk === tenantId;
  const foreign: unknown[] = [];
  const calls = new Map<string, number>();

  const observe = async <Result>(name: string, request: () => Promise<Result>): Promise<Result> => {
    service.proxy.reset();
    const result = await request();
    for (const id of JSON.stringify(result ?? '').matchAll(/"(?:tokenId|clientId)":"([\w-]+)"/g))
      credentials.push(id[1] ?? '');
    const made = service.proxy.calls();
    calls.set(name, (calls.get(name) ?? 0) + made.length);
    const touched = made.flatMap(touchedBy).filter((one) => !isOwn(one) && !isListed(one));
    foreign.push(...touched.map((one) => [name, one]));
    return result;
  };

  return {
    foreign,
    calls,
    admin: ((name: OperationName, payload: never) =>
      observe(name, () => service.operator.invoke(name, payload))) as Service['operator']['invoke'],
    /** Step after step, until there is no more of it. */
    maintain: async (name: MaintenanceOperation, payload: object): Promise<readonly object[]> => {
      const steps: object[] = [];
      let state: unknown;
      do {
        const step = await observe(name, () =>
          service.maintenance.step(name, { tenant: tenantId, ...payload, ...(state ? { state } : {}) }),
        );
        steps.push(step);
        state = 'state' in step ? step.state : undefined;
      } while (state);
      return steps;
    },
  };
};

describe('of every operation on a tenant', () => {
  test('no call of the database touches what is of another one', async () => {
    const tenant = 'contoso';
    const { admin, maintain, foreign, calls } = observer(tenant);

    await admin('tenants.create', { name: 'Contoso', id: tenant });
    await admin('tenants.show', { tenant });
    await admin('tenants.set', { tenant, tier: 'limited' });
    await admin('tenants.requests', { tenant });
    await admin('tenants.suspend', { tenant });
    await admin('tenants.resume', { tenant });

    const token = await admin('tokens.create', { tenant });
    const { issued } = await admin('tokens.rotate', { tenant, tokenId: token.tokenId });
    await admin('tokens.list', { tenant });
    const { client } = await admin('clients.create', { tenant });
    const { clientId } = client;
    const { secretId } = await admin('secrets.create', { tenant, clientId });
    await admin('secrets.rotate', { tenant, clientId, secretId });
    await admin('secrets.list', { tenant, clientId });
    const { identityId } = await admin('identities.create', { tenant, clientId, ...ENTRA });
    await admin('identities.list', { tenant, clientId });
    await admin('clients.list', { tenant });

    const opened = { ...neighbour, tenantId: tenant, token: issued.token, tokenId: issued.tokenId };
    await everyOperation(performer(opened, (_, request) => request()));
    await maintain('fsck', { groupNames: 'unique', repair: true });
    await maintain('reindex', { groupNames: 'unique' });
    await maintain('usage', {});
    const exported = await maintain('export', {});

    await admin('identities.revoke', { tenant, clientId, identityId });
    await admin('secrets.revoke', { tenant, clientId, secretId });
    await admin('clients.revoke', { tenant, clientId });
    await admin('tokens.revoke', { tenant, tokenId: token.tokenId });

    const removeAll = async () => {
      await admin('tenants.delete', { tenant });
      // Long ago, as both copies of the tenant say.
      for (const Key of [
        { pk: `T#${tenant}`, sk: 'settings' },
        { pk: 'tenants', sk: tenant },
      ])
        await service.update({
          Key,
          UpdateExpression: 'SET deletingSince = :since',
          ExpressionAttributeValues: { ':since': '2026-01-01T00:00:00.000Z' },
        });
      await admin('tenants.purge', { tenant });
      await maintain('purge', {});
      let isGone = false;
      while (!isGone) ({ isGone } = await admin('tenants.forget', { tenant }));
    };
    await removeAll();

    const source = 'a'.repeat(43);
    const created = '2026-01-01T00:00:00.000Z';
    await admin('tenants.import', { id: tenant, name: 'Contoso', groupNames: 'unique', created, source });
    for (const step of exported) {
      const lines = 'lines' in step ? step.lines : [];
      await maintain('import', { groupNames: 'unique', lines });
    }
    await maintain('recount', {});
    await admin('tenants.imported', { tenant, source });
    await removeAll();

    expect(foreign).toEqual([]);
    expect([...calls.keys()].toSorted()).toEqual(ALL.toSorted());
    const examined = [...calls.values()].reduce((sum, count) => sum + count, 0);
    expect(examined).toBeGreaterThan(300);
    console.info(`${examined} calls of the database were examined, of ${calls.size} operations`);
  }, 240_000);
});
