import { randomUUID } from 'node:crypto';
import { paginateScan } from '@aws-sdk/lib-dynamodb';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { clientStore } from '../../lambda/tenancy/credential/client-store.ts';
import { eraseCredentials } from '../../lambda/tenancy/credential/erasure.ts';
import { tokenStore } from '../../lambda/tenancy/credential/token-store.ts';
import { TenancyError } from '../../lambda/tenancy/error.ts';
import { adminOperations } from '../../lambda/tenancy/operations/index.ts';
import { pepperSecret } from '../../lambda/tenancy/pepper/rotation.ts';
import type { Table } from '../../lambda/tenancy/table.ts';
import { deleteEmptinessNote, noteEmptiness } from '../../lambda/tenancy/tenant/emptiness.ts';
import type { Tenant } from '../../lambda/tenancy/tenant/tenant.ts';
import { type TenantStore, tenantStore } from '../../lambda/tenancy/tenant/tenant-store.ts';
import { clientOf, freshTable, useDatabase } from '../harness/database.ts';
import { heldText, NOW, onePepper, unlimited } from './support.ts';

const database = useDatabase();
const by = { tokenId: 'admin', requestId: randomUUID() };
const SOURCE = 'a'.repeat(43);

let table: Table;
let drop: () => Promise<void>;
let now: number;
/** What was noted of new directories. */
let opened: string[];

beforeEach(async () => {
  const client = clientOf(database.endpoint());
  const fresh = await freshTable(client);
  table = { client, name: fresh.name };
  now = NOW;
  opened = [];
  drop = async () => {
    await fresh.drop();
    client.destroy();
  };
});
afterEach(() => drop());

const operations = (tenants: TenantStore = tenantStore(table)) =>
  adminOperations({
    ...unlimited,
    tenants,
    tokens: tokenStore(table),
    clients: clientStore(table),
    peppers: onePepper,
    pepperSecret: pepperSecret(table, heldText(), () => now),
    jwksHosts: ['login.microsoftonline.com'],
    openDirectory: async (tenant) => void opened.push(tenant),
    eraseCredentials: (tenant) => eraseCredentials(table, tenant),
    authorizerCacheSeconds: 60,
    now: () => now,
  });

const items = async (): Promise<readonly Record<string, unknown>[]> => {
  const all: Record<string, unknown>[] = [];
  for await (const { Items = [] } of paginateScan({ client: table.client }, { TableName: table.name }))
    all.push(...Items);
  return all;
};

const refusedAs = (code: TenancyError['code'], message: string) =>
  expect.objectContaining({ name: 'TenancyError', code, message: expect.stringContaining(message) });

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'ok',
    (error: unknown) => (error instanceof TenancyError ? error.code : error),
  );

describe('a tenant that is imported', () => {
  const settings = {
    id: 'contoso',
    name: 'Contoso',
    groupNames: 'any',
    created: '2026-01-01T00:00:00.000Z',
    source: SOURCE,
  } as const;

  test('is as it was, and nobody’s to use until it is complete', async () => {
    const tenant = await operations()['tenants.import'](settings, by);
    expect(tenant).toEqual({
      id: 'contoso',
      name: 'Contoso',
      groupNames: 'any',
      tier: 'standard',
      created: settings.created,
      status: 'suspended',
      importing: SOURCE,
    });
    expect(opened).toEqual(['contoso']);
    await expect(operations()['tenants.resume']({ tenant: 'contoso' }, by)).rejects.toEqual(
      refusedAs('conflict', 'is being imported'),
    );
    const done = await operations()['tenants.imported']({ tenant: 'contoso', source: SOURCE }, by);
    const { importing: _, ...complete } = tenant;
    expect(done).toEqual({ ...complete, status: 'active' });
    expect(await operations()['tenants.list']({}, by)).toEqual({ tenants: [done] });
  });

  test('stays suspended on request', async () => {
    await operations()['tenants.import'](settings, by);
    const payload = { tenant: 'contoso', source: SOURCE, keepSuspended: true };
    expect(await operations()['tenants.imported'](payload, by)).toMatchObject({ status: 'suspended' });
  });

  test('is gone on with by the same export, and by no other', async () => {
    const first = await operations()['tenants.import'](settings, by);
    expect(await operations()['tenants.import'](settings, by)).toEqual(first);
    const other = { ...settings, source: 'b'.repeat(43) };
    expect(await codeOf(operations()['tenants.import'](other, by))).toBe('alreadyExists');
    const ended = { tenant: 'contoso', source: other.source };
    expect(await codeOf(operations()['tenants.imported'](ended, by))).toBe('conflict');
  });

  test('does not take the place of one that there is', async () => {
    await operations()['tenants.create']({ id: 'contoso', name: 'Contoso' }, by);
    await expect(operations()['tenants.import'](settings, by)).rejects.toEqual(
      refusedAs('alreadyExists', '--as ID'),
    );
    const ended = { tenant: 'contoso', source: SOURCE };
    expect(await codeOf(operations()['tenants.imported'](ended, by))).toBe('conflict');
  });
});

