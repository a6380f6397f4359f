/** Indexes come and go with releases, and no list is short for it. */
import '../../harness/one-realm.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { attribute } from '../../../lambda/scim/schema/attribute.ts';
import type { DeclaredExtension } from '../../../lambda/scim/schema/definition.ts';
import { clientOf, freshTable, freshTenant, useDatabase } from '../../harness/database.ts';
import { violations } from '../../harness/invariants.ts';
import { type Release, type Running, release } from '../../harness/release.ts';
import { USER_URN } from '../../scim/support.ts';
import { call } from '../../store/examples.ts';
import { CONTEXT, idOf } from '../support.ts';

jest.setTimeout(120_000);

const URN = 'urn:example:acme:User';
const CODE = `${URN}:code`;

type Indexed = 'gone' | 'not' | 'plainly' | 'exactly' | 'uniquely';

/** An extension whose one attribute is indexed as it says. */
const declaring = (indexed: Indexed): DeclaredExtension => ({
  extends: 'User',
  required: false,
  schema: {
    id: URN,
    name: 'Acme',
    description: 'Acme.',
    attributes: [attribute('code', 'A code.', { caseExact: indexed === 'exactly' })],
  },
  indexes: indexed === 'not' ? [] : [{ attribute: CODE, unique: indexed === 'uniquely', declared: true }],
});

const database = useDatabase();
const releases = new Map<Indexed, Release>();
let table: string;
let tenant: string;

beforeAll(async () => {
  releases.set('gone', await release(database.endpoint(), []));
  for (const indexed of ['not', 'plainly', 'exactly', 'uniquely'] as const)
    releases.set(indexed, await release(database.endpoint(), [declaring(indexed)]));
}, 120_000);
afterAll(() => {
  for (const { close } of releases.values()) close();
});
beforeEach(async () => {
  const client = clientOf(database.endpoint());
  table = (await freshTable(client)).name;
  client.destroy();
  tenant = freshTenant();
});

/** Functions of the release whose attribute is indexed so, as they start when it is deployed. */
const deployed = (indexed: Indexed): Running => {
  const one = releases.get(indexed);
  if (!one) throw new Error('there is no such release');
  return one.start(table);
};

const context = () => ({ ...CONTEXT, tenant, call: call() });

const create = async ({ users }: Running, userName: string, code: string): Promise<string> => {
  return idOf(await users.create(context(), { schemas: [USER_URN], userName, [URN]: { code } }, {}));
};

/** Who is found by a code, and how. */
const found = async (functions: Running, code: string, more = ''): Promise<string> => {
  const answer = await functions.users.list(context(), { filter: `${CODE} eq "${code}"${more}` });
  const names = (answer['Resources'] as { userName: string }[]).map(({ userName }) => userName).sort();
  return `${functions.explained()?.plan}: ${names.join(' ')}`;
};

describe('a tenant that is younger than an index', () => {
  test('has it from its first resource on', async () => {
    const functions = deployed('plainly');
    await functions.openTenant(tenant);
    expect(await found(functions, 'a')).toBe('entries: ');
    await create(functions, 'ada', 'A');
    await create(functions, 'bob', 'b');
    expect(await found(functions, 'a')).toBe('entries: ada');
    expect(await functions.reindex(tenant)).toMatchObject({ incomplete: [], rewritten: 0, steps: 1 });
  });
});

test('a lookup by a declared index takes three round trips, with groups, and one by another two', async () => {
  const functions = deployed('plainly');
  const { trips } = releases.get('plainly') ?? {};
  await functions.openTenant(tenant);
  await create(functions, 'ada', 'A');
  const tripsFor = async (filter: string) => {
    trips?.reset();
    await functions.users.list(context(), { filter });
    return trips?.sequential();
  };
  expect(await tripsFor(`${CODE} eq "a"`)).toBe(3);
  expect(await tripsFor('userName eq "ada"')).toBe(2);
});

test('a function registers its indexes before it first writes, and no more', async () => {
  const functions = deployed('plainly');
  const { trips } = releases.get('plainly') ?? {};
  trips?.reset();
  await create(functions, 'ada', 'A');
  await create(functions, 'bob', 'B');
  expect(trips?.operations()).toEqual(['GetItem', 'PutItem', 'TransactWriteItems', 'TransactWriteItems']);
});

