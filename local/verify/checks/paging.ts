/** Pages by startIndex and count (RFC 7644 §3.4.2.4). */
import { check, type Draft, group, NotOffered } from '../check.ts';
import { expectAnswer, expectThat } from '../expect/answer.ts';
import { anything, ifThere, Matcher, wholeNumber } from '../expect/matcher.ts';
import type { Answer } from '../http/exchange.ts';
import type { Session } from '../session.ts';
import { LIST } from '../urns.ts';
import { listOf, objectOf, textOf } from '../values.ts';
import { NAMES, people } from './people.ts';

const PAGING = 'RFC 7644 §3.4.2.4';

const idsIn = ({ body }: Answer): readonly string[] =>
  listOf(objectOf(body)['Resources']).map(({ id }) => textOf(id));

interface Asked {
  readonly startIndex?: number | string;
  readonly count?: number | string;
}

/** A page of the six people has so many of them, says where it begins, and how many there are. */
const page = (name: string, title: string, asked: Asked, startIndex: number, items: number): Draft =>
  check(name, PAGING, title, async (scim) => {
    const { all } = await people(scim);
    const answer = await scim.list('/Users', { filter: all, attributes: 'userName', ...asked });
    expectAnswer(answer, {
      status: 200,
      body: {
        schemas: [LIST],
        totalResults: NAMES.length,
        startIndex: items === NAMES.length ? ifThere(startIndex) : startIndex,
        itemsPerPage: items === NAMES.length ? ifThere(items) : items,
        Resources: Array.from({ length: items }, () => anything),
      },
    });
  });

/** All pages of a list, one after the other. */
const walk = async (
  scim: Session,
  path: string,
  parameters: Readonly<Record<string, string>>,
  count: number,
) => {
  const answers: Answer[] = [];
  let startIndex = 1;
  for (;;) {
    const answer = await scim.list(path, { ...parameters, startIndex, count });
    expectAnswer(answer, { status: 200, body: anything });
    const items = idsIn(answer).length;
    answers.push(answer);
    startIndex += items;
    if (items === 0 || startIndex > Number(objectOf(answer.body)['totalResults'])) return answers;
  }
};

const walked = (count: number): Draft =>
  check(`walk-by-${count}`, PAGING, `a walk in pages of ${count} meets each exactly once`, async (scim) => {
    const { all, of } = await people(scim);
    const pages = await walk(scim, '/Users', { filter: all, attributes: 'userName' }, count);
    const ids = pages.flatMap(idsIn);
    const last = pages.at(-1);
    if (last)
      expectThat(
        last,
        ids.length === NAMES.length && NAMES.every((name) => ids.includes(of(name).id)),
        NAMES.map((name) => of(name).id).join(', '),
        ids.join(', '),
      );
  });

const atMost = (most: number): Matcher =>
  new Matcher(
    `at most ${most} resources`,
    (value) => !value || (Array.isArray(value) && value.length <= most),
  );

/** A page of everything there is, whoever else may be there. */
const unfiltered = (endpoint: '/Users' | '/Groups', count: number): Draft =>
  check(
    `everything${endpoint.toLowerCase().replace('/', '-')}-${count}`,
    PAGING,
    `a page of ${count} of all ${endpoint} has no more than that`,
    async (scim) => {
      await (endpoint === '/Users' ? people(scim) : scim.group());
      const answer = await scim.list(endpoint, { startIndex: 1, count });
      expectAnswer(answer, {
        status: 200,
        body: {
          schemas: [LIST],
          totalResults: wholeNumber,
          startIndex: 1,
          itemsPerPage: idsIn(answer).length,
          Resources: atMost(count),
        },
      });
      const least = endpoint === '/Users' ? NAMES.length : 1;
      const total = Number(objectOf(answer.body)['totalResults']);
      expectThat(answer, total >= least, `totalResults of at least ${least}`, textOf(total));
    },
    { needs: endpoint === '/Groups' ? ['groups'] : [] },
  );

/** What is walked whole; more would take too long. */
const WALKED = 3_000;

export const PAGES = group(
  'paging',
  'Pages by startIndex',
  ['users', 'filter', 'paging by index'],
  [
    page('first', 'the first page is cut from the list', { startIndex: 1, count: 2 }, 1, 2),
    page('second', 'a page in the middle is cut from the list', { startIndex: 3, count: 2 }, 3, 2),
    page('last', 'the last page has what is left', { startIndex: 5, count: 4 }, 5, 2),
    page(
      'beyond',
      'a page beyond the end is empty, and says how many there are',
      { startIndex: 7, count: 2 },
      7,
      0,
    ),
    page('count-0', 'count=0 asks how many there are', { count: 0 }, 1, 0),
    page('count-negative', 'a negative count is 0', { count: -1 }, 1, 0),
    page('start-0', 'startIndex=0 is 1', { startIndex: 0, count: 2 }, 1, 2),
    page('start-negative', 'a negative startIndex is 1', { startIndex: -3, count: 2 }, 1, 2),
    page('count-only', 'a count without startIndex begins at 1', { count: 4 }, 1, 4),
    page('start-only', 'a startIndex without count goes on to the end', { startIndex: 3 }, 3, 4),
    page('count-large', 'a count beyond the end has them all', { startIndex: 1, count: 500 }, 1, 6),
    walked(1),
    walked(2),
    walked(4),
    check('stable', PAGING, 'a page that is asked for twice is the same', async (scim) => {
      const { all } = await people(scim);
      const ask = () => scim.list('/Users', { filter: all, startIndex: 2, count: 3 });
      const [one, other] = [await ask(), await ask()];
      expectThat(other, one.text === other.text, one.text, other.text);
    }),
    check('max-results', 'RFC 7643 §5', 'no page has more than filter.maxResults', async (scim) => {
      const most = Number(objectOf(scim.capabilities.config['filter'])['maxResults']);
      const answer = await scim.list('/Users', { count: most + 1, attributes: 'id' });
      expectAnswer(answer, { status: 200, body: anything });
      expectThat(answer, idsIn(answer).length <= most, `at most ${most}`, textOf(idsIn(answer).length));
    }),
    unfiltered('/Users', 1),
    unfiltered('/Users', 3),
    unfiltered('/Groups', 1),
    check(
      'everything-walk',
      PAGING,
      'a walk through all users meets each of ours exactly once',
      async (scim) => {
        const { of } = await people(scim);
        const total = await scim.list('/Users', { count: 0 });
        if (Number(objectOf(total.body)['totalResults']) > WALKED)
          throw new NotOffered(`a directory of at most ${WALKED} users`);
        const pages = await walk(scim, '/Users', { attributes: 'userName' }, 100);
        const ids = pages.flatMap(idsIn);
        const [first] = pages;
        for (const name of NAMES) {
          const times = ids.filter((id) => id === of(name).id).length;
          if (first) expectThat(first, times === 1, `${name} once`, `${times} times`);
        }
      },
    ),
  ],
);
