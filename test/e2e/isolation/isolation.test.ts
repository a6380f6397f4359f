import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Json, JsonObject } from '../../../lambda/scim/json.ts';
import type { ConflictProxy } from '../../harness/conflict-proxy.ts';
import type { WireCall } from '../../harness/wire.ts';
import { bulkOf, newGroup, remove } from '../../scim/bulk/support.ts';
import { ENTERPRISE } from '../../scim/support.ts';
import {
  addMembers,
  asError,
  call,
  createGroup,
  createUser,
  GROUP,
  patch,
  removeMembers,
  type ScimAnswer,
  scimError,
  USER,
} from '../scim.ts';
import { type Service, startConflictingService, type Tenant } from '../service.ts';
import { belongsTo } from './belongs.ts';
import { everyOperation, performer } from './operations.ts';
import { touchedBy } from './touched.ts';

const NOBODY = '9f0c2d1e-7a4b-4c3d-8e5f-0a1b2c3d4e5f';

/** What is drawn anew for each creation: an id, and the counter that it falls to. */
const DRAWN = /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}|(?<="sk":")[\da-f]{2}(?=")/g;

/** Every operation that the API is described to have: `GET /Users/{id}` and so on. */
const DESCRIBED: readonly string[] = Object.entries(
  JSON.parse(readFileSync(new URL('../../../docs/openapi.json', import.meta.url), 'utf8')).paths as Record<
    string,
    object
  >,
).flatMap(([path, methods]) =>
  Object.keys(methods)
    .filter((method) => ['get', 'post', 'put', 'patch', 'delete'].includes(method))
    .map((method) => `${method.toUpperCase()} ${path}`),
);

let service: Service & { readonly proxy: ConflictProxy };

beforeAll(async () => {
  service = await startConflictingService();
}, 60_000);

afterAll(() => service?.close());

const ownerOf = ({ tenantId, tokenId }: Tenant) => ({ tenantId, credentials: [tokenId] });

/** What a request makes of the database, call by call. */
const observed = async <Result>(
  request: () => Promise<Result>,
): Promise<{ readonly result: Result; readonly calls: readonly WireCall[] }> => {
  service.proxy.reset();
  const result = await request();
  return { result, calls: service.proxy.calls() };
};

describe('of every operation that the API has', () => {
  test('no call of the database touches what is not of the caller’s tenant', async () => {
    // A neighbour with the same names, so that there is something to be found where nobody may look.
    const neighbour = await service.openTenant();
    await everyOperation(performer(neighbour, (_, request) => request()));
    const tenant = await service.openTenant();
    const isOwn = belongsTo(ownerOf(tenant));

    const calls = new Map<string, number>();
    const foreign: unknown[] = [];
    const failed: unknown[] = [];
    await everyOperation(
      performer(tenant, async (operation, request) => {
        const { result, calls: made } = await observed(request);
        calls.set(operation, (calls.get(operation) ?? 0) + made.length);
        foreign.push(...made.flatMap(touchedBy).filter((touched) => !isOwn(touched)));
        if (result.status >= 400 && result.status !== 409)
          failed.push([operation, result.status, result.body]);
        return result;
      }),
    );

    expect(failed).toEqual([]);
    expect(foreign).toEqual([]);
    expect([...calls.keys()].sort()).toEqual([...DESCRIBED].sort());
    const examined = [...calls.values()].reduce((sum, count) => sum + count, 0);
    expect(examined).toBeGreaterThan(300);
    console.info(`${examined} calls of the database were examined, of ${calls.size} operations`);
  }, 120_000);
});

