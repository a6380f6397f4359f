import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import pMap from 'p-map';
import { compile } from '../../../lambda/scim/filter/evaluate.ts';
import { parseFilter } from '../../../lambda/scim/filter/parser.ts';
import type { JsonObject } from '../../../lambda/scim/json.ts';
import { GROUP, USER } from '../../../lambda/scim/schema/models.ts';
import { compareBy, parseSort, sortKeyOf } from '../../../lambda/scim/sort.ts';
import type { ListQuery } from '../../../lambda/service/list/list.ts';
import { badRequest } from '../../scim/support.ts';
import { backwards, byCursor, byIndex, idsOn, type Lists, page } from './pages.ts';
import { createGroup, createUser, useServed } from './served.ts';

const USERS = 60;
const NAMES = ['Ada', 'ada', 'Bob～', 'bob😀', 'Zoë', 'Crew 3', 'Crew 7'];
const everybody: (JsonObject & { readonly id: string })[] = [];

const served = useServed(async (all) => {
  const indexes = Array.from({ length: USERS }, (_, index) => index);
  const users = await pMap(
    indexes,
    (index) =>
      createUser(all, {
        userName: `user-${index}`,
        externalId: `x${index % 4}`,
        ...(index % 8 > 0 && { displayName: NAMES[index % NAMES.length] ?? '' }),
        ...(index % 3 > 0 && { title: `Title ${index % 3}` }),
      }),
    { concurrency: 16 },
  );
  const crews = Array.from({ length: 30 }, (_, n) => n);
  const groups = await pMap(crews, (n) => createGroup(all, `Crew ${n}`, users.slice(n, n + 2)), {
    concurrency: 8,
  });
  const read = async (service: typeof all.users, id: string) =>
    (await service.get(all.context(), id, {})).resource;
  const resources = [
    ...(await pMap(users, (id) => read(all.users, id), { concurrency: 16 })),
    ...(await pMap(groups, (id) => read(all.groups, id), { concurrency: 16 })),
  ];
  everybody.push(...(resources as typeof everybody));
});

/** The ids that a query is to list, in their order, by looking at everybody. */
const expected = ({ filter, sortBy, sortOrder }: ListQuery): readonly string[] => {
  const satisfies = (resource: JsonObject) => {
    const [own, other] = 'userName' in resource ? [USER, GROUP] : [GROUP, USER];
    return filter === undefined || compile(parseFilter(filter, own, [other]))(resource);
  };
  const sort = parseSort(USER, sortBy ?? 'id', sortBy === undefined ? undefined : sortOrder, [GROUP]);
  if (!sort) throw new Error('there is an order');
  const keyOf = sortKeyOf(sort);
  const compare = compareBy(sort);
  return everybody
    .filter(satisfies)
    .map((resource) => ({ id: resource.id, key: keyOf(resource) }))
    .sort(compare)
    .map(({ id }) => id);
};

const FILTERS = [
  undefined,
  'meta.resourceType eq "Group"',
  'meta.resourceType ne "Group"',
  'displayName eq "crew 3"',
  'displayName sw "crew"',
  'displayName sw "crew" or title eq "Title 1"',
  'displayName pr and not (title pr)',
  'externalId eq "x1"',
  'userName eq "user-7"',
  'members pr',
  'title ne "Title 1"',
  'userName pr and displayName eq "Crew 99"',
  'displayName eq "nobody"',
];

const queries = fc.record({
  filter: fc.constantFrom(...FILTERS),
  sortBy: fc.constantFrom(
    undefined,
    undefined,
    'displayName',
    'userName',
    'title',
    'meta.resourceType',
    'id',
  ),
  sortOrder: fc.constantFrom('ascending', 'descending'),
  count: fc.constantFrom('7', '40', '1000'),
});

const written = ({
  filter,
  sortBy,
  sortOrder,
  count,
}: Record<'filter' | 'sortBy' | 'sortOrder' | 'count', string | undefined>): ListQuery => ({
  ...(filter !== undefined && { filter }),
  ...(sortBy !== undefined && { sortBy }),
  ...(sortOrder !== undefined && { sortOrder }),
  ...(count !== undefined && { count }),
  attributes: ['displayName'],
});

