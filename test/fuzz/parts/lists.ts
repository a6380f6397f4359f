import { isDeepStrictEqual } from 'node:util';
import { ScimError } from '../../../lambda/scim/error.ts';
import { parseFilter } from '../../../lambda/scim/filter/parser.ts';
import type { JsonObject } from '../../../lambda/scim/json.ts';
import { attributeName, comparableAttribute, isSecret } from '../../../lambda/scim/schema/resolve.ts';
import type { ListQuery } from '../../../lambda/service/list/list.ts';
import { type Random, randomOf } from '../../../local/simulate/source/random.ts';
import { holds } from '../../scim/filter/plain.ts';
import { backwards, byCursor, byIndex, idsOn, type ListPage, page } from '../../service/list/pages.ts';
import { type Directories, type Directory, openDirectories } from '../directories.ts';
import { recased } from '../draw/words.ts';
import { drawFilter } from '../inputs.ts';
import { idOf, inOrder, type PlainSort } from '../judge/order.ts';
import type { Part } from '../part.ts';
import type { Subject } from '../subject.ts';
import type { Outcome } from '../trial.ts';

/** How a list is read. */
type Reading = 'by index' | 'by cursor' | 'from a startIndex' | 'the number alone';

interface Input {
  readonly type: 'users' | 'groups';
  readonly filter: string | undefined;
  readonly sort: PlainSort | undefined;
  readonly query: ListQuery;
  readonly reading: Reading;
  /** Whether there is hardly anything that it may read. */
  readonly isTight: boolean;
}

/** Lists as the service answers them on the embedded engine, against a plain evaluation over all resources. */
export const lists = (subject: Subject): Part => ({
  name: 'lists',
  open: async () => {
    const directories = await openDirectories(subject);
    return {
      concurrency: 1,
      try: (seed, number) => tried(directories, seed, number),
      finish: async () => ({ violations: [], figures: { 'served by': directories.plans() } }),
      [Symbol.asyncDispose]: directories.close,
    };
  },
});

const tried = async (directories: Directories, seed: string, number: number): Promise<Outcome> => {
  const name = `lists/${number}`;
  const input = draw(randomOf(`${name} ${seed}`), directories);
  const { refusal, violations } = await judged(directories, input);
  return { name, refusal, milliseconds: undefined, violations, input: () => JSON.stringify(input) };
};

const READINGS: readonly Reading[] = ['by index', 'by cursor', 'from a startIndex', 'the number alone'];

const draw = (random: Random, directories: Directories): Input => {
  const type = random.chance(0.75) ? 'users' : 'groups';
  const { vocabulary, resources } = directories[type];
  const filter = random.chance(0.9) ? validFilter(random, directories[type]) : undefined;
  const sort = random.chance(0.5) ? drawSort(random, directories[type]) : undefined;
  const reading = random.pick(READINGS);
  const query: ListQuery = {
    ...(filter !== undefined && { filter }),
    ...(sort && { sortBy: sortedBy(random, sort), sortOrder: sort.descending ? 'descending' : 'ascending' }),
    ...(random.chance(0.85) && { attributes: [attributeName(random.pick(vocabulary.names))] }),
    count: String(reading === 'the number alone' ? 0 : random.pick([30, 100, 100, 1_000])),
    ...(reading === 'from a startIndex' && { startIndex: String(1 + random.below(resources.length + 5)) }),
  };
  return { type, filter, sort, query, reading, isTight: random.chance(0.05) };
};

/** The first of some that is a filter at all. */
const validFilter = (random: Random, { vocabulary }: Directory): string => {
  for (;;) {
    const text = drawFilter(random, vocabulary);
    try {
      parseFilter(text, vocabulary.model);
      return text;
    } catch (error) {
      if (!(error instanceof ScimError)) throw error;
    }
  }
};

