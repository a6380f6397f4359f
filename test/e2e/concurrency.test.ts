import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Target } from '../../local/replay/client.ts';
import {
  addMembers,
  call,
  createGroup,
  createUser,
  GROUP,
  membersOf,
  patch,
  removeMembers,
  USER,
} from './scim.ts';
import { type Service, startConflictingService, startService } from './service.ts';

const WRITERS = 50;

const usersOf = (target: Target, count: number): Promise<string[]> =>
  inBatches(
    Array.from({ length: count }, (_, index) => index),
    (index) => createUser(target, `quintaneiro.${index}@contoso.com`),
  );

/** Side by side, but not more at once than a provisioner would. */
const inBatches = async <Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> => {
  const results: Result[] = [];
  for (let from = 0; from < items.length; from += WRITERS) {
    results.push(...(await Promise.all(items.slice(from, from + WRITERS).map(work))));
  }
  return results;
};

let direct: Service;
let conflicting: Service;

beforeAll(async () => {
  direct = await startService({ concurrency: 8 });
  conflicting = await startConflictingService({ concurrency: 8 });
}, 60_000);

afterAll(async () => {
  await direct?.close();
  await conflicting?.close();
});

describe.each([
  ['the database as it is', () => direct],
  ['a database whose transactions conflict', () => conflicting],
] as const)('with %s', (_, service) => {
  let target: Target;
  let users: readonly string[];

  beforeAll(async () => {
    target = await service().openTenant();
    users = await usersOf(target, WRITERS);
  }, 30_000);

  const allAtOnce = async (groupId: string, change: (id: string) => ReturnType<typeof patch>) => {
    const answers = await Promise.all(
      users.map((id) => call(target, 'PATCH', `/Groups/${groupId}`, change(id))),
    );
    return answers.map(({ status }) => status);
  };

  test(`${WRITERS} PATCHes of one member each on one group lose nobody, coming or going`, async () => {
    const groupId = await createGroup(target, 'Everybody');
    const all204 = users.map(() => 204);

    expect(await allAtOnce(groupId, (id) => addMembers(id))).toEqual(all204);
    expect(await membersOf(target, groupId)).toEqual([...users].sort());

    expect(await allAtOnce(groupId, (id) => removeMembers(id))).toEqual(all204);
    expect(await membersOf(target, groupId)).toEqual([]);
  }, 60_000);

  test('adds, removals and a rename beside each other all take effect', async () => {
    const staying = users.slice(0, 20);
    const leaving = users.slice(20, 35);
    const coming = users.slice(35);
    const groupId = await createGroup(target, 'Changing', [...staying, ...leaving]);
    const path = `/Groups/${groupId}`;

    const answers = await Promise.all([
      ...coming.map((id) => call(target, 'PATCH', path, addMembers(id))),
      ...leaving.map((id) => call(target, 'PATCH', path, removeMembers(id))),
      call(target, 'PATCH', path, patch({ op: 'replace', path: 'displayName', value: 'Changed' })),
    ]);

    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([204]));
    expect(await membersOf(target, groupId)).toEqual([...staying, ...coming].sort());
    expect((await call(target, 'GET', `${path}?attributes=displayName`)).body.displayName).toBe('Changed');
  }, 60_000);

  test('of several who replace all members, one has the last word', async () => {
    const path = `/Groups/${await createGroup(target, 'Replaced', users.slice(0, 1))}`;
    const lists = [1, 2, 3, 4].map((index) => users.slice(index * 3, index * 3 + 3));
    const answers = await Promise.all(
      lists.map((list, index) =>
        index % 2
          ? call(target, 'PUT', path, {
              schemas: [GROUP],
              displayName: 'Replaced',
              members: list.map((value) => ({ value })),
            })
          : call(
              target,
              'PATCH',
              path,
              patch({ op: 'replace', path: 'members', value: list.map((value) => ({ value })) }),
            ),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual([204, 200, 204, 200]);
    expect(lists.map((list) => [...list].sort())).toContainEqual(
      await membersOf(target, path.split('/').at(-1) ?? ''),
    );
  }, 30_000);

  test('of several who create one userName, one succeeds and the others are told', async () => {
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_item, index) =>
        call(target, 'POST', '/Users', {
          schemas: [USER],
          userName: index % 2 ? 'Same.Quintaneiro@contoso.com' : 'same.quintaneiro@contoso.com',
        }),
      ),
    );
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([
      201,
      ...Array.from({ length: 9 }, () => 409),
    ]);
    const filter = encodeURIComponent('userName eq "same.quintaneiro@contoso.com"');
    expect((await call(target, 'GET', `/Users?filter=${filter}`)).body.totalResults).toBe(1);
  }, 30_000);

  test('of several changes of one user, each takes effect', async () => {
    const id = await createUser(target, 'changing.quintaneiro@contoso.com');
    const attributes = [
      'title',
      'nickName',
      'userType',
      'locale',
      'timezone',
      'preferredLanguage',
      'displayName',
    ];
    const answers = await Promise.all(
      attributes.map((path) =>
        call(target, 'PATCH', `/Users/${id}`, patch({ op: 'replace', path, value: path })),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(attributes.map(() => 200));
    const { body } = await call(target, 'GET', `/Users/${id}`);
    expect(body).toMatchObject(Object.fromEntries(attributes.map((name) => [name, name])));
  }, 30_000);

  test('a user that is deleted while it is added to groups is in none of them', async () => {
    const id = await createUser(target, 'leaving.quintaneiro@contoso.com');
    const groups = await Promise.all(
      Array.from({ length: 8 }, (_item, index) => createGroup(target, `Leaving ${index}`)),
    );
    const [removal, ...additions] = await Promise.all([
      call(target, 'DELETE', `/Users/${id}`),
      ...groups.map((groupId) => call(target, 'PATCH', `/Groups/${groupId}`, addMembers(id))),
    ]);
    expect(removal?.status).toBe(204);
    // Whoever comes after the deletion is told that there is no such member.
    expect(additions.every(({ status }) => status === 204 || status === 400)).toBe(true);
    for (const groupId of groups) expect(await membersOf(target, groupId)).toEqual([]);
  }, 30_000);
});

test('1,000 members come in by one PATCH, and 300 replace them by another', async () => {
  const target = await direct.openTenant();
  const users = await usersOf(target, 1_000);
  const groupId = await createGroup(target, 'Everybody');
  const path = `/Groups/${groupId}`;

  expect((await call(target, 'PATCH', path, addMembers(...users))).status).toBe(204);
  expect(await membersOf(target, groupId)).toEqual([...users].sort());

  const kept = users.slice(150, 450);
  const replace = patch({ op: 'replace', path: 'members', value: kept.map((value) => ({ value })) });
  expect((await call(target, 'PATCH', path, replace)).status).toBe(204);
  expect(await membersOf(target, groupId)).toEqual([...kept].sort());
}, 60_000);
