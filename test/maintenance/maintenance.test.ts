import { randomUUID } from 'node:crypto';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { auditLinesOfFailure } from '../../lambda/maintenance/audit-lines.ts';
import { maintenance } from '../../lambda/maintenance/maintenance.ts';
import type { Table } from '../../lambda/store/dynamo/table.ts';
import { tenantStore } from '../../lambda/tenancy/tenant/tenant-store.ts';
import { clientOf, freshTable, freshTenant, useDatabase } from '../harness/database.ts';
import { itemsOf } from '../harness/invariants.ts';

const database = useDatabase();
const HOUR = 3_600_000;
const NOON = Date.parse('2026-11-24T12:00:00.000Z');
const since = (ago: number) => new Date(NOON - ago).toISOString();

let table: Table;
let drop: () => Promise<void>;
let tenant: string;

beforeEach(async () => {
  const client = clientOf(database.endpoint());
  const fresh = await freshTable(client);
  table = { client, name: fresh.name };
  tenant = freshTenant();
  drop = async () => {
    await fresh.drop();
    client.destroy();
  };
});
afterEach(() => drop());

const put = (item: object) => table.client.send(new PutCommand({ TableName: table.name, Item: item }));

/** What a crash leaves of a deletion, and, where it is damaged, what was deleted. */
const leave = async (ago: number, { damaged = false } = {}) => {
  const id = randomUUID();
  const item = { kind: 'pending', tenant, id, type: 'User', work: 'deleting', since: since(ago), by: 'test' };
  await put({ pk: `T#${tenant}#pending`, sk: id, ...item });
  await put({ pk: 'pending', sk: `${tenant}#${id}`, ...item });
  if (damaged) await put({ pk: `T#${tenant}#User`, sk: id, kind: 'User', by: 'test' });
  return id;
};

/** Runs the function at noon, and keeps what it logs and measures. */
const run = async (event: unknown, to: Table = table) => {
  const logged: [string, unknown][] = [];
  const measured: [string, number][] = [];
  const keep = (message: unknown, ...more: readonly unknown[]) => {
    logged.push([String(message), more[0]]);
  };
  const handler = maintenance({
    table: to,
    readTenant: (id) => tenantStore(to).listed(id),
    now: () => NOON,
    logger: { info: keep, error: keep },
    metrics: {
      addMetric: (name, _, value) => measured.push([name, value]),
      publishStoredMetrics: () => measured.push(['published', 0]),
    },
  });
  const context = { awsRequestId: 'request-1', getRemainingTimeInMillis: () => 20_000 };
  const outcome = await handler(event, context).catch((error: Error) => error);
  return { outcome, logged, measured };
};

describe('a sweep', () => {
  test('leaves one audit line of each resource that it finishes', async () => {
    const id = await leave(5 * 60_000);
    const { outcome, logged, measured } = await run({ operation: 'sweep' });
    expect(outcome).toEqual({ finished: 1, left: 0, overdue: 0 });
    expect(logged).toEqual([
      [
        'maintenance',
        {
          audit: {
            operation: 'sweep',
            tenant,
            type: 'User',
            id,
            work: 'deleting',
            since: since(5 * 60_000),
            request: 'request-1',
          },
        },
      ],
    ]);
    expect(measured).toEqual([]);
    expect(await itemsOf(table.client, table.name, tenant)).toEqual([]);
  });

  test('says nothing where nothing is left', async () => {
    expect(await run({ operation: 'sweep' })).toEqual({
      outcome: { finished: 0, left: 0, overdue: 0 },
      logged: [],
      measured: [],
    });
  });

  test('counts what is left for more than an hour, and tells why without telling what', async () => {
    await leave(HOUR / 2, { damaged: true });
    const id = await leave(2 * HOUR, { damaged: true });
    const { outcome, logged, measured } = await run({ operation: 'sweep' });
    expect(outcome).toEqual({ finished: 0, left: 2, overdue: 1 });
    expect(measured).toEqual([
      ['OverdueWork', 1],
      ['published', 0],
    ]);
    expect(logged[0]).toEqual([
      'work failure',
      { tenant, type: 'User', id, work: 'deleting', failure: expect.objectContaining({ name: 'Error' }) },
    ]);
  });

  test('that cannot begin fails, for Lambda to count it', async () => {
    const { outcome, logged } = await run({ operation: 'sweep' }, { ...table, name: 'Nowhere' });
    expect(outcome).toEqual(new Error('The sweep could not begin'));
    expect(logged).toEqual([
      ['sweep failure', { failure: expect.objectContaining({ name: 'ResourceNotFoundException' }) }],
    ]);
  });
});