describe('a tenant that is deleted', () => {
  const tenant = 'contoso';

  beforeEach(async () => {
    await operations()['tenants.create']({ id: tenant, name: 'Contoso' }, by);
    await operations()['tenants.create']({ id: 'contoso-2', name: 'Another' }, by);
  });

  test('waits for what the authorizer has let in, and for its last requests', async () => {
    const begun = await operations()['tenants.delete']({ tenant }, by);
    expect(begun).toMatchObject({ tenant: { status: 'deleting' }, waitSeconds: 90 });
    now += 30_000;
    expect(await operations()['tenants.delete']({ tenant }, by)).toMatchObject({ waitSeconds: 60 });
    await expect(operations()['tenants.purge']({ tenant }, by)).rejects.toEqual(
      refusedAs('conflict', 'for another 60 seconds'),
    );
    now += 60_000;
    expect(await operations()['tenants.delete']({ tenant }, by)).toMatchObject({ waitSeconds: 0 });
    expect(await operations()['tenants.purge']({ tenant }, by)).toMatchObject({
      purgingSince: new Date(now).toISOString(),
    });
  });

  test('whose deletion was taken back and begun anew meanwhile waits anew', async () => {
    await operations()['tenants.delete']({ tenant }, by);
    const former = await operations()['tenants.show']({ tenant }, by);
    now += 90_000;
    await operations()['tenants.resume']({ tenant }, by);
    await operations()['tenants.delete']({ tenant }, by);
    let reads = 0;
    const tenants = tenantStore(table);
    const late: TenantStore = {
      ...tenants,
      read: async (id) => {
        reads += 1;
        return reads === 1 ? former : tenants.read(id);
      },
    };
    await expect(operations(late)['tenants.purge']({ tenant }, by)).rejects.toEqual(
      refusedAs('conflict', 'has begun anew meanwhile'),
    );
    expect(await tenants.read(tenant)).not.toHaveProperty('purgingSince');
  });

  test('is given no API key once what it has is being deleted, in the place of another neither', async () => {
    const tenants = tenantStore(table);
    const key = (id: string) => ({ id, value: `value-${id}`, since: new Date(NOW).toISOString() });
    await tenants.giveKey(tenant, 'standard', { key: key('one'), former: undefined }, by);
    await operations()['tenants.delete']({ tenant }, by);
    now += 90_000;
    await operations()['tenants.purge']({ tenant }, by);
    const given = [
      tenants.giveKey(tenant, 'limited', { key: key('two'), former: undefined }, by),
      tenants.giveKey(tenant, 'standard', { key: key('two'), former: key('one') }, by),
    ];
    expect(await Promise.all(given.map(codeOf))).toEqual(['conflict', 'conflict']);
    expect((await tenants.open(tenant))?.apiKeys).toEqual({ standard: key('one') });
  });

  test('is given no credentials', async () => {
    await operations()['tenants.delete']({ tenant }, by);
    expect(await codeOf(operations()['tokens.create']({ tenant }, by))).toBe('notFound');
  });

  test('loses nothing before it is purged', async () => {
    await operations()['tokens.create']({ tenant }, by);
    const before = (await items()).length;
    expect(await codeOf(operations()['tenants.forget']({ tenant }, by))).toBe('conflict');
    expect(await codeOf(operations()['tenants.purge']({ tenant: 'contoso-2' }, by))).toBe('conflict');
    await operations()['tenants.delete']({ tenant }, by);
    expect(await codeOf(operations()['tenants.forget']({ tenant }, by))).toBe('conflict');
    expect(await items()).toHaveLength(before);
  });

  /** What the maintenance function notes in the end. */
  const purged = async (more: Partial<Tenant> = {}) =>
    noteEmptiness(
      table,
      { ...(await operations()['tenants.show']({ tenant }, by)), ...more },
      { tokenId: 'maintenance', requestId: 'request-2' },
      now,
    );

  test('is not forgotten before its directory was emptied by this purge', async () => {
    await operations()['tokens.create']({ tenant }, by);
    await operations()['tenants.delete']({ tenant }, by);
    now += 90_000;
    await operations()['tenants.purge']({ tenant }, by);
    const before = (await items()).length;
    const refused = refusedAs('conflict', 'is not known to be empty; delete it by tenants delete contoso');
    await expect(operations()['tenants.forget']({ tenant }, by)).rejects.toEqual(refused);
    // Of a tenant that had the same id.
    await purged({ purgingSince: '2026-01-01T00:00:00.000Z' });
    await expect(operations()['tenants.forget']({ tenant }, by)).rejects.toEqual(refused);
    expect(await items()).toHaveLength(before + 1);

    await purged();
    expect(await operations()['tenants.forget']({ tenant }, by)).toEqual({ erased: 1, isGone: false });
    expect(await operations()['tenants.forget']({ tenant }, by)).toEqual({ erased: 0, isGone: true });
    expect((await items()).filter(({ pk }) => String(pk).startsWith(`T#${tenant}#`))).toEqual([]);
  });

  test('whose deletion ended between the note and the settings is emptied and forgotten once more', async () => {
    await operations()['tenants.delete']({ tenant }, by);
    now += 90_000;
    await operations()['tenants.purge']({ tenant }, by);
    await purged();
    await deleteEmptinessNote(table, tenant);
    expect(await codeOf(operations()['tenants.forget']({ tenant }, by))).toBe('conflict');
    await purged();
    expect(await operations()['tenants.forget']({ tenant }, by)).toEqual({ erased: 0, isGone: true });
  });

  test('leaves nothing: no token, no client, no secret, no identity, no settings, no line of the list', async () => {
    const other = await operations()['tokens.create']({ tenant: 'contoso-2' }, by);
    const kept = (await items()).filter(({ pk, sk }) => JSON.stringify([pk, sk]).includes('contoso-2'));
    for (let index = 0; index < 3; index += 1) await operations()['tokens.create']({ tenant }, by);
    const { client } = await operations()['clients.create']({ tenant }, by);
    await operations()['secrets.create']({ tenant, clientId: client.clientId }, by);
    await operations()['clients.create']({ tenant, withoutSecret: true }, by);
    await operations()['tenants.delete']({ tenant }, by);
    now += 90_000;
    await operations()['tenants.purge']({ tenant }, by);
    await purged();

    expect(await operations()['tenants.forget']({ tenant }, by)).toEqual({ erased: 5, isGone: false });
    expect(await operations()['tenants.forget']({ tenant }, by)).toEqual({ erased: 0, isGone: true });
    const left = await items();
    expect(left).toHaveLength(kept.length + 1);
    expect(left).toEqual(expect.arrayContaining([...kept]));
    expect(left.map(({ pk }) => pk)).toContain(`token#${other.tokenId}`);
    expect(await codeOf(operations()['tenants.show']({ tenant }, by))).toBe('notFound');
  });
});
