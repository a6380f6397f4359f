/** Pages by cursor (RFC 9865). */
import { check, type Draft, group, NotOffered } from '../check.ts';
import { expectAnswer, expectThat } from '../expect/answer.ts';
import { anything, ifThere, Matcher, type TemplateObject } from '../expect/matcher.ts';
import type { Answer } from '../http/exchange.ts';
import type { Session } from '../session.ts';
import { LIST } from '../urns.ts';
import { listOf, objectOf, textOf } from '../values.ts';
import { NAMES, people } from './people.ts';
import { expectError } from './support.ts';

const CURSORS = 'RFC 9865 §2';

/** RFC 9865 §2 with RFC 3986 §2.3. */
const cursor = new Matcher(
  'a cursor of unreserved characters',
  (value) => typeof value === 'string' && /^[\w.~-]+$/.test(value),
);

const idsIn = ({ body }: Answer): readonly string[] =>
  listOf(objectOf(body)['Resources']).map(({ id }) => textOf(id));

const nextOf = ({ body }: Answer): string | undefined => {
  const next = objectOf(body)['nextCursor'];
  return typeof next === 'string' ? next : undefined;
};

type Parameters = Readonly<Record<string, string | number>>;

const pageBody = (items: number, more: TemplateObject): TemplateObject => ({
  schemas: [LIST],
  totalResults: ifThere(NAMES.length),
  itemsPerPage: items,
  previousCursor: ifThere(cursor),
  Resources: Array.from({ length: items }, () => anything),
  ...more,
});

/** All pages, each by the nextCursor of the one before. */
const walk = async (scim: Session, parameters: Parameters): Promise<readonly Answer[]> => {
  const answers: Answer[] = [];
  for (let next: string | undefined = ''; next !== undefined; ) {
    const answer: Answer = await scim.list('/Users', { ...parameters, cursor: next });
    expectAnswer(answer, { status: 200, body: anything });
    answers.push(answer);
    next = nextOf(answer);
    expectThat(answer, answers.length <= 50, 'an end', 'a walk of 50 pages');
  }
  return answers;
};

const walked = (count: number, more: Parameters = {}): Draft =>
  check(
    `walk-by-${count}${Object.keys(more).length > 0 ? '-sorted' : ''}`,
    CURSORS,
    `a walk in pages of ${count}${Object.keys(more).length > 0 ? ', sorted,' : ''} meets each exactly once`,
    async (scim) => {
      const { all, of } = await people(scim);
      const pages = await walk(scim, { filter: all, attributes: 'userName', count, ...more });
      const ids = pages.flatMap(idsIn);
      const wanted = NAMES.map((name) => of(name).id);
      const [first] = pages;
      if (first)
        expectThat(
          first,
          more['sortBy'] === undefined
            ? ids.toSorted().join() === wanted.toSorted().join()
            : ids.join() === wanted.toReversed().join(),
          wanted.join(', '),
          ids.join(', '),
        );
    },
    { needs: more['sortBy'] === undefined ? [] : ['sort'] },
  );

const refused = (name: string, title: string, parameters: Parameters, scimType: string): Draft =>
  check(name, 'RFC 9865 §2.1', title, async (scim) => {
    const { all } = await people(scim);
    expectError(await scim.list('/Users', { filter: all, count: 2, ...parameters }), 400, scimType);
  });

