/** Queries by POST (RFC 7644 §3.4.3). */
import { check, group } from '../check.ts';
import { expectAnswer } from '../expect/answer.ts';
import { anything, InOrder, Matcher } from '../expect/matcher.ts';
import { bodyOf } from '../resource.ts';
import { LIST, SEARCH } from '../urns.ts';
import { textOf } from '../values.ts';
import { people } from './people.ts';
import { expectError, expectList, listBody } from './support.ts';

const SEARCHING = 'RFC 7644 §3.4.3';
const PATH = '/Users/.search';

const request = (more: Readonly<Record<string, string | number | readonly string[]>>) => ({
  schemas: [SEARCH],
  ...more,
});

export const SEARCHES = group(
  'search',
  'Queries by POST',
  ['users', 'filter', 'search by POST'],
  [
    check('filter', SEARCHING, 'a query by POST answers 200 and a list', async (scim) => {
      const { all, shown } = await people(scim);
      expectList(await scim.post(PATH, request({ filter: `${all} and title eq "Dancer"` })), shown(['cyd']));
    }),
    check('nobody', SEARCHING, 'a query by POST that finds nobody is an empty list', async (scim) =>
      expectList(await scim.post(PATH, request({ filter: `userName eq "${scim.name('x')}"` })), []),
    ),
    check('attributes', SEARCHING, 'attributes is a list in a query by POST', async (scim) => {
      const { all, of } = await people(scim);
      const body = request({
        filter: `${all} and title eq "Dancer"`,
        attributes: ['title', 'name.givenName'],
      });
      const { id, attributes } = of('cyd');
      expectList(await scim.post(PATH, body), [
        { schemas: attributes['schemas'] ?? null, id, title: 'Dancer', name: { givenName: 'Cyd' } },
      ]);
    }),
    check(
      'excluded-attributes',
      SEARCHING,
      'excludedAttributes is a list in a query by POST',
      async (scim) => {
        const { all, of } = await people(scim);
        const body = request({
          filter: `${all} and title eq "Dancer"`,
          excludedAttributes: ['title', 'phoneNumbers'],
        });
        expectList(await scim.post(PATH, body), [
          bodyOf(of('cyd'), { title: undefined, phoneNumbers: undefined }),
        ]);
      },
    ),
    check(
      'page',
      SEARCHING,
      'a query by POST has pages',
      async (scim) => {
        const { all } = await people(scim);
        expectAnswer(await scim.post(PATH, request({ filter: all, startIndex: 5, count: 4 })), {
          status: 200,
          body: {
            schemas: [LIST],
            totalResults: 6,
            startIndex: 5,
            itemsPerPage: 2,
            Resources: [anything, anything],
          },
        });
      },
      { needs: ['paging by index'] },
    ),
    check(
      'sort',
      SEARCHING,
      'a query by POST is sorted',
      async (scim) => {
        const { all, shown } = await people(scim);
        const body = request({ filter: `${all} and title pr`, sortBy: 'userName', sortOrder: 'descending' });
        const names = ['eve', 'cyd', 'bob', 'ada'] as const;
        expectAnswer(await scim.post(PATH, body), {
          status: 200,
          body: { ...listBody(shown(names)), Resources: new InOrder(shown(names)) },
        });
      },
      { needs: ['sort'] },
    ),
    check(
      'cursor',
      'RFC 9865 §3',
      'a query by POST has pages by cursor',
      async (scim) => {
        const { all } = await people(scim);
        const cursor = new Matcher('a cursor', (value) => typeof value === 'string' && value !== '');
        expectAnswer(await scim.post(PATH, request({ filter: all, cursor: '', count: 4 })), {
          status: 200,
          body: {
            schemas: [LIST],
            totalResults: 6,
            itemsPerPage: 4,
            nextCursor: cursor,
            Resources: Array(4).fill(anything),
          },
        });
      },
      { needs: ['paging by cursor'] },
    ),
    check('bad-filter', SEARCHING, 'a query by POST with a bad filter is a 400', async (scim) =>
      expectError(await scim.post(PATH, request({ filter: 'userName eq' })), 400, 'invalidFilter'),
    ),
    check('no-schemas', SEARCHING, 'a query by POST without schemas is a 400', async (scim) =>
      expectError(await scim.post(PATH, { filter: 'userName eq "x"' }), 400, 'invalidSyntax'),
    ),
    check('no-json', SEARCHING, 'a query by POST that is no JSON is a 400', async (scim) =>
      expectError(await scim.post(PATH, '{"schemas":'), 400, 'invalidSyntax'),
    ),
    check('not-by-get', SEARCHING, '.search is no user', async (scim) => {
      const answer = await scim.get(PATH);
      expectError(answer, answer.status === 405 ? 405 : 404);
    }),
    check(
      'groups',
      SEARCHING,
      'groups are found by POST',
      async (scim) => {
        const made = await scim.group();
        const filter = `displayName eq "${textOf(made.attributes['displayName'])}"`;
        expectList(await scim.post('/Groups/.search', request({ filter })), [bodyOf(made)]);
      },
      { needs: ['groups'] },
    ),
  ],
);