describe('users and groups in one list', () => {
  test('are all that satisfy the filter, in one order, page by page', async () => {
    const all = served();
    await fc.assert(
      fc.asyncProperty(queries, async (some) => {
        const query = written(some);
        const wanted = expected(query);
        const forth = await byIndex(all, all.all, query);
        expect(idsOn(forth)).toEqual(wanted);
        for (const { totalResults } of forth) expect(totalResults).toBe(wanted.length);
      }),
      { numRuns: 40 },
    );
  });

  test('and so they are by cursor, there and back', async () => {
    const all = served();
    await fc.assert(
      fc.asyncProperty(queries, async (some) => {
        const query = written(some);
        const wanted = expected(query);
        const forth = await byCursor(all, all.all, query);
        expect(idsOn(forth)).toEqual(wanted);
        for (const { totalResults } of forth) expect(totalResults).toBe(wanted.length);
        const last = forth.at(-1);
        if (last) expect(idsOn(await backwards(all, all.all, query, last))).toEqual(wanted);
      }),
      { numRuns: 40 },
    );
  });

  test.each([
    ['displayName', 'ascending', '1'],
    ['displayName', 'descending', '2'],
    ['userName', 'ascending', '9'],
  ])(
    'of one name are in the order of ids, whatever their type: %s, %s, by %s',
    async (sortBy, sortOrder, count) => {
      const all = served();
      const query = written({ filter: undefined, sortBy, sortOrder, count });
      expect(idsOn(await byCursor(all, all.all, query))).toEqual(expected(query));
      expect(idsOn(await byIndex(all, all.all, query))).toEqual(expected(query));
    },
  );

  test('are found at any startIndex that nobody has walked to', async () => {
    const all = served();
    for (const filter of [undefined, 'displayName pr']) {
      const query = written({ filter, sortBy: undefined, sortOrder: undefined, count: '5' });
      const wanted = expected(query);
      for (const startIndex of [2, 33, wanted.length, wanted.length + 1, 1_000]) {
        const { Resources, totalResults } = await page(all.all, all.context(), {
          ...query,
          startIndex: String(startIndex),
        });
        const there = wanted.slice(startIndex - 1, startIndex + 4);
        expect({ startIndex, ids: Resources.map(({ id }) => id) }).toEqual({ startIndex, ids: there });
        expect(totalResults).toBe(wanted.length);
      }
    }
  });

  test('are counted', async () => {
    const all = served();
    expect(await page(all.all, all.context(), { count: '0' })).toMatchObject({
      totalResults: USERS + 30,
      itemsPerPage: 0,
      Resources: [],
    });
  });

  test('are each shown with what belongs to it', async () => {
    const all = served();
    const { Resources } = await page(all.all, all.context(), { filter: 'displayName eq "crew 3"' });
    const partsOf = (all: readonly (JsonObject & { readonly id: string })[]) =>
      new Map(all.map((one) => [one.id, ['groups' in one, 'members' in one, one['meta']]]));
    expect(partsOf(Resources)).toEqual(partsOf(everybody.filter((one) => one['displayName'] === 'Crew 3')));
  });

  test('are of one cursor, which is of no other list', async () => {
    const all = served();
    const { nextCursor: cursor = '' } = await page(all.all, all.context(), { cursor: '', count: '5' });
    await expect(page(all.users, all.context(), { cursor, count: '5' })).rejects.toEqual(
      badRequest('invalidCursor'),
    );
  });

  test('of which a filter asks no type read nothing of it', async () => {
    const all = served();
    const query = { filter: 'userName eq "user-7"', attributes: ['userName'] };
    const operationsOf = async (lists: Lists) => {
      all.trips.reset();
      await page(lists, all.context(), query);
      return all.trips.operations();
    };
    expect(await operationsOf(all.all)).toEqual(await operationsOf(all.users));
  });
});
