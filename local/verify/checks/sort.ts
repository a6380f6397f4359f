/** Sorted lists (RFC 7644 §3.4.2.3). */
import { check, type Draft, group } from '../check.ts';
import { expectAnswer } from '../expect/answer.ts';
import { InOrder } from '../expect/matcher.ts';
import { bodyOf } from '../resource.ts';
import { ENTERPRISE, USER } from '../urns.ts';
import { type Name, people } from './people.ts';
import { enterpriseIn, expectError, expectList, listBody } from './support.ts';

const SORTING = 'RFC 7644 §3.4.2.3';

/** The people, or those of them whom `filter` holds for, in this order. */
const sorted = (
  name: string,
  title: string,
  parameters: Readonly<Record<string, string | number>>,
  names: readonly Name[],
  filter?: string,
): Draft =>
  check(
    name,
    SORTING,
    title,
    async (scim) => {
      const all = await people(scim);
      const answer = await scim.list('/Users', {
        filter: filter === undefined ? all.all : `${all.all} and ${filter}`,
        ...parameters,
      });
      expectAnswer(answer, {
        status: 200,
        body: { ...listBody(all.shown(names)), Resources: new InOrder(all.shown(names)) },
      });
    },
    { needs: enterpriseIn(parameters) },
  );

const refused = (name: string, title: string, parameters: Readonly<Record<string, string>>): Draft =>
  check(name, SORTING, title, async (scim) => {
    const answer = await scim.list('/Users', parameters);
    expectError(
      answer,
      400,
      ['invalidValue', 'invalidPath'].find((type) => answer.text.includes(type)),
    );
  });

const UP: readonly Name[] = ['ada', 'bob', 'cyd', 'dee', 'eve', 'flo'];

export const SORTS = group(
  'sort',
  'Sorting',
  ['users', 'filter', 'sort'],
  [
    sorted('ascending', 'sortBy sorts ascending by itself', { sortBy: 'userName' }, UP),
    sorted(
      'ascending-said',
      'sortOrder=ascending sorts ascending',
      { sortBy: 'userName', sortOrder: 'ascending' },
      UP,
    ),
    sorted(
      'descending',
      'sortOrder=descending sorts descending',
      { sortBy: 'userName', sortOrder: 'descending' },
      UP.toReversed(),
    ),
    sorted(
      'external-id',
      'a list is sorted by externalId',
      { sortBy: 'externalId', sortOrder: 'descending' },
      UP.toReversed(),
    ),
    sorted('created', 'a list is sorted by an instant', { sortBy: 'meta.created' }, UP),
    sorted('name-in-any-case', 'a list is sorted by an attribute in any case', { sortBy: 'USERNAME' }, UP),
    sorted('urn', 'a list is sorted by an attribute with its URN', { sortBy: `${USER}:userName` }, UP),
    sorted(
      'sub-attribute',
      'a list is sorted by a sub-attribute',
      { sortBy: 'name.givenName' },
      ['ada', 'bob', 'cyd', 'eve', 'dee'],
      'name.givenName pr',
    ),
    sorted(
      'without-regard-to-case',
      'an attribute that is not case exact is sorted without regard to case',
      { sortBy: 'displayName' },
      ['ada', 'bob', 'cyd', 'eve', 'dee'],
      'displayName pr',
    ),
    sorted(
      'missing-last',
      'who has no value comes last in ascending order',
      { sortBy: 'nickName' },
      ['ada', 'flo'],
      '(nickName pr or not (displayName pr))',
    ),
    sorted(
      'missing-first',
      'who has no value comes first in descending order',
      { sortBy: 'nickName', sortOrder: 'descending' },
      ['flo', 'ada'],
      '(nickName pr or not (displayName pr))',
    ),
    sorted(
      'primary',
      'of a list the primary value counts',
      { sortBy: 'emails.value' },
      ['ada', 'bob', 'dee'],
      'emails pr',
    ),
    sorted(
      'list-itself',
      'a list without its sub-attribute is sorted by value',
      { sortBy: 'emails', sortOrder: 'descending' },
      ['dee', 'bob', 'ada'],
      'emails pr',
    ),
    sorted(
      'extension',
      'a list is sorted by an attribute of an extension',
      { sortBy: `${ENTERPRISE}:employeeNumber` },
      ['eve', 'ada', 'cyd'],
      `${ENTERPRISE}:employeeNumber pr`,
    ),
    check('page', SORTING, 'a page of a sorted list is cut from the sorted list', async (scim) => {
      const all = await people(scim);
      const answer = await scim.list('/Users', {
        filter: all.all,
        sortBy: 'userName',
        sortOrder: 'descending',
        startIndex: 2,
        count: 3,
      });
      const shown = new InOrder(all.shown(['eve', 'dee', 'cyd']));
      expectAnswer(answer, {
        status: 200,
        body: { ...listBody([]), totalResults: 6, startIndex: 2, itemsPerPage: 3, Resources: shown },
      });
    }),
    check(
      'groups',
      SORTING,
      'groups are sorted too',
      async (scim) => {
        const label = scim.name('sorted');
        const groups = [];
        for (const letter of ['b', 'c', 'a'])
          groups.push(await scim.group({ displayName: `${label}-${letter}` }));
        const [b, c, a] = groups.map((one) => bodyOf(one));
        const answer = await scim.list('/Groups', {
          filter: `displayName sw "${label}"`,
          sortBy: 'displayName',
        });
        expectList(answer, [], {
          totalResults: 3,
          itemsPerPage: 3,
          Resources: new InOrder([a ?? null, b ?? null, c ?? null]),
        });
      },
      { needs: ['groups'] },
    ),
    check('order-alone', SORTING, 'a sortOrder without sortBy is ignored', async (scim) => {
      const all = await people(scim);
      expectList(await scim.list('/Users', { filter: all.all, sortOrder: 'descending' }), all.shown(UP));
    }),
    refused('unknown-order', 'an order that there is not is refused', {
      sortBy: 'userName',
      sortOrder: 'sideways',
    }),
  ],
);