export const CURSOR_PAGES = group(
  'cursor',
  'Pages by cursor',
  ['users', 'filter', 'paging by cursor'],
  [
    check(
      'first',
      CURSORS,
      'an empty cursor asks for the first page, which has a nextCursor',
      async (scim) => {
        const { all } = await people(scim);
        const answer = await scim.list('/Users', { filter: all, count: 2, cursor: '' });
        expectAnswer(answer, { status: 200, body: pageBody(2, { nextCursor: cursor }) });
      },
    ),
    check('first-bare', CURSORS, 'a cursor without a value asks for the first page', async (scim) => {
      const { all } = await people(scim);
      const answer = await scim.get(`/Users?cursor&count=2&filter=${encodeURIComponent(all)}`);
      expectAnswer(answer, { status: 200, body: pageBody(2, { nextCursor: cursor }) });
    }),
    check('last', CURSORS, 'the last page has no nextCursor', async (scim) => {
      const { all } = await people(scim);
      const pages = await walk(scim, { filter: all, count: 4 });
      const last = pages.at(-1);
      if (last) expectAnswer(last, { status: 200, body: pageBody(2, {}) });
    }),
    check('all', CURSORS, 'a page that has all has no nextCursor', async (scim) => {
      const { all } = await people(scim);
      const answer = await scim.list('/Users', { filter: all, count: 50, cursor: '' });
      expectAnswer(answer, { status: 200, body: pageBody(NAMES.length, {}) });
    }),
    check('none', CURSORS, 'a list of nobody is one page', async (scim) => {
      const answer = await scim.list('/Users', {
        filter: `userName eq "${scim.name('x')}"`,
        count: 5,
        cursor: '',
      });
      expectAnswer(answer, {
        status: 200,
        body: {
          schemas: [LIST],
          totalResults: ifThere(0),
          itemsPerPage: ifThere(0),
          previousCursor: ifThere(cursor),
        },
      });
    }),
    walked(1),
    walked(2),
    walked(4),
    walked(2, { sortBy: 'userName', sortOrder: 'descending' }),
    check('again', CURSORS, 'a cursor that is used twice answers the same page', async (scim) => {
      const { all } = await people(scim);
      const first = await scim.list('/Users', { filter: all, count: 2, cursor: '' });
      const ask = () => scim.list('/Users', { filter: all, count: 2, cursor: nextOf(first) ?? '' });
      const [one, other] = [await ask(), await ask()];
      expectThat(other, idsIn(one).join() === idsIn(other).join(), idsIn(one).join(), idsIn(other).join());
    }),
    check(
      'previous',
      CURSORS,
      'a previousCursor, where there is one, leads to the page before',
      async (scim) => {
        const { all } = await people(scim);
        const first = await scim.list('/Users', { filter: all, count: 2, cursor: '' });
        const second = await scim.list('/Users', { filter: all, count: 2, cursor: nextOf(first) ?? '' });
        const previous = objectOf(second.body)['previousCursor'];
        if (typeof previous !== 'string') throw new NotOffered('previousCursor');
        const back = await scim.list('/Users', { filter: all, count: 2, cursor: previous });
        expectThat(back, idsIn(back).join() === idsIn(first).join(), idsIn(first).join(), idsIn(back).join());
      },
    ),
    check('everything', CURSORS, 'all users can be asked for by cursor', async (scim) => {
      await people(scim);
      const answer = await scim.list('/Users', { count: 2, cursor: '', attributes: 'userName' });
      expectAnswer(answer, {
        status: 200,
        body: pageBody(2, { totalResults: anything, nextCursor: cursor }),
      });
    }),
    check(
      'groups',
      CURSORS,
      'groups can be asked for by cursor',
      async (scim) => {
        const label = scim.name('paged');
        for (const letter of ['a', 'b', 'c']) await scim.group({ displayName: `${label}-${letter}` });
        const answer = await scim.list('/Groups', {
          filter: `displayName sw "${label}"`,
          count: 2,
          cursor: '',
        });
        expectAnswer(answer, {
          status: 200,
          body: pageBody(2, { totalResults: ifThere(3), nextCursor: cursor }),
        });
      },
      { needs: ['groups'] },
    ),
    refused(
      'invalid',
      'a cursor that no page has given is refused',
      { cursor: 'not-a-cursor' },
      'invalidCursor',
    ),
    refused(
      'invalid-long',
      'a long cursor that no page has given is refused',
      { cursor: 'x'.repeat(600) },
      'invalidCursor',
    ),
    refused(
      'count-word',
      'a count that is no number is refused',
      { cursor: '', count: 'many' },
      'invalidCount',
    ),
  ],
);
