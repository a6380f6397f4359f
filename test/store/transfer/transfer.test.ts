import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import type { Reference } from '../../../lambda/scim/resource.ts';
import { dynamoDirectory } from '../../../lambda/store/dynamo/directory.ts';
import type { Table } from '../../../lambda/store/dynamo/table.ts';
import { type ExportState, exportStep } from '../../../lambda/store/dynamo/transfer/exporting.ts';
import { NOTHING_LEFT_OUT } from '../../../lambda/store/dynamo/transfer/importing.ts';
import type { Line } from '../../../lambda/store/dynamo/transfer/line.ts';
import { purgeStep } from '../../../lambda/store/dynamo/transfer/purging.ts';
import type { Call, Directory } from '../../../lambda/store/port.ts';
import { clientOf, freshTenant, TABLE, useConflictProxy, useDatabase } from '../../harness/database.ts';
import { itemsOf, violations } from '../../harness/invariants.ts';
import { fsck, person, team } from '../fsck/support.ts';
import { events, populate } from './population.ts';
import { exportAll, importAll, purgeAll, recountAll, stepping } from './support.ts';

jest.setTimeout(240_000);

const database = useDatabase();
const proxy = useConflictProxy(database);

let table: Table;
/** The same behind the proxy, whose calls can be made to fail. */
let failing: Table;
let directory: Directory;

beforeAll(() => {
  table = { client: clientOf(database.endpoint()), name: TABLE.TableName };
  failing = { client: clientOf(proxy().endpoint, { maxAttempts: 1 }), name: TABLE.TableName };
  directory = dynamoDirectory({ client: table.client, table: table.name });
});
afterAll(() => {
  table.client.destroy();
  failing.client.destroy();
});

const call = (): Call => ({
  by: { tokenId: 'token', requestId: 'request', sourceIp: '192.0.2.1', dialect: 'other' },
  deadline: Date.now() + 30_000,
});

/** What readers see of everybody: versions, dates, attributes, and memberships from both sides. */
const seen = async (tenant: string, there: readonly Reference[]) => {
  const ids = there.map(({ id }) => id).toSorted();
  const groups = await directory.groupsOf(tenant, ids, call());
  return Promise.all(
    there
      .toSorted((a, b) => (a.id < b.id ? -1 : 1))
      .map(async ({ id, type }) => {
        const resource = await directory.read(tenant, type, id, call());
        const group = type === 'Group' ? await directory.readGroup(tenant, id, call()) : undefined;
        const members = group?.members.toSorted((a, b) => (a.id < b.id ? -1 : 1));
        return { ...resource, revision: undefined, members, groups: groups.get(id)?.toSorted() };
      }),
  );
};

const requireSound = async (tenant: string) => {
  expect(await violations(table.client, table.name, tenant)).toEqual([]);
  const { findings } = await fsck(table, tenant);
  expect(findings).toEqual([]);
};

/** A directory with something of everything. */
const someDirectory = async (): Promise<{
  readonly tenant: string;
  readonly there: readonly Reference[];
}> => {
  const tenant = freshTenant();
  const there = await populate(directory, tenant, [
    ...Array.from({ length: 12 }, (_, index) => ({ kind: 'user' as const, name: `n${index}`, title: 'T' })),
    { kind: 'group', name: 'Sales', members: [0, 1, 2, 3, 4] },
    { kind: 'group', name: 'All', members: [12, 5] },
    { kind: 'rename', whom: 3, name: 'other' },
    { kind: 'join', group: 0, whom: [7, 8] },
    { kind: 'leave', group: 0, whom: 1 },
    { kind: 'delete', whom: 2 },
  ]);
  return { tenant, there };
};

test('whatever a directory went through, it is imported as it was exported', async () => {
  await fc.assert(
    fc.asyncProperty(events, fc.integer({ min: 1, max: 50 }), async (story, atOnce) => {
      const [from, to] = [freshTenant(), freshTenant()];
      const there = await populate(directory, from, story);
      const lines = await exportAll(table, from);
      expect(await importAll(table, to, lines, atOnce)).toEqual({ problems: [], leftOut: NOTHING_LEFT_OUT });
      expect(await seen(to, there)).toEqual(await seen(from, there));
      expect(await exportAll(table, to)).toEqual(lines);
      await requireSound(to);
      await purgeAll(table, to);
      expect(await itemsOf(table.client, table.name, to)).toEqual([]);
      await requireSound(from);
    }),
    { numRuns: 25 },
  );
});

