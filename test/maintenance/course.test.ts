import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { maintenance } from '../../lambda/maintenance/maintenance.ts';
import type { Table } from '../../lambda/store/dynamo/table.ts';
import { NOTHING_LEFT_OUT } from '../../lambda/store/dynamo/transfer/importing.ts';
import { isEmpty } from '../../lambda/tenancy/tenant/emptiness.ts';
import type { Tenant } from '../../lambda/tenancy/tenant/tenant.ts';
import { clientOf, freshTable, freshTenant, useDatabase } from '../harness/database.ts';
import { itemsOf } from '../harness/invariants.ts';
import { contoso } from '../tenancy/support.ts';

const database = useDatabase();

let table: Table;
let drop: () => Promise<void>;
let tenant: string;
/** What the tenant is; undefined where there is none. */
let found: Tenant | undefined;
let logged: unknown[];

beforeEach(async () => {
  const client = clientOf(database.endpoint());
  const fresh = await freshTable(client);
  table = { client, name: fresh.name };
  tenant = freshTenant();
  found = { ...contoso, id: tenant };
  logged = [];
  drop = async () => {
    await fresh.drop();
    client.destroy();
  };
});
afterEach(() => drop());

const run = (operation: string, payload: object = {}) => {
  const keep = (_: unknown, ...more: readonly unknown[]) => void logged.push(more[0]);
  const handler = maintenance({
    table,
    readTenant: async () => found,
    now: () => Date.parse('2026-11-24T12:00:00.000Z'),
    logger: { info: keep, error: keep },
    metrics: { addMetric: () => {}, publishStoredMetrics: () => {} },
  });
  const context = { awsRequestId: 'request-1', getRemainingTimeInMillis: () => 20_000 };
  return handler({ operation, tenant, ...payload }, context);
};

const importing = (): void => {
  if (found) found = { ...found, status: 'suspended', importing: 'this' };
};

const id = '0b6f1d0e-0000-4000-8000-00000000000a';
const at = '2026-11-24T11:00:00.000Z';
const by = { token: 't', request: 'r', ip: '-', dialect: 'other', write: 'w' };
const attributes = { userName: 'Ada@Example.com', active: true };
const user = { kind: 'User', id, version: 3, created: at, lastModified: at, attributes, by };
const lines = [user];
const groupNames = 'unique';

const refused = (code: string, message: string) => ({
  ok: false,
  error: { code, message: expect.stringContaining(message) },
});

test.each([['active'], ['suspended'], ['deleting']] as const)(
  'nothing is imported into a tenant that is %s',
  async (status) => {
    if (found) found = { ...found, status };
    expect(await run('import', { lines, groupNames })).toEqual(refused('conflict', 'is not being imported'));
    expect(await run('recount')).toEqual(refused('conflict', 'is not being imported'));
    expect(await itemsOf(table.client, table.name, tenant)).toEqual([]);
  },
);

test('nothing is imported into a tenant that there is none of', async () => {
  found = undefined;
  expect(await run('import', { lines, groupNames })).toEqual(refused('notFound', 'there is no tenant'));
});

test('what is imported is audited without what it holds, and read out as it was', async () => {
  importing();
  expect(await run('import', { lines, groupNames })).toEqual({
    ok: true,
    result: { problems: [], leftOut: NOTHING_LEFT_OUT },
  });
  expect(await run('recount')).toMatchObject({ ok: true, result: { progress: { fraction: 1 } } });
  if (found) found = { ...contoso, id: tenant };
  expect(await run('export')).toMatchObject({ ok: true, result: { lines: [user] } });
  expect(await run('usage')).toMatchObject({
    ok: true,
    result: { usage: { users: 1, groups: 0, memberships: 0 } },
  });
  expect(logged).toEqual([
    { audit: { operation: 'import', tenant, written: 1, refused: 0, request: 'request-1' } },
    { audit: { operation: 'recount', tenant, request: 'request-1' } },
    { audit: { operation: 'export', tenant, read: 1, request: 'request-1' } },
  ]);
});

test('a check says what is wrong with each line, writes nothing, and asks for no tenant', async () => {
  found = undefined;
  const wrong = { ...user, attributes: { userName: 7 } };
  const many = Array.from({ length: 41 }, (_, index) => ({ value: `a${index}@example.com` }));
  const indexed = { ...user, attributes: { ...attributes, emails: many } };
  expect(await run('import', { lines: [user, wrong, {}, indexed], groupNames, check: true })).toEqual({
    ok: true,
    result: {
      problems: [
        { line: 1, message: `the schemas do not allow the attributes of the User ${id}` },
        { line: 2, message: 'no line of this kind belongs here' },
        { line: 3, message: `the User ${id} has too many indexed values` },
      ],
      leftOut: NOTHING_LEFT_OUT,
    },
  });
  expect(await itemsOf(table.client, table.name, tenant)).toEqual([]);
  expect(logged).toEqual([]);
});

