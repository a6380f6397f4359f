import { describe, expect, test } from '@jest/globals';
import pMap from 'p-map';
import type { ExplainedList } from '../../../lambda/service/list/explanation.ts';
import type { ListQuery } from '../../../lambda/service/list/list.ts';
import { badRequest } from '../../scim/support.ts';
import { page } from './pages.ts';
import { createUser, useServed } from './served.ts';

const MAX_READ_UNITS = 200;
const told: ExplainedList[] = [];

/** 300 people of 4 KB each, so that nobody can look at all of them. */
const served = useServed(
  (all) =>
    pMap(
      Array.from({ length: 300 }, (_, n) => n),
      (n) => createUser(all, { userName: `user-${String(n).padStart(3, '0')}`, title: 'x'.repeat(3_000) }),
      { concurrency: 16 },
    ),
  { maxReadUnits: MAX_READ_UNITS, explain: (list) => told.push(list) },
);

const list = async (query: ListQuery) => {
  const { users, context } = served();
  told.length = 0;
  return page(users, context(), { attributes: ['userName'], ...query });
};

describe('a list that would read more than it may', () => {
  test.each<[string, ListQuery]>([
    ['a filter that nothing answers', { filter: 'title co "y"' }],
    ['an order that is computed', { sortBy: 'title' }],
    [
      'a filter that entries answer in part, and that too many satisfy',
      { filter: 'userName sw "u" and title pr' },
    ],
    ['a page that is too long', { count: '290' }],
  ])('is refused: %s', async (_, query) => {
    await expect(list(query)).rejects.toEqual(
      badRequest('tooMany', 'filter by eq or sw on userName, externalId, displayName, emails.value'),
    );
    expect(told).toMatchObject([{ matched: undefined }]);
    expect(told[0]?.readUnits).toBeGreaterThan(MAX_READ_UNITS);
  });

  test.each<[string, ListQuery]>([
    ['a filter that entries answer', { filter: 'userName sw "user-"', count: '20' }],
    ['a walk', { count: '50' }],
    ['the order of an index', { sortBy: 'userName', count: '50' }],
    ['a place that nobody has walked to', { startIndex: '250', count: '50' }],
  ])('is answered when it reads less: %s', async (_, query) => {
    expect(await list(query)).toMatchObject({ totalResults: 300, itemsPerPage: Number(query.count) });
    expect(told[0]?.readUnits).toBeLessThanOrEqual(MAX_READ_UNITS);
  });
});

describe('how a list was served', () => {
  test.each<[ListQuery, Partial<ExplainedList>]>([
    [{ count: '9' }, { plan: 'walk', attributes: [], found: 'exact', read: 10, matched: 300 }],
    [
      { count: '9', sortBy: 'userName' },
      { plan: 'order', attributes: ['userName'], found: 'exact', read: 10 },
    ],
    [
      { count: '9', filter: 'userName sw "user-01"' },
      { plan: 'entries', attributes: ['userName'], found: 'exact', read: 10, matched: 10 },
    ],
    [
      { filter: 'userName sw "user-01" and title sw "y"' },
      { plan: 'entries', attributes: ['userName'], found: 'rechecked', read: 10, matched: 0 },
    ],
    [
      { filter: 'userName eq "user-010" or displayName eq "nobody"' },
      { plan: 'union', attributes: ['userName', 'displayName'], found: 'exact', read: 1, matched: 1 },
    ],
    [{ filter: 'id eq "nobody"' }, { plan: 'id', read: 0, matched: 0 }],
    [{ filter: 'groups.value eq "nobody"' }, { plan: 'reference', read: 0, matched: 0 }],
    [
      { filter: 'groups.value eq "nobody"', cursor: '' },
      { plan: 'reference', read: 0, matched: 0 },
    ],
  ])('%j is told', async (query, how) => {
    await list(query);
    expect(told).toMatchObject([how]);
    expect(JSON.stringify(told)).not.toMatch(/user-0|nobody/);
  });
});