describe('what belongs to another tenant', () => {
  let intruder: Tenant;
  let victim: Tenant;
  let group: string;
  let theirs: { readonly user: string; readonly group: string; readonly etag: string };

  beforeAll(async () => {
    intruder = await service.openTenant();
    victim = await service.openTenant();
    group = await createGroup(intruder, 'ours', [await createUser(intruder, 'intruder')]);
    const user = await createUser(victim, 'victim');
    const etag = String((await call(victim, 'GET', `/Users/${user}`)).headers['etag']);
    theirs = { user, group: await createGroup(victim, 'vault', [user]), etag };
  }, 60_000);

  type Attempt = (
    id: string,
  ) => readonly [method: string, path: string, body?: Json | undefined, headers?: Record<string, string>];
  const filtered = (path: string, filter: string): readonly [string, string] => [
    'GET',
    `${path}?filter=${encodeURIComponent(filter)}`,
  ];

  const onUsers: readonly (readonly [string, Attempt])[] = [
    ['read', (id) => ['GET', `/Users/${id}`]],
    [
      'read under its entity tag',
      (id) => ['GET', `/Users/${id}`, undefined, { 'if-none-match': theirs.etag }],
    ],
    ['asked for by HEAD', (id) => ['HEAD', `/Users/${id}`]],
    ['replaced', (id) => ['PUT', `/Users/${id}`, { schemas: [USER], userName: 'mine' }]],
    [
      'replaced under its entity tag',
      (id) => ['PUT', `/Users/${id}`, { schemas: [USER], userName: 'mine' }, { 'if-match': theirs.etag }],
    ],
    ['changed', (id) => ['PATCH', `/Users/${id}`, patch({ op: 'replace', path: 'active', value: false })]],
    ['deleted', (id) => ['DELETE', `/Users/${id}`]],
    ['deleted in bulk', (id) => ['POST', '/Bulk', bulkOf([remove(`/Users/${id}`)])]],
    ['a member of a new group', (id) => ['POST', '/Groups', groupOf(id)]],
    ['a member of a new group in bulk', (id) => ['POST', '/Bulk', bulkOf([newGroup('crew', [id])])]],
    ['added to a group', (id) => ['PATCH', `/Groups/${group}`, addMembers(id)]],
    ['removed from a group', (id) => ['PATCH', `/Groups/${group}`, removeMembers(id)]],
    ['found by its id', (id) => filtered('/Users', `id eq "${id}"`)],
    ['found in groups', (id) => filtered('/Groups', `members eq "${id}"`)],
    ['found among all types', (id) => filtered('', `id eq "${id}"`)],
    ['found as a manager', (id) => filtered('/Users', `${ENTERPRISE}:manager.value eq "${id}"`)],
  ];
  const onGroups: readonly (readonly [string, Attempt])[] = [
    ['read', (id) => ['GET', `/Groups/${id}`]],
    ['read without its members', (id) => ['GET', `/Groups/${id}?excludedAttributes=members`]],
    ['replaced', (id) => ['PUT', `/Groups/${id}`, { schemas: [GROUP], displayName: 'mine', members: [] }]],
    [
      'renamed',
      (id) => ['PATCH', `/Groups/${id}`, patch({ op: 'replace', path: 'displayName', value: 'mine' })],
    ],
    ['emptied', (id) => ['PATCH', `/Groups/${id}`, patch({ op: 'remove', path: 'members' })]],
    ['deleted', (id) => ['DELETE', `/Groups/${id}`]],
    ['a member of a group', (id) => ['PATCH', `/Groups/${group}`, addMembers(id)]],
    ['found in users', (id) => filtered('/Users', `groups.value eq "${id}"`)],
    ['asked for members', (id) => filtered('/Groups', `id eq "${id}" and members eq "${theirs.user}"`)],
  ];

  const groupOf = (member: string): JsonObject => ({
    schemas: [GROUP],
    displayName: 'crew',
    members: [{ value: member }],
  });

  /** What comes of an attempt, and what it makes the database do, without the ids in both. */
  const outcome = async (attempt: Attempt, id: string) => {
    const [method, path, body, headers = {}] = attempt(id);
    const { result, calls } = await observed(() => call(intruder, method, path, body, headers));
    const without = (value: unknown): unknown =>
      JSON.parse(
        JSON.stringify(value ?? null)
          .replaceAll(id, 'ID')
          .replaceAll(DRAWN, 'drawn'),
      );
    return {
      status: result.status,
      body: without(result.body),
      made: calls.map((made) => [made.operation, without(touchedBy(made))]),
    };
  };

  /** An id of nobody that falls into the same shard as another one, and is counted by the same counter. */
  const likeOf = (id: string): string => `${id.slice(0, 2)}${NOBODY.slice(2, -1)}${id.slice(-1)}`;

  describe.each([
    ['user', onUsers, () => theirs.user],
    ['group', onGroups, () => theirs.group],
  ] as const)('a %s', (_, attempts, idOf) => {
    test.each(attempts)(
      '%s: as if it did not exist, in the answer and in what is asked of the database',
      async (_name, attempt) => {
        // The first one may have to ask who calls.
        await call(intruder, 'GET', '/Users?count=0');
        const nobody = await outcome(attempt, likeOf(idOf()));
        const foreign = await outcome(attempt, idOf());
        expect(foreign).toEqual(nobody);
        expect(JSON.stringify(foreign.body)).not.toMatch(/victim|vault/);
      },
    );
  });

  test('is as it was after all that', async () => {
    expect((await call(victim, 'GET', `/Users/${theirs.user}`)).body).toMatchObject({
      userName: 'victim',
      active: true,
      groups: [{ value: theirs.group }],
    });
  });

  test.each(['/Users', '/Groups', ''])('a cursor of %s: 400 invalidCursor, as for any text', async (path) => {
    for (const name of ['one', 'two']) {
      await createUser(victim, `${name} ${path}`);
      await createGroup(victim, `${name} ${path}`);
    }
    const { body } = await call(victim, 'GET', `${path}?cursor&count=1`);
    const tried = (cursor: string) => call(intruder, 'GET', `${path}?cursor=${cursor}&count=1`);
    const foreign = asError(await tried(body.nextCursor));
    expect(foreign).toEqual(scimError(400, 'invalidCursor'));
    expect(foreign).toEqual(asError(await tried('AAAA')));
  });

  test('a bulkId: 400 invalidValue', async () => {
    await call(victim, 'POST', '/Bulk', bulkOf([newGroup('theirs')]));
    const { body }: ScimAnswer = await call(
      intruder,
      'POST',
      '/Bulk',
      bulkOf([newGroup('mine', ['bulkId:theirs'])]),
    );
    expect(body.Operations).toMatchObject([{ status: '400', response: { scimType: 'invalidValue' } }]);
  });

  test('a walk by startIndex: a bookmark of another tenant leads nobody on', async () => {
    const page = (tenant: Tenant, startIndex: number) =>
      observed(() => call(tenant, 'GET', `/Users?startIndex=${startIndex}&count=1`));
    await page(victim, 1);
    const { result, calls } = await page(intruder, 2);
    expect(result.body).toMatchObject({ totalResults: 1, itemsPerPage: 0 });
    expect(calls.flatMap(touchedBy).filter((touched) => !belongsTo(ownerOf(intruder))(touched))).toEqual([]);
  });
});
