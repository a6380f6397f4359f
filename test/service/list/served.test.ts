import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import pMap from 'p-map';
import { compile } from '../../../lambda/scim/filter/evaluate.ts';
import { parseFilter } from '../../../lambda/scim/filter/parser.ts';
import type { JsonObject } from '../../../lambda/scim/json.ts';
import { GROUP, USER } from '../../../lambda/scim/schema/models.ts';
import { compareBy, parseSort, sortKeyOf } from '../../../lambda/scim/sort.ts';
import { backwards, byCursor, byIndex, idsOn, page } from './pages.ts';
import { createGroup, createUser, idOf, useServed } from './served.ts';

const USERS = 120;
const ids: string[] = [];
const groupIds: string[] = [];

/** Few values, in several cases and scripts; some have none, and some are longer than a key. */
const LONG = 'long'.repeat(240);
const NAMES = ['Ada', 'ada', 'ÅDA', 'bob', 'Bob～', 'bob😀', '', 'Zoë', `${LONG}1`, `${LONG}2`];
const person = (index: number): JsonObject => ({
  userName: index === 40 ? `${LONG}40` : `User-${index % 7}-${index}`,
  displayName: NAMES[index % NAMES.length] ?? '',
  externalId: `X-${index % 11}`,
  active: index % 3 === 0,
  ...(index % 5 > 0 && { title: `Title ${index % 5}` }),
  emails: [
    { value: `${index % 6}@work`, type: 'work', primary: true },
    { value: `${index % 9}@home`, type: 'home' },
  ],
});

const served = useServed(async (all) => {
  ids.push(
    ...(await pMap(
      Array.from({ length: USERS }, (_, n) => n),
      (n) => createUser(all, person(n)),
      { concurrency: 16 },
    )),
  );
  const crews = Array.from({ length: 12 }, (_, n) => ({
    n,
    members: ids.filter((_id, index) => index % 12 === n),
  }));
  groupIds.push(
    ...(await pMap(
      crews,
      ({ n, members }) => createGroup(all, `Crew ${String.fromCharCode(77 - n)}`, members),
      { concurrency: 4 },
    )),
  );
});

const CONDITIONS = [
  ...[
    'userName sw "user-1"',
    'userName ge "user-3" and userName lt "user-5"',
    'userName co "-2-"',
    'userName gt "m"',
  ],
  ...[
    `userName eq "${LONG}40"`,
    `displayName eq "${LONG}1"`,
    `displayName sw "${'long'.repeat(230)}"`,
    `displayName le "${LONG}1"`,
    `displayName gt "${LONG}1"`,
  ],
  ...[
    'displayName eq "ADA"',
    'displayName gt "bob"',
    'displayName sw "Bob"',
    'displayName pr',
    'not (displayName sw "a")',
  ],
  ...[
    'externalId eq "X-3"',
    'externalId eq "x-3"',
    'externalId le "X-2"',
    'active eq true',
    'title eq "title 2"',
  ],
  ...[
    'emails.value eq "1@WORK"',
    'emails[type eq "home" and value sw "1"]',
    'emails.value gt "3" and emails.value lt "4"',
  ],
  ...['emails[value gt "3" and value lt "4"]', 'emails[type eq "work"].value eq "5@home"'],
];
const MEMBERSHIPS = () => [
  `groups.value eq "${groupIds[3]}"`,
  `groups[value eq "${groupIds[4]}" or value eq "${groupIds[5]}"]`,
  'groups.display eq "crew K"',
];

const filters = fc
  .tuple(fc.nat(), fc.nat(), fc.constantFrom('', '', ' and ', ' or '))
  .map(([first, second, word]) => {
    const all = [...CONDITIONS, ...MEMBERSHIPS()];
    const [a = '', b = ''] = [all[first % all.length], all[second % all.length]];
    return word === '' ? a : `(${a})${word}(${b})`;
  });

const sorts = fc.constantFrom(
  undefined,
  undefined,
  ...['userName', 'displayName', 'emails', 'title', 'active', 'meta.created', 'id', 'externalId'],
);

const queries = fc.record({
  filter: fc.option(filters, { nil: undefined }),
  sortBy: sorts,
  sortOrder: fc.constantFrom('ascending', 'descending'),
  count: fc.integer({ min: 9, max: 150 }),
});

let all: Promise<readonly JsonObject[]> | undefined;
const everybody = (): Promise<readonly JsonObject[]> => {
  const { users, context } = served();
  const read = async (id: string) => (await users.get(context(), id, {})).resource;
  all ??= pMap(ids, read, { concurrency: 16 });
  return all;
};

/** What a list has to hold, by reading everybody and looking. */
const expected = async (filter: string | undefined, sortBy: string | undefined, sortOrder: string) => {
  const sort = parseSort(USER, sortBy ?? 'id', sortBy ? sortOrder : undefined);
  if (!sort) throw new Error('there is an order');
  const keyOf = sortKeyOf(sort);
  return (await everybody())
    .filter(filter === undefined ? () => true : compile(parseFilter(filter, USER)))
    .map((resource) => ({ id: idOf(resource), key: keyOf(resource) }))
    .sort(compareBy(sort))
    .map(({ id }) => id);
};