describe('an index that is younger than some resources', () => {
  test('is not relied on until it has been rebuilt, and no list is short meanwhile', async () => {
    await create(deployed('not'), 'ada', 'A');
    const functions = deployed('plainly');
    expect(await found(functions, 'a')).toBe('walk: ada');
    await create(functions, 'bob', 'a');
    expect(await found(functions, 'a')).toBe('walk: ada bob');
    expect(await found(functions, 'a', ' and userName eq "bob"')).toBe('entries: bob');

    expect(await functions.reindex(tenant)).toMatchObject({ incomplete: [], findings: [], rewritten: 1 });
    expect(await found(functions, 'a')).toBe('entries: ada bob');
    expect(await functions.fsck(tenant)).toEqual([]);
  });

  test('is rebuilt without a trace in what resources say', async () => {
    const id = await create(deployed('not'), 'ada', 'A');
    const functions = deployed('plainly');
    const { resource: before } = await functions.users.get(context(), id, {});
    await functions.reindex(tenant);
    const { resource: after } = await functions.users.get(context(), id, {});
    const { version: _, ...meta } = Object(before['meta']);
    expect(after).toEqual({ ...before, meta: { ...meta, version: expect.any(String) } });
  });

  test('is kept from then on by whatever changes a resource', async () => {
    const id = await create(deployed('not'), 'ada', 'A');
    const functions = deployed('plainly');
    await functions.reindex(tenant);
    const patch = {
      schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
      Operations: [{ op: 'replace', path: CODE, value: 'B' }],
    };
    await functions.users.patch(context(), id, patch, {}, undefined);
    expect(await found(functions, 'a')).toBe('entries: ');
    expect(await found(functions, 'b')).toBe('entries: ada');
    const client = clientOf(database.endpoint());
    expect(await violations(client, table, tenant)).toEqual([]);
    client.destroy();
  });

  test('is rebuilt no sooner than the functions without it are gone', async () => {
    await create(deployed('not'), 'ada', 'A');
    const functions = deployed('plainly');
    const early = await functions.reindex(tenant, Date.now);
    expect(early).toMatchObject({ incomplete: [CODE], rewritten: 0, steps: 1 });
    expect(early.waitSeconds).toBeGreaterThan(30);
    expect(early.waitSeconds).toBeLessThanOrEqual(60);
    expect(await found(functions, 'a')).toBe('walk: ada');
  });
});

describe('an index that was away', () => {
  test('is not relied on when it comes back, since others have written without it', async () => {
    const first = deployed('plainly');
    await first.openTenant(tenant);
    await create(first, 'ada', 'A');
    expect(await found(first, 'a')).toBe('entries: ada');

    const between = deployed('not');
    await create(between, 'bob', 'a');
    expect(await found(between, 'a')).toBe('walk: ada bob');

    const last = deployed('plainly');
    expect(await found(last, 'a')).toBe('walk: ada bob');
    await create(last, 'cyd', 'a');
    expect(await found(last, 'a')).toBe('walk: ada bob cyd');
    expect(await last.reindex(tenant)).toMatchObject({ incomplete: [], rewritten: 1 });
    expect(await found(last, 'a')).toBe('entries: ada bob cyd');
  });

  test('stays good where nothing was written without it', async () => {
    const first = deployed('plainly');
    await first.openTenant(tenant);
    await create(first, 'ada', 'A');
    expect(await found(deployed('not'), 'a')).toBe('walk: ada');
    const last = deployed('plainly');
    await create(last, 'bob', 'a');
    expect(await found(last, 'a')).toBe('entries: ada bob');
  });
});

test('an index of another form is another one: folded entries serve no attribute that heeds case', async () => {
  const first = deployed('plainly');
  await first.openTenant(tenant);
  await create(first, 'ada', 'A');
  const second = deployed('exactly');
  expect(await found(second, 'A')).toBe('walk: ada');
  await second.reindex(tenant);
  expect(await found(second, 'A')).toBe('entries: ada');
  expect(await found(second, 'a')).toBe('entries: ');
});

describe('a unique attribute', () => {
  test('belongs to whoever has a value first', async () => {
    const functions = deployed('uniquely');
    await functions.openTenant(tenant);
    await create(functions, 'ada', 'A');
    await expect(create(functions, 'bob', 'a')).rejects.toMatchObject({
      status: 409,
      scimType: 'uniqueness',
      message: expect.stringContaining(CODE),
    });
  });

  test('of which two have one value already is not complete, and a finding says who has to change', async () => {
    const before = deployed('not');
    await create(before, 'ada', 'A');
    await create(before, 'bob', 'a');
    const functions = deployed('uniquely');
    const rebuilt = await functions.reindex(tenant);
    expect(rebuilt).toMatchObject({ incomplete: [CODE], rewritten: 1 });
    expect(rebuilt.findings).toMatchObject([{ fault: 'wrong entries', outcome: 'left' }]);
    expect(await found(functions, 'a')).toBe('walk: ada bob');
  });
});

test('what is declared no more is not shown, is noted, and is back when it is declared again', async () => {
  const id = await create(deployed('not'), 'ada', 'A');
  const without = deployed('gone');
  const { resource } = await without.users.get(context(), id, {});
  expect(JSON.stringify(resource)).not.toContain(URN);
  expect(await without.fsck(tenant)).toMatchObject([
    { fault: 'undeclared attributes', where: `User ${id}`, outcome: 'noted' },
  ]);
  const patch = {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
    Operations: [{ op: 'replace', path: 'title', value: 'Countess' }],
  };
  await without.users.patch(context(), id, patch, {}, undefined);
  const { resource: again } = await deployed('not').users.get(context(), id, {});
  expect(again).toMatchObject({ title: 'Countess', [URN]: { code: 'A' } });
});
