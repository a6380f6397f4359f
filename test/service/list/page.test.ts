import { describe, expect, test } from '@jest/globals';
import { groupService } from '../../../lambda/service/groups.ts';
import { userService } from '../../../lambda/service/users.ts';
import type { Bookmark } from '../../../lambda/store/order.ts';
import type { Directory, ListedResource } from '../../../lambda/store/port.ts';
import { CONTEXT, directory, stored } from '../support.ts';
import { page } from './pages.ts';

/** A directory that has these resources, and the bookmarks that are left in it. */
const having = (resources: readonly ListedResource[], more: Partial<Directory>) => {
  const left = new Map<number, Bookmark>();
  const answers = directory({
    counters: async () => [resources.length],
    walk: async function* () {
      yield resources.map((resource) => ({ place: { id: resource.id }, resource }));
    },
    groupsOf: async () => new Map(),
    leaveBookmark: async (_tenant, _walk, startIndex, bookmark) => {
      left.set(startIndex, bookmark);
    },
    ...more,
  });
  const marks = () => Object.fromEntries([...left].map(([startIndex, { place }]) => [startIndex, place.id]));
  return { answers, marks };
};

const users = (count: number, title = '') =>
  Array.from({ length: count }, (_, index) => stored('User', `u${index}`, { userName: `u${index}`, title }));

describe('a page of a walk', () => {
  test('leaves a bookmark for the one that follows it', async () => {
    const { answers, marks } = having(users(7), {});
    await page(userService(answers), CONTEXT, { count: '3' });
    expect(marks()).toEqual({ 4: 'u2' });
  });

  test.each(['7', '8'])('leaves none behind the last resource, %s being asked for', async (count) => {
    const { answers, marks } = having(users(7), {});
    expect(await page(userService(answers), CONTEXT, { count })).toMatchObject({ itemsPerPage: 7 });
    expect(marks()).toEqual({});
  });

  test('that ends early is gone on with behind its last resource, whatever a client counts by', async () => {
    const { answers, marks } = having(users(5, 'x'.repeat(2_000_000)), {});
    const { itemsPerPage, totalResults } = await page(userService(answers), CONTEXT, { count: '4' });
    expect({ itemsPerPage, totalResults }).toEqual({ itemsPerPage: 2, totalResults: 5 });
    expect(marks()).toEqual({ 3: 'u1', 5: 'u1' });
  });

  test('is filled up where some have been deleted since they were found', async () => {
    const groups = Array.from({ length: 6 }, (_, n) => stored('Group', `g${n}`, { displayName: `G${n}` }));
    const { answers, marks } = having(groups, {
      membershipShares: async (_tenant, ids) =>
        new Map(ids.filter((id) => id !== 'g1').map((id) => [id, { version: 0, lastModified: '' }])),
    });
    const service = groupService(answers, 5_000);
    const { Resources } = await page(service, CONTEXT, { count: '3', excludedAttributes: ['members'] });
    expect(Resources.map(({ id }) => id)).toEqual(['g0', 'g2', 'g3']);
    expect(marks()).toEqual({ 4: 'g3' });
  });
});
