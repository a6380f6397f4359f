/** Queries of the base URL, over all resource types (RFC 7644 §3.4.2.1). */
import { check, type Draft, group, NotOffered } from '../check.ts';
import { expectAnswer, expectThat } from '../expect/answer.ts';
import { anything, InOrder, type Template } from '../expect/matcher.ts';
import type { Answer } from '../http/exchange.ts';
import type { Need } from '../need.ts';
import { bodyOf, type Resource } from '../resource.ts';
import type { Session } from '../session.ts';
import { LIST, SEARCH } from '../urns.ts';
import { listOf, objectOf, textOf } from '../values.ts';
import { expectError, expectList, listBody } from './support.ts';

const ROOT = 'RFC 7644 §3.4.2.1';

type Query = Readonly<Record<string, string | number>>;

/** The two ways in which the root is asked. */
interface Way {
  readonly name: 'get' | 'post';
  readonly title: string;
  readonly needs: readonly Need[];
  readonly ask: (scim: Session, query: Query) => Promise<Answer>;
}

const WAYS: readonly Way[] = [
  {
    name: 'get',
    title: 'by GET',
    needs: [{ endpoint: '/' }],
    ask: async (scim, query) => {
      const answer = await scim.list('/', query);
      // Many a server shows something else there.
      if (answer.status === 200 && !answer.text.includes(LIST))
        throw new NotOffered('queries of the root by GET');
      return answer;
    },
  },
  {
    name: 'post',
    title: 'by POST',
    needs: ['search at the root'],
    ask: (scim, query) => scim.post('/.search', { schemas: [SEARCH], ...query }),
  },
];

/** A user and a group of one displayName, which nobody else has. */
const both = async (scim: Session) => {
  const displayName = scim.name('both');
  const user = await scim.user({ displayName, title: 'Analyst' });
  const team = await scim.group({ displayName });
  return { user, team, named: `displayName eq "${displayName}"` };
};

type Both = Awaited<ReturnType<typeof both>>;

/** Who of the two a query of the root finds. */
const finding = (
  { name: way, title: by, needs, ask }: Way,
  name: string,
  title: string,
  filter: (found: Both) => string,
  wanted: (found: Both) => readonly Resource[],
): Draft =>
  check(
    `${way}-${name}`,
    ROOT,
    `in a query of the root ${by} ${title}`,
    async (scim) => {
      const made = await both(scim);
      expectList(
        await ask(scim, { filter: filter(made) }),
        wanted(made).map((one) => bodyOf(one)),
      );
    },
    { needs },
  );

const checksOf = (way: Way): readonly Draft[] => {
  const { name, title, needs, ask } = way;
  const find = finding.bind(undefined, way);
  const tried = (of: string, sentence: string, run: Draft['run'], more: readonly Need[] = []) =>
    check(`${name}-${of}`, ROOT, `in a query of the root ${title} ${sentence}`, run, {
      needs: [...needs, ...more],
    });
  return [
    find(
      'both',
      'users and groups are found',
      ({ named }) => named,
      ({ user, team }) => [user, team],
    ),
    find(
      'undefined',
      'an attribute that a type does not have has no value',
      ({ named }) => `${named} and title eq "Analyst"`,
      ({ user }) => [user],
    ),
    find(
      'not',
      'what has no value is not something',
      ({ named }) => `${named} and not (title eq "Analyst")`,
      ({ team }) => [team],
    ),
    find(
      'absent',
      'what a type does not have is not present',
      ({ named }) => `${named} and userName pr`,
      ({ user }) => [user],
    ),
    find(
      'resource-type',
      'meta.resourceType tells the types apart',
      ({ named }) => `${named} and meta.resourceType eq "Group"`,
      ({ team }) => [team],
    ),
    find(
      'either',
      'each type may be asked something else',
      ({ user, team }) =>
        `(meta.resourceType eq "User" and id eq "${user.id}") or (meta.resourceType eq "Group" and id eq "${team.id}")`,
      ({ user, team }) => [user, team],
    ),
    tried('attributes', 'only the attributes asked for are shown', async (scim) => {
      const { user, team, named } = await both(scim);
      const shown = ({ id, attributes }: Resource): Template => ({
        id,
        schemas: anything,
        displayName: attributes['displayName'] ?? null,
      });
      const query = { filter: named, attributes: 'displayName' };
      const asked = name === 'get' ? query : { ...query, attributes: ['displayName'] };
      expectList(await ask(scim, asked as Query), [shown(user), shown(team)]);
    }),
    tried(
      'sort',
      'all are in one order',
      async (scim) => {
        const name = scim.name('order');
        const b = await scim.group({ displayName: `${name}-b` });
        const c = await scim.user({ displayName: `${name}-c` });
        const a = await scim.user({ displayName: `${name}-a` });
        const query = { filter: `displayName sw "${name}"`, sortBy: 'displayName' };
        const inOrder = [a, b, c].map((one) => bodyOf(one));
        expectAnswer(await ask(scim, query), {
          status: 200,
          body: { ...listBody(inOrder), Resources: new InOrder(inOrder) },
        });
      },
      ['sort'],
    ),
    tried(
      'pages',
      'pages go on from one type to the other',
      async (scim) => {
        const name = scim.name('page');
        const made = [
          ...(await Promise.all([1, 2, 3].map((n) => scim.user({ displayName: `${name}-${n}` })))),
          ...(await Promise.all([4, 5].map((n) => scim.group({ displayName: `${name}-${n}` })))),
        ];
        const filter = `displayName sw "${name}"`;
        const ids: string[] = [];
        for (let startIndex = 1; startIndex <= 5; startIndex += 2) {
          const answer = await ask(scim, { filter, startIndex, count: 2 });
          const { totalResults, Resources } = objectOf(answer.body);
          expectThat(answer, totalResults === 5, 'totalResults 5', textOf(totalResults));
          ids.push(...listOf(Resources).map(({ id }) => textOf(id)));
        }
        const wanted = made.map(({ id }) => id).sort();
        const answer = await ask(scim, { filter, count: 0 });
        expectThat(answer, ids.sort().join() === wanted.join(), wanted.join(), ids.join());
      },
      ['paging by index'],
    ),
    tried('unknown', 'an attribute that no type has is a 400', async (scim) =>
      expectError(await ask(scim, { filter: 'shoeSize gt 40' }), 400, 'invalidFilter'),
    ),
    tried('bad-filter', 'a bad filter is a 400', async (scim) =>
      expectError(await ask(scim, { filter: 'displayName eq' }), 400, 'invalidFilter'),
    ),
  ];
};

export const ROOTS = group(
  'root',
  'Queries of the root',
  ['users', 'groups', 'filter'],
  WAYS.flatMap(checksOf),
);