test('an export is the same, however much of it a step has', async () => {
  const { tenant } = await someDirectory();
  expect(await exportAll(table, tenant, Date.now() + 60_000)).toEqual(await exportAll(table, tenant));
});

test('a group with more members than a page has all of them, in the order of its shards', async () => {
  const [tenant, to] = [freshTenant(), freshTenant()];
  const users = await Promise.all(
    Array.from({ length: 260 }, (_, index) =>
      directory.create(tenant, 'User', person(`u${index}`), [], call()),
    ),
  );
  const add = users.map(({ id }): Reference => ({ id, type: 'User' }));
  await directory.create(tenant, 'Group', team('Everybody'), add, call());
  proxy().endPagesAfter(5);
  const lines = await exportAll(failing, tenant);
  const members = lines.flatMap((line) => (line.kind === 'members' ? line.members.map(({ id }) => id) : []));
  expect(members.toSorted()).toEqual(add.map(({ id }) => id).toSorted());
  expect(await importAll(table, to, lines)).toEqual({ problems: [], leftOut: NOTHING_LEFT_OUT });
  await requireSound(to);
});

test('an answer holds as many lines as Lambda lets it, be they ever so long', async () => {
  const tenant = freshTenant();
  // Each character is one byte in the table and six in JSON.
  const title = '\u0001'.repeat(300_000);
  for (let index = 0; index < 3; index += 1)
    await directory.create(tenant, 'User', person(`big${index}`, { title }), [], call());
  const exporting = { ...stepping(table, tenant), until: Date.now() + 60_000 };
  const first = await exportStep(exporting, undefined);
  const rest = await exportStep(exporting, first.state);
  const last = await exportStep(exporting, rest.state);
  expect([first, rest, last].map(({ lines }) => lines.length)).toEqual([1, 1, 1]);
  expect(Buffer.byteLength(JSON.stringify(first))).toBeLessThan(4_000_000);
  expect(last.state).toBeUndefined();
});

test('an import that was cut short is completed by another one, whatever call failed', async () => {
  const { tenant, there } = await someDirectory();
  const lines = await exportAll(table, tenant);
  const calls = await callsOf(() => importAll(failing, freshTenant(), lines));
  // Every third: there are dozens, and each takes a whole import.
  for (let at = 0; at < calls; at += 3) {
    const to = freshTenant();
    await cutShort(at, () => importAll(failing, to, lines));
    expect(await importAll(table, to, lines)).toEqual({ problems: [], leftOut: NOTHING_LEFT_OUT });
    expect(await exportAll(table, to)).toEqual(lines);
    expect(await violations(table.client, table.name, to)).toEqual([]);
    expect(await seen(to, there)).toEqual(await seen(tenant, there));
  }
});

test('a purge that was cut short is completed by another one, whatever call failed', async () => {
  const { tenant } = await someDirectory();
  const lines = await exportAll(table, tenant);
  const copy = async () => {
    const to = freshTenant();
    await importAll(table, to, lines, 100);
    return to;
  };
  const first = await copy();
  const calls = await callsOf(() => purgeAll(failing, first));
  // Every seventh, since there are hundreds.
  for (let at = 0; at < calls; at += 7) {
    const to = await copy();
    await cutShort(at, () => purgeAll(failing, to));
    await purgeAll(table, to);
    expect(await itemsOf(table.client, table.name, to)).toEqual([]);
  }
  expect(await exportAll(table, tenant)).toEqual(lines);
});

