import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Target } from '../../local/replay/client.ts';
import { call, createUser } from './scim.ts';
import { type Service, startService } from './service.ts';

const USERS = 125;

let service: Service;
let target: Target;
let users: readonly string[];

beforeAll(async () => {
  service = await startService();
  target = await service.openTenant();
  const names = Array.from({ length: USERS }, (_, index) => `quintaneiro.${index}@contoso.com`);
  users = await Promise.all(names.map((name) => createUser(target, name)));
}, 60_000);

afterAll(() => service?.close());

/** Reads page after page as Account Discovery does: on by what came, until totalResults is reached. */
const walk = async (path: string, count?: number): Promise<readonly string[]> => {
  const ids: string[] = [];
  for (;;) {
    const page = count === undefined ? '' : `&count=${count}`;
    const { body } = await call(target, 'GET', `${path}startIndex=${ids.length + 1}${page}`);
    expect(body).toMatchObject({ totalResults: USERS, startIndex: ids.length + 1 });
    expect(body.itemsPerPage).toBe(body.Resources.length);
    ids.push(...body.Resources.map(({ id }: { readonly id: string }) => id));
    if (ids.length >= USERS || body.itemsPerPage === 0) return ids;
  }
};

test.each([
  ['pages of 100', '/Users?', 100],
  ['pages of 7', '/Users?', 7],
  ['pages of the usual size', '/Users?', undefined],
  ['pages of a filter', `/Users?filter=${encodeURIComponent('userName sw "quintaneiro"')}&`, 50],
  ['pages of ids only', '/Users?attributes=id&', 50],
])('%s hold every user once', async (_, path, count) => {
  expect([...(await walk(path, count))].sort()).toEqual([...users].sort());
});

test('more than all is all', async () => {
  const { body } = await call(target, 'GET', '/Users?count=1000000');
  expect(body).toMatchObject({ totalResults: USERS, itemsPerPage: USERS });
});