const drawSort = (random: Random, { vocabulary }: Directory): PlainSort => {
  const sortable = vocabulary.names.filter((ref) => comparableAttribute(ref) && !isSecret(ref));
  const often = sortable.filter((ref) => ['userName', 'id', 'displayName'].includes(attributeName(ref)));
  return { attribute: random.pick(random.chance(0.3) ? often : sortable), descending: random.chance(0.5) };
};

const sortedBy = (random: Random, { attribute }: PlainSort): string => {
  const name = attributeName(attribute);
  return random.chance(0.8) ? name : recased(random, name);
};

const judged = async (
  directories: Directories,
  input: Input,
): Promise<{ readonly refusal: string | undefined; readonly violations: readonly string[] }> => {
  const { resources, vocabulary } = directories[input.type];
  const filter = input.filter === undefined ? undefined : parseFilter(input.filter, vocabulary.model);
  const wanted = inOrder(
    filter ? resources.filter((resource) => holds(filter, resource)) : resources,
    input.sort,
  );
  try {
    return { refusal: undefined, violations: await differences(directories, input, wanted) };
  } catch (error) {
    if (!(error instanceof ScimError))
      return { refusal: undefined, violations: [`it threw ${String(error)}`] };
    const { status, scimType, message } = error;
    const isOne = scimType === 'tooMany' && input.isTight;
    return { refusal: scimType ?? String(status), violations: isOne ? [] : [`it was refused: ${message}`] };
  }
};

const differences = async (
  directories: Directories,
  { type, query, reading, isTight }: Input,
  wanted: readonly JsonObject[],
): Promise<readonly string[]> => {
  const caller = directories.caller();
  const service = directories.service(type, isTight);
  switch (reading) {
    case 'by index':
      return pagesViolations(await byIndex(caller, service, query), query, wanted, wanted);
    case 'the number alone':
      return pagesViolations([await page(service, caller.context(), query)], query, [], wanted);
    case 'from a startIndex': {
      const from = Number(query.startIndex) - 1;
      const pages = [await page(service, caller.context(), query)];
      return pagesViolations(pages, query, wanted.slice(from, from + Number(query.count)), wanted);
    }
    case 'by cursor': {
      const forth = await byCursor(caller, service, query);
      const last = forth.at(-1);
      const back = last ? await backwards(caller, service, query, last) : [];
      return [
        ...pagesViolations(forth, query, wanted, wanted),
        ...pagesViolations(back, query, wanted, wanted).map((violation) => `backwards, ${violation}`),
      ];
    }
  }
};

const pagesViolations = (
  pages: readonly ListPage[],
  query: ListQuery,
  wanted: readonly JsonObject[],
  all: readonly JsonObject[],
): readonly string[] => {
  const ids = idsOn(pages);
  const expected = wanted.map(idOf);
  const known = new Map(wanted.map((resource) => [idOf(resource), resource]));
  const totals = pages.map(({ totalResults }) => totalResults).filter((total) => total !== all.length);
  const others = pages
    .flatMap(({ Resources }) => Resources)
    .filter((shown) => query.attributes === undefined && !isSame(shown, known.get(idOf(shown)) ?? {}));
  return [
    ...(isDeepStrictEqual(ids, expected)
      ? []
      : [`it has ${listed(ids)} and should have ${listed(expected)}`]),
    ...(totals.length === 0 ? [] : [`of ${all.length} it says that they are ${totals.join(', ')}`]),
    ...(others.length === 0 ? [] : [`it shows ${others.length} resources otherwise than they are`]),
  ];
};

/** Lists have the names of groups and members only when they are asked for. */
const isSame = (shown: JsonObject, whole: JsonObject): boolean => {
  const { groups: _, members: __, ...one } = shown;
  const { groups: ___, members: ____, ...other } = whole;
  return isDeepStrictEqual(one, other);
};

const listed = (ids: readonly string[]): string => `${ids.length} (${ids.slice(0, 5).join(' ')})`;