test('a step of a purge ends in time, whatever hangs on a group, and the next one goes on', async () => {
  const tenant = freshTenant();
  const { id } = await directory.create(tenant, 'Group', team('Everybody'), [], call());
  const put = (item: object) => table.client.send(new PutCommand({ TableName: table.name, Item: item }));
  const members = Array.from({ length: 260 }, (_, index) => String(index).padStart(3, '0'));
  for (const member of members) {
    const sk = `m#0b6f1d0e-0000-4000-8000-000000${member}00b`;
    await put({ pk: `T#${tenant}#Group#${id}#b`, sk, kind: 'member', type: 'User', by: 'test' });
    await put({ pk: `T#${tenant}#Member#${sk.slice(2)}`, sk: id, kind: 'mirror', type: 'User', by: 'test' });
  }
  const before = (await itemsOf(table.client, table.name, tenant)).length;
  const left: number[] = [];
  let deleted = 0;
  let state: number | undefined = 0;
  while (state !== undefined) {
    const step: Awaited<ReturnType<typeof purgeStep>> = await purgeStep(stepping(table, tenant), state);
    deleted += step.deleted;
    state = step.state;
    left.push(
      (await itemsOf(table.client, table.name, tenant)).filter(({ kind }) => kind === 'member').length,
    );
  }
  expect(left.slice(0, 4)).toEqual([160, 60, 0, 0]);
  expect(deleted).toBe(before);
  expect(await itemsOf(table.client, table.name, tenant)).toEqual([]);
});

test('a purge leaves nothing, whatever pass it is told to begin with', async () => {
  const { tenant } = await someDirectory();
  await purgeAll(table, tenant, 9);
  expect(await itemsOf(table.client, table.name, tenant)).toEqual([]);
});

test('a purge finds what crashes have left, and touches no tenant of a similar name', async () => {
  const { tenant } = await someDirectory();
  const { tenant: neighbour, there } = await someDirectory();
  const before = await seen(neighbour, there);
  const put = (item: object) => table.client.send(new PutCommand({ TableName: table.name, Item: item }));
  const id = '0b6f1d0e-0000-4000-8000-00000000000a';
  const member = '0b6f1d0e-0000-4000-8000-00000000000b';
  const work = { kind: 'pending', tenant, id, type: 'Group', work: 'creating', since: 'then', by: 'test' };
  for (const key of [
    { pk: `T#${tenant}#pending`, sk: id },
    { pk: 'pending', sk: `${tenant}#${id}` },
  ])
    await put({ ...work, ...key });
  await put({ pk: `T#${tenant}#Group#${id}`, sk: '0', kind: 'gate', by: 'test' });
  await put({ pk: `T#${tenant}#Group#${id}#b`, sk: `m#${member}`, kind: 'member', type: 'User', by: 'test' });
  await put({ pk: `T#${tenant}#Member#${member}`, sk: id, kind: 'mirror', type: 'User', by: 'test' });
  await put({ pk: `T#${tenant}#User#userName`, sk: 'stray', kind: 'entry', owner: id, by: 'test' });
  await put({ pk: `T#${tenant}#indexes`, sk: 'User', kind: 'complete', generations: {}, by: 'test' });
  const twin = `${tenant}-2`;
  await put({ ...work, tenant: twin, pk: 'pending', sk: `${twin}#${id}` });

  await purgeAll(table, tenant);
  expect(await itemsOf(table.client, table.name, tenant)).toEqual([]);
  expect(await itemsOf(table.client, table.name, twin)).toHaveLength(1);
  expect(await seen(neighbour, there)).toEqual(before);
  await requireSound(neighbour);
});

test('memberships of whom the export does not have are left out, and counted', async () => {
  const { tenant } = await someDirectory();
  const to = freshTenant();
  const lines = await exportAll(table, tenant);
  const [gone] = lines.flatMap((line) =>
    line.kind === 'members' ? line.members.flatMap(({ id, type }) => (type === 'User' ? [id] : [])) : [],
  );
  const fewer = lines.filter((line) => !(line.kind === 'User' && line.id === gone));
  expect(fewer).toHaveLength(lines.length - 1);
  expect(await importAll(table, to, fewer)).toEqual({
    problems: [],
    leftOut: { ...NOTHING_LEFT_OUT, memberships: 1 },
  });
  await requireSound(to);
});

