/** Walks through a list while others write to it. */
import { check, type Draft, group } from '../check.ts';
import { expectAnswer, expectThat } from '../expect/answer.ts';
import { anything } from '../expect/matcher.ts';
import type { Answer } from '../http/exchange.ts';
import type { Resource } from '../resource.ts';
import type { Session } from '../session.ts';
import { USER } from '../urns.ts';
import { listOf, objectOf, textOf } from '../values.ts';
import { atOnce } from './support.ts';

const DISCOVERY = 'Entra ID: Account Discovery';
const PEOPLE = 20;
const PAGE = 4;

interface Walk {
  readonly label: string;
  readonly users: readonly Resource[];
}

/** What happens to the list between two pages. */
type Meanwhile = (scim: Session, walk: Walk, seen: readonly string[], page: number) => Promise<unknown>;

interface Way {
  readonly name: string;
  readonly needs: NonNullable<Draft['needs']>;
  /** The parameters of the page that follows; undefined at the end. */
  readonly next: (
    answer: Answer | undefined,
    seen: number,
  ) => Readonly<Record<string, string | number>> | undefined;
}

const BY_INDEX: Way = {
  name: 'index',
  needs: ['paging by index'],
  next: (answer, seen) =>
    answer === undefined || seen < Number(objectOf(answer.body)['totalResults'])
      ? { startIndex: seen + 1 }
      : undefined,
};

const BY_CURSOR: Way = {
  name: 'cursor',
  needs: ['paging by cursor'],
  next: (answer) => {
    if (answer === undefined) return { cursor: '' };
    const cursor = objectOf(answer.body)['nextCursor'];
    return typeof cursor === 'string' ? { cursor } : undefined;
  },
};

/** A walk that meets each who stays exactly once, whatever happens beside it. */
const walk = (way: Way, name: string, title: string, meanwhile: Meanwhile): Draft =>
  check(
    `${way.name}-${name}`,
    DISCOVERY,
    `a walk by ${way.name} meets everybody who stays exactly once while ${title}`,
    async (scim) => {
      const label = scim.name('walk');
      const users = await atOnce(PEOPLE, (index) =>
        scim.user({ userName: `${label}-${index + 100}@example.com` }),
      );
      const met: string[] = [];
      let answer: Answer | undefined;
      for (let page = 0; ; page += 1) {
        const next = way.next(answer, met.length);
        if (next === undefined || page > PEOPLE) break;
        answer = await scim.list('/Users', {
          filter: `userName sw "${label}-"`,
          attributes: 'userName',
          count: PAGE,
          ...next,
        });
        expectAnswer(answer, { status: 200, body: anything });
        const ids = listOf(objectOf(answer.body)['Resources']).map(({ id }) => textOf(id));
        if (ids.length === 0) break;
        met.push(...ids);
        await meanwhile(scim, { label, users }, met, page);
      }
      const twice = met.filter((id, index) => met.indexOf(id) !== index);
      const there = await Promise.all(
        users.map(async (user) => ((await scim.get(user.path)).status === 200 ? [user.id] : [])),
      );
      const skipped = there.flat().filter((id) => !met.includes(id));
      if (answer)
        expectThat(
          answer,
          twice.length === 0 && skipped.length === 0,
          'everybody once',
          `${twice.length} twice, ${skipped.length} skipped`,
        );
    },
    { needs: way.needs },
  );

const EVENTS: readonly (readonly [name: string, title: string, meanwhile: Meanwhile])[] = [
  [
    'created',
    'others are created',
    (scim, { label }, _, page) =>
      page < 5
        ? scim.post('/Users', { schemas: [USER], userName: `${label}-${page}@example.com` })
        : Promise.resolve(),
  ],
  [
    'deleted-behind',
    'those whom it has met are deleted',
    (scim, _, met, page) => scim.delete(`/Users/${met[page * 2] ?? ''}`),
  ],
  [
    'deleted-ahead',
    'those whom it has not met are deleted',
    async (scim, { users }, met) => {
      const ahead = users.filter(({ id }) => !met.includes(id)).at(-1);
      if (ahead) await scim.delete(ahead.path);
    },
  ],
  [
    'changed',
    'those whom it meets are changed',
    (scim, { users }, _, page) => {
      const { path = '', attributes = {} } = users[page * 3] ?? {};
      return path === '' ? Promise.resolve() : scim.put(path, { ...attributes, title: 'Changed' });
    },
  ],
];

export const WALKS = group(
  'walks',
  'Walks under writes',
  ['users', 'filter'],
  [...EVENTS.map((event) => walk(BY_INDEX, ...event)), ...EVENTS.map((event) => walk(BY_CURSOR, ...event))],
);