describe('a step of fsck', () => {
  const step = (more: object = {}) => run({ operation: 'fsck', tenant, groupNames: 'unique', ...more });

  /** Steps until everything is checked, as whoever invokes it does. */
  const whole = async (more: object = {}) => {
    const findings: unknown[] = [];
    const logged: unknown[] = [];
    let state: unknown;
    do {
      const run = await step({ ...more, ...(state !== undefined && { state }) });
      const { result } = Object(run.outcome);
      findings.push(...result.findings);
      logged.push(...run.logged);
      state = result.state;
    } while (state !== undefined);
    return { findings, logged };
  };

  test('answers what it found and where the next goes on, and logs what it repaired', async () => {
    const id = await leave(0);
    await put({ pk: `T#${tenant}#exists`, sk: id, kind: 'exists', type: 'User', by: 'test' });
    // Work that is under way explains it.
    expect(await whole()).toEqual({ findings: [], logged: [] });

    const stray = randomUUID();
    await put({ pk: `T#${tenant}#exists`, sk: stray, kind: 'exists', type: 'User', by: 'test' });
    const found = await whole();
    expect(found.findings).toMatchObject([{ fault: 'stray stub', where: `stub ${stray}`, outcome: 'found' }]);
    expect(found.logged).toEqual([]);
    const repaired = await whole({ repair: true });
    expect(repaired.logged).toEqual([
      [
        'maintenance',
        {
          audit: {
            operation: 'fsck',
            tenant,
            fault: 'stray stub',
            where: `stub ${stray}`,
            outcome: 'repaired',
            request: 'request-1',
          },
        },
      ],
    ]);
  });

  test.each([
    [{ tenant: 'No Tenant' }, 'tenant has to be the id of a tenant'],
    [{ groupNames: 'few' }, 'groupNames has to be one of unique, any'],
    [{ repair: 'yes' }, 'repair has to be true or false'],
    [{ state: { check: 99, at: '' } }, 'state has to be what the step before answered'],
    [{ more: 1 }, 'there is no field "more" here'],
  ])('refuses %j', async (more, message) => {
    const { outcome } = await step(more);
    expect(outcome).toMatchObject({ ok: false, error: { code: 'invalidRequest' } });
    expect(JSON.stringify(outcome)).toContain(JSON.stringify(message).slice(1, -1));
  });
});

describe('a step of reindex', () => {
  const step = (more: object = {}) => run({ operation: 'reindex', tenant, groupNames: 'unique', ...more });

  test('has nothing to do where the platform declares no index, and leaves nothing', async () => {
    const { outcome, logged } = await step();
    expect(outcome).toEqual({
      ok: true,
      result: {
        incomplete: [],
        findings: [],
        rewritten: 0,
        progress: { check: 'everything', fraction: 1, items: 0 },
      },
    });
    expect(logged).toEqual([]);
    expect(await itemsOf(table.client, table.name, tenant)).toEqual([]);
  });

  const state = { check: 0, at: '', generations: { User: { code: 1 } }, failed: false };

  test.each([
    [{ tenant: 'No Tenant' }, 'tenant has to be the id of a tenant'],
    [{ repair: true }, 'there is no field "repair" here'],
    [{ state: { ...state, check: 2 } }, 'state has to be what the step before answered'],
    [{ state: { ...state, generations: { Robot: {} } } }, 'state has to be what the step before answered'],
    [{ state: { ...state, generations: { User: { code: 'x' } } } }, 'state has to be what the step before'],
    [{ state: { check: 0, at: '' } }, 'state has to be what the step before answered'],
  ])('refuses %j', async (more, message) => {
    const { outcome } = await step(more);
    expect(outcome).toMatchObject({ ok: false, error: { code: 'invalidRequest' } });
    expect(JSON.stringify(outcome)).toContain(JSON.stringify(message).slice(1, -1));
  });

  test('tells an outage without its details', async () => {
    const { outcome, logged } = await run(
      { operation: 'reindex', tenant, groupNames: 'unique' },
      { ...table, name: 'Nowhere' },
    );
    expect(outcome).toEqual({
      ok: false,
      error: { code: 'internal', message: 'the operation failed; see the log of request request-1' },
    });
    expect(logged).toMatchObject([
      ['reindex failure', { failure: { name: 'ResourceNotFoundException' } }],
      ['maintenance', { audit: { operation: 'reindex', tenant, outcome: 'failed', request: 'request-1' } }],
    ]);
  });
});

describe('a step that failed', () => {
  const groupNames = 'unique';
  const failing = (operation: string, payload: object) =>
    run({ operation, tenant, ...payload }, { ...table, name: 'Nowhere' });

  test.each<[string, object]>([
    ['import', { groupNames, lines: [] }],
    ['recount', {}],
    ['purge', {}],
    ['export', {}],
    ['reindex', { groupNames }],
    ['fsck', { groupNames, repair: true }],
  ])(
    'is in the audit trail where it may have changed or read out something: %s',
    async (operation, payload) => {
      const { outcome, logged } = await failing(operation, payload);
      expect(outcome).toMatchObject({ ok: false, error: { code: 'internal' } });
      expect(logged.slice(1)).toEqual([
        ['maintenance', { audit: { operation, tenant, outcome: 'failed', request: 'request-1' } }],
      ]);
    },
  );

  test.each<[string, object]>([
    ['usage', {}],
    ['fsck', { groupNames }],
  ])('is not where it only looked: %s of %j', async (operation, payload) => {
    const { outcome, logged } = await failing(operation, payload);
    expect(outcome).toMatchObject({ ok: false, error: { code: 'internal' } });
    expect(logged).toMatchObject([[`${operation} failure`, {}]]);
  });

  test('names no tenant but by an id', () => {
    expect(auditLinesOfFailure('purge', { tenant: 'Ada Lovelace' })).toEqual([{ outcome: 'failed' }]);
  });
});

test('anything else is refused', async () => {
  expect((await run({})).outcome).toEqual(
    new Error('operation has to be sweep or one of fsck, reindex, export, import, recount, purge, usage'),
  );
});