test('a check finds what would be written twice at a time, and what is too large for the table', async () => {
  const tombstone = { ...user, kind: 'tombstone', type: 'User', deleted: at };
  const large = { ...tombstone, attributes: { ...attributes, title: 'x'.repeat(410_000) } };
  const gates = Array(16).fill({ version: 0, lastModified: at, by });
  const members = { kind: 'members', group: id, shard: 'a', members: [{ id, type: 'User', by }] };
  const group = { ...user, kind: 'Group', attributes: { displayName: 'Sales' }, gates };
  const given = [user, group, members, members, tombstone, tombstone, large];
  expect(await run('import', { lines: given, groupNames, check: true })).toMatchObject({
    ok: true,
    result: {
      problems: [
        { line: 1, message: 'it, or what it is about, is there twice' },
        { line: 3, message: 'it, or what it is about, is there twice' },
        { line: 5, message: 'it, or what it is about, is there twice' },
        { line: 6, message: 'the tombstone is larger than 400 KB' },
      ],
    },
  });
});

test.each<[string, object, string]>([
  ['import', { lines: {}, groupNames }, 'lines has to be a list of at most 1000 lines'],
  ['import', { lines: Array(1_001).fill(user), groupNames }, 'lines has to be a list of at most 1000 lines'],
  ['export', { state: { part: 'tokens', after: '', total: 0, done: 0 } }, 'state has to be what the step'],
  ['recount', { state: { part: 'counters', at: 256 } }, 'state has to be what the step'],
  ['purge', { state: -1 }, 'state has to be what the step'],
  ['usage', { state: { users: 'all' } }, 'state has to be what the step'],
])('%s of %j is refused', async (operation, payload, message) => {
  expect(await run(operation, payload)).toEqual(refused('invalidRequest', message));
});

describe.each<[string, Partial<Tenant>, string]>([
  ['imported', { status: 'suspended', importing: 'this' }, 'is being imported; complete the import'],
  [
    'deleted',
    { status: 'deleting', deletingSince: at, purgingSince: at },
    'is being deleted, and nothing whole',
  ],
])('a tenant that is being %s', (_, state, message) => {
  test.each<[string, object]>([
    ['export', {}],
    ['reindex', { groupNames }],
    ['fsck', { groupNames, repair: true }],
  ])('is not there for %s of %j', async (operation, payload) => {
    found = { ...contoso, id: tenant, ...state };
    expect(await run(operation, payload)).toEqual(refused('conflict', message));
  });

  test('may be looked at', async () => {
    found = { ...contoso, id: tenant, ...state };
    expect(await run('fsck', { groupNames })).toMatchObject({ ok: true });
  });
});

test.each<[string, Partial<Tenant>]>([
  ['in use', {}],
  ['suspended', { status: 'suspended' }],
  ['about to go, and may still be exported', { status: 'deleting', deletingSince: at }],
])('nothing is purged of a tenant that is %s', async (_, state) => {
  importing();
  await run('import', { lines, groupNames });
  if (found) found = { ...found, status: 'active', ...state };
  expect(await run('purge')).toEqual(refused('conflict', 'is not being deleted'));
  expect(await itemsOf(table.client, table.name, tenant)).not.toEqual([]);
});

test('a purge leaves nothing but a note of that, and an audit line that says how much it was', async () => {
  importing();
  await run('import', { lines, groupNames });
  await run('recount');
  const count = (await itemsOf(table.client, table.name, tenant)).length;
  if (found) found = { ...found, status: 'deleting', deletingSince: at, purgingSince: at };
  logged = [];
  expect(await run('purge')).toMatchObject({ ok: true, result: { progress: { fraction: 1 } } });
  const note = { pk: `T#${tenant}#purged`, kind: 'empty', purgingSince: at };
  expect(await itemsOf(table.client, table.name, tenant)).toMatchObject([note]);
  expect(found && (await isEmpty(table, found))).toBe(true);
  expect(logged).toEqual([{ audit: { operation: 'purge', tenant, deleted: count, request: 'request-1' } }]);
});