test('who is deleted at whatever moment of an export is not there after its import, and another may have the name', async () => {
  const { tenant, there } = await someDirectory();
  const [user, group] = [there[0], there.find(({ type }) => type === 'Group')];
  const moments = (await exportAll(table, tenant)).length;
  // Every third: each takes a whole tenant.
  for (let at = 1; at < moments; at += 3) {
    const [from, to] = [freshTenant(), freshTenant()];
    await importAll(table, from, await exportAll(table, tenant), 100);
    const lines: Line[] = [];
    let state: ExportState | undefined;
    for (let steps = 1; steps === 1 || state; steps += 1) {
      const step = await exportStep(stepping(table, from), state);
      lines.push(...step.lines);
      state = step.state;
      if (steps === at)
        for (const { id, type } of [user, group].filter((one) => one !== undefined))
          await directory.remove(from, type, id, undefined, call());
    }
    expect((await importAll(table, to, lines)).problems).toEqual([]);
    await requireSound(to);
    const ends = lines.flatMap((line) => (line.kind === 'tombstone' ? [line.id] : []));
    for (const { id, type } of [user, group].filter((one) => one !== undefined)) {
      expect(ends).toContain(id);
      expect(await directory.read(to, type, id, call())).toBeUndefined();
    }
    await importAll(table, to, lines, 100);
    await requireSound(to);
    await directory.create(to, 'User', person('n0-0'), [], call());
    await purgeAll(table, to);
    expect(await itemsOf(table.client, table.name, to)).toEqual([]);
  }
});

test('a group that was deleted after its members had been read takes its memberships with it, and they are counted', async () => {
  const { tenant, there } = await someDirectory();
  const to = freshTenant();
  const group = there.find(({ type }) => type === 'Group');
  const lines = await exportAll(table, tenant);
  await directory.remove(tenant, 'Group', group?.id ?? '', undefined, call());
  const later = (await exportAll(table, tenant)).filter(({ kind }) => kind === 'tombstone');
  const both = [...lines.filter(({ kind }) => kind !== 'tombstone'), ...later];
  const inIt = lines.flatMap((line) =>
    line.kind === 'members'
      ? line.members.filter(({ id }) => line.group === group?.id || id === group?.id)
      : [],
  );
  expect(inIt.length).toBeGreaterThan(2);
  expect(await importAll(table, to, both)).toEqual({
    problems: [],
    leftOut: { ...NOTHING_LEFT_OUT, groups: 1, memberships: inIt.length },
  });
  await requireSound(to);
});

test('of two that claim one name, the line of the later is told', async () => {
  const { tenant } = await someDirectory();
  const to = freshTenant();
  const lines = await exportAll(table, tenant);
  const users = lines.flatMap((line) => (line.kind === 'User' ? [line] : []));
  const [first] = users;
  const clashing = lines.map(
    (line): Line => (line === users.at(-1) && first ? { ...line, attributes: first.attributes } : line),
  );
  const { problems } = await importAll(table, to, clashing, 1);
  expect(problems).toEqual([
    { line: 0, message: `the userName of the User ${users.at(-1)?.id} belongs to another` },
  ]);
});

test('a tombstone whose time is over is not imported', async () => {
  const { tenant } = await someDirectory();
  const to = freshTenant();
  const lines = await exportAll(table, tenant);
  const old = lines.map(
    (line): Line => (line.kind === 'tombstone' ? { ...line, deleted: '2020-01-01T00:00:00.000Z' } : line),
  );
  expect(lines.filter(({ kind }) => kind === 'tombstone')).toHaveLength(1);
  expect(await importAll(table, to, old)).toEqual({
    problems: [],
    leftOut: { ...NOTHING_LEFT_OUT, tombstones: 1 },
  });
  expect((await exportAll(table, to)).filter(({ kind }) => kind === 'tombstone')).toEqual([]);
});

test('counting again changes nothing', async () => {
  const { tenant } = await someDirectory();
  const before = await itemsOf(table.client, table.name, tenant);
  await recountAll(table, tenant);
  const counts = (items: typeof before) => items.map(({ pk, sk, count }) => [pk, sk, count]);
  expect(counts(await itemsOf(table.client, table.name, tenant))).toEqual(counts(before));
});

/** How many calls of the database some work makes. */
const callsOf = async (work: () => Promise<unknown>): Promise<number> => {
  proxy().reset();
  await work();
  return proxy().calls().length;
};

/** Does some work of which a call fails for good, and all that follow. */
const cutShort = async (at: number, work: () => Promise<unknown>): Promise<void> => {
  proxy().reset();
  proxy().injectFaults(() => {
    const made = proxy().calls().length - 1;
    if (made < at) return undefined;
    return {
      kind: 'answer',
      answer: { status: 400, body: { __type: 'com.amazonaws#AccessDeniedException' } },
    };
  });
  await work().catch(() => {});
  proxy().reset();
};