describe('a list', () => {
  test('is what the filter selects of everybody, in order, on pages of any kind and size', async () => {
    await fc.assert(
      fc.asyncProperty(queries, async ({ filter, sortBy, sortOrder, count }) => {
        const { users } = served();
        const wanted = await expected(filter, sortBy, sortOrder);
        const query = {
          ...(filter !== undefined && { filter }),
          ...(sortBy !== undefined && { sortBy, sortOrder }),
          attributes: ['userName'],
          count: String(count),
        };
        const indexed = await byIndex(served(), users, query);
        expect(idsOn(indexed)).toEqual(wanted);
        for (const { totalResults } of indexed) expect(totalResults).toBe(wanted.length);

        const walked = await byCursor(served(), users, query);
        expect(idsOn(walked)).toEqual(wanted);
        for (const { totalResults } of walked) expect(totalResults).toBe(wanted.length);
        const last = walked.at(-1);
        if (last)
          expect(await backwards(served(), users, query, last)).toMatchObject(
            walked.map(({ Resources }) => ({ Resources })),
          );
      }),
      { numRuns: 60 },
    );
  }, 300_000);

  test('is met at any startIndex without having been walked to', async () => {
    const { users, context } = served();
    await fc.assert(
      fc.asyncProperty(
        queries,
        fc.integer({ min: 2, max: USERS + 5 }),
        async ({ filter, sortBy, sortOrder, count }, startIndex) => {
          const wanted = await expected(filter, sortBy, sortOrder);
          const query = {
            ...(filter !== undefined && { filter }),
            ...(sortBy !== undefined && { sortBy, sortOrder }),
            attributes: ['userName'],
            count: String(count),
            startIndex: String(startIndex),
          };
          // Each time with another token, so that nobody has left a bookmark.
          const { call, ...rest } = context();
          const by = { ...call.by, tokenId: call.by.requestId };
          const found = await page(users, { ...rest, call: { ...call, by } }, query);
          expect(idsOn([found])).toEqual(wanted.slice(startIndex - 1, startIndex - 1 + count));
          expect(found.totalResults).toBe(wanted.length);
        },
      ),
      { numRuns: 60 },
    );
  }, 300_000);

  test('of none is how many there are', async () => {
    const { users, context } = served();
    for (const [filter, totalResults] of [
      [undefined, USERS],
      ['active eq true', USERS / 3],
      ['userName sw "user-1-"', (await expected('userName sw "user-1-"', undefined, '')).length],
    ] as const) {
      const query = { count: '0', ...(filter !== undefined && { filter }) };
      expect(await page(users, context(), query)).toMatchObject({
        totalResults,
        itemsPerPage: 0,
        Resources: [],
      });
    }
  });
});

describe('somebody whom there is not', () => {
  const NOBODY = '00000000-0000-4000-8000-000000000000';

  test.each([
    ['0', 0, `id eq "${NOBODY}"`],
    ['0', 0, 'id eq "nobody"'],
    ['1', 1, `id eq "${NOBODY}" or userName eq "user-0-0"`],
    ['1', 2, `id eq "${NOBODY}" or userName eq "user-0-0" or userName eq "user-1-1"`],
  ])('is not counted on a page of %s: %d by %s', async (count, totalResults, filter) => {
    const { users, context } = served();
    expect(await page(users, context(), { filter, count })).toMatchObject({ totalResults });
  });
});

describe('a list of groups', () => {
  test.each([
    ['displayName', 'ascending'],
    ['displayName', 'descending'],
    ['meta.lastModified', 'ascending'],
  ])('is in the order of %s, %s, with members and without', async (sortBy, sortOrder) => {
    const { groups, context } = served();
    const all = await pMap(groupIds, async (id) => (await groups.get(context(), id, {})).resource);
    const sort = parseSort(GROUP, sortBy, sortOrder);
    if (!sort) throw new Error('there is an order');
    const keyOf = sortKeyOf(sort);
    const places = all.map((resource) => ({ id: idOf(resource), key: keyOf(resource), resource }));
    const wanted = places.sort(compareBy(sort));
    for (const view of [{}, { excludedAttributes: ['members'] }]) {
      const pages = await byCursor(served(), groups, { sortBy, sortOrder, count: '5', ...view });
      expect(idsOn(pages)).toEqual(wanted.map(({ id }) => id));
      const versions = pages.flatMap(({ Resources }) => Resources.map(({ meta }) => meta));
      expect(versions).toEqual(wanted.map(({ resource }) => resource['meta']));
    }
  });

  test('has the members of each, once', async () => {
    const { groups } = served();
    const pages = await byIndex(served(), groups, { count: '7' });
    const members = pages.flatMap(({ Resources }) => Resources.map(({ members: some }) => some)).flat();
    expect(members.map((one) => (one as { value: string }).value).sort()).toEqual([...ids].sort());
  });
});
