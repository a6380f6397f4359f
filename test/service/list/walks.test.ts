import { randomUUID } from 'node:crypto';
import { expect, test } from '@jest/globals';
import pMap from 'p-map';
import type { Context } from '../../../lambda/service/context.ts';
import type { ListQuery } from '../../../lambda/service/list/list.ts';
import { byCursor, byIndex, idsOn } from './pages.ts';
import { createUser, type Served, useServed } from './served.ts';

const USERS = 1_500;
const STAYING = 1_100;

/** Who is there from the first to the last page, and who may go. */
let staying: readonly string[] = [];
const leaving: string[] = [];

const newUser = (all: Served): Promise<string> =>
  createUser(all, {
    userName: `user-${randomUUID()}`,
    ...(Math.random() < 0.7 && { title: `Title ${Math.floor(Math.random() * 4)}` }),
    active: true,
  });

const served = useServed(async (all) => {
  const ids = await pMap(Array.from({ length: USERS }), () => newUser(all), { concurrency: 24 });
  staying = ids.slice(0, STAYING);
  leaving.push(...ids.slice(STAYING));
});

/** Others come, and some of those who may go do, wherever in the order they are. */
const churn = async (all: Served): Promise<void> => {
  const gone = Array.from({ length: 6 }, () => leaving.splice(Math.floor(Math.random() * leaving.length), 1));
  await Promise.all(gone.flat().map((id) => all.users.remove(all.context(), id, undefined)));
  leaving.push(...(await Promise.all(gone.map(() => newUser(all)))));
};

/** The same as a walker with a token of its own. */
const walker = (): Served => {
  const all = served();
  const tokenId = randomUUID();
  const context = (): Context => {
    const { call, ...rest } = all.context();
    return { ...rest, call: { ...call, by: { ...call.by, tokenId } } };
  };
  return { ...all, context };
};

/** Of each walk, how many a page has: what looks at everybody for each page has fewer pages. */
const QUERIES: readonly (readonly [string, number, ListQuery])[] = [
  ['of everybody', 110, {}],
  ['in the order of an index', 110, { sortBy: 'userName' }],
  ['in the order of an index, from its end', 110, { sortBy: 'userName', sortOrder: 'descending' }],
  ['in an order that is computed', 300, { sortBy: 'title' }],
  [
    'in an order that is computed, of a filter',
    300,
    { filter: 'active eq true', sortBy: 'title', sortOrder: 'descending' },
  ],
  ['of a filter that entries answer', 110, { filter: 'userName sw "user-"' }],
  ['of a filter that entries answer in part', 110, { filter: 'userName sw "user-" and active eq true' }],
  ['of a filter that takes a walk', 110, { filter: 'active eq true' }],
];

test.each(QUERIES)(
  'a walk %s, %d a page, meets everybody once who is there throughout, by startIndex and by cursor',
  async (_, count, query) => {
    const [indexed, cursored] = [walker(), walker()];
    const asked = { ...query, count: String(count), attributes: ['userName'] };
    const walks = await Promise.all([
      byIndex(indexed, indexed.users, asked, () => churn(indexed)),
      byCursor(cursored, cursored.users, asked, () => churn(cursored)),
    ]);
    for (const pages of walks) {
      const met = idsOn(pages);
      const times = Map.groupBy(met, (id) => id);
      expect(staying.filter((id) => times.get(id)?.length !== 1)).toEqual([]);
      expect(new Set(met).size).toBe(met.length);
      expect(pages.length).toBeGreaterThanOrEqual(USERS / count);
    }
  },
  300_000,
);

test('a walk ends, whatever comes and goes, with the number of those whom it has met', async () => {
  const all = walker();
  const pages = await byIndex(all, all.users, { count: '170', attributes: ['id'] }, async () => {
    await churn(all);
    await churn(all);
  });
  expect(pages.at(-1)?.totalResults).toBe(idsOn(pages).length);
});
