import { describe, expect, test } from '@jest/globals';
import pMap from 'p-map';
import type { ListQuery } from '../../../lambda/service/list/list.ts';
import type { ResourceService } from '../../../lambda/service/service.ts';
import { type ListPage, page } from './pages.ts';
import { createGroup, createUser, useServed } from './served.ts';

const served = useServed(async (all) => {
  const ids = await pMap(
    Array.from({ length: 220 }, (_, n) => n),
    (n) =>
      createUser(all, {
        userName: `user-${String(n).padStart(3, '0')}`,
        externalId: `x-${n}`,
        emails: [{ value: `${n}@work`, type: 'work' }],
      }),
    { concurrency: 16 },
  );
  await pMap([0, 1, 2, 3], (n) => createGroup(all, `Crew ${n}`, ids.slice(n, n + 20)), { concurrency: 4 });
});

/** How often a list waits for the database, calls that go out together being one. */
const trips = async (service: ResourceService, query: ListQuery, token = 'a walker') => {
  const { context, trips: counted } = served();
  const { call, ...rest } = context();
  counted.reset();
  const one = await page(service, { ...rest, call: { ...call, by: { ...call.by, tokenId: token } } }, query);
  return { trips: counted.sequential(), one };
};

const lastOf = ({ Resources }: ListPage) => Resources.at(-1)?.['userName'];

describe('a lookup of a user, with its groups,', () => {
  test.each([
    ['userName eq "user-010"', 2],
    ['externalId eq "x-10"', 2],
    ['emails[type eq "work"].value eq "10@work"', 2],
    ['userName eq "nobody"', 1],
  ])('by %s takes %d', async (filter, expected) => {
    const { trips: took, one } = await trips(served().users, { filter });
    expect(took).toBe(expected);
    expect(one.Resources.map(({ groups }) => Array.isArray(groups))).toEqual(expected === 2 ? [true] : []);
  });
});

describe('a lookup of a group', () => {
  test.each<[ListQuery, number]>([
    [{ filter: 'displayName eq "crew 1"', excludedAttributes: ['members'] }, 2],
    [{ filter: 'displayName eq "crew 1"' }, 3],
  ])('by %j takes %d', async (query, expected) => {
    const { trips: took, one } = await trips(served().groups, query);
    expect(one).toMatchObject({ totalResults: 1, itemsPerPage: 1 });
    expect(took).toBe(expected);
  });
});

describe('a page of groups', () => {
  test.each<[ListQuery, number]>([
    [{ attributes: ['displayName'] }, 1],
    [{ excludedAttributes: ['members'] }, 2],
    [{}, 3],
  ])('with %j takes %d', async (query, expected) => {
    const { trips: took, one } = await trips(served().groups, query);
    expect(one).toMatchObject({ totalResults: 4, itemsPerPage: 4 });
    expect(took).toBe(expected);
  });
});

describe('whether somebody is a member of a group, as Entra asks it,', () => {
  const asked = async (group: string, member: string, view: ListQuery) =>
    trips(served().groups, { ...view, filter: `id eq "${group}" and members eq "${member}"` });

  test.each<[ListQuery]>([[{ attributes: ['id'] }], [{ excludedAttributes: ['members'] }]])(
    'with %j takes 2, and 1 where not',
    async (view) => {
      const { groups, context } = served();
      const { Resources } = await page(groups, context(), { filter: 'displayName eq "crew 1"' });
      const [{ id, members } = { id: '', members: [] }] = Resources;
      const member = (members as { value: string }[])[7]?.value ?? '';
      expect(await asked(id, member, view)).toMatchObject({ trips: 2, one: { Resources: [{ id }] } });
      expect(await asked(id, id, view)).toMatchObject({ trips: 1, one: { totalResults: 0 } });
      expect(await asked(id, 'nobody', view)).toMatchObject({ trips: 0, one: { totalResults: 0 } });
    },
  );
});

describe('a page of 100 users, with their groups,', () => {
  test('takes 2 at the beginning, and 3 within a walk', async () => {
    const { users } = served();
    const first = await trips(users, { startIndex: '1' });
    expect(first).toMatchObject({ trips: 2, one: { totalResults: 220, itemsPerPage: 100 } });
    const second = await trips(users, { startIndex: '101' });
    expect(second).toMatchObject({ trips: 3, one: { totalResults: 220, itemsPerPage: 100 } });
    const third = await trips(users, { startIndex: '201' });
    expect(third).toMatchObject({ trips: 3, one: { totalResults: 220, itemsPerPage: 20 } });
  });

  test('takes 4 at most at a place that nobody has walked to', async () => {
    const walked = await trips(served().users, { startIndex: '101' });
    const jumped = await trips(served().users, { startIndex: '101' }, 'a jumper');
    // One less where the place is at the first one that a counter counts.
    expect(jumped.trips).toBeLessThanOrEqual(4);
    expect(jumped.trips).toBeGreaterThanOrEqual(3);
    expect(jumped.one.Resources).toEqual(walked.one.Resources);
  });

  test('takes 2 by cursor, wherever it is', async () => {
    const { users } = served();
    const first = await trips(users, { cursor: '', count: '50' });
    const second = await trips(users, { cursor: first.one.nextCursor ?? '', count: '50' });
    const back = await trips(users, { cursor: second.one.previousCursor ?? '', count: '50' });
    expect([first.trips, second.trips, back.trips]).toEqual([2, 2, 2]);
    expect(back.one.Resources).toEqual(first.one.Resources);
  });

  test('takes one more in the order of an index, from either end', async () => {
    const { users } = served();
    const ascending = await trips(users, { cursor: '', sortBy: 'userName' });
    const descending = await trips(users, { cursor: '', sortBy: 'userName', sortOrder: 'descending' });
    expect([ascending.trips, descending.trips]).toEqual([3, 3]);
    expect([lastOf(ascending.one), lastOf(descending.one)]).toEqual(['user-099', 'user-120']);
  });

  test('takes 3 of a filter that index entries answer, and reads no more than the page', async () => {
    const { trips: took, one } = await trips(served().users, { filter: 'userName sw "user-"', count: '40' });
    expect(took).toBe(3);
    expect(one).toMatchObject({ totalResults: 220, itemsPerPage: 40 });
  });
});

test('how many there are takes 1', async () => {
  const { users, groups } = served();
  expect(await trips(users, { count: '0' })).toMatchObject({ trips: 1, one: { totalResults: 220 } });
  expect(await trips(groups, { count: '0' })).toMatchObject({ trips: 1, one: { totalResults: 4 } });
  const counted = await trips(users, { count: '0', filter: 'userName sw "user-1"' });
  expect(counted).toMatchObject({ trips: 1, one: { totalResults: 100 } });
});
