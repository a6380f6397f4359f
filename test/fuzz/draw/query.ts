import type { Random } from '../../../local/simulate/source/random.ts';
import { drawFilter } from '../inputs.ts';
import { type Vocabulary, written } from './vocabulary.ts';
import { recased, text } from './words.ts';

/** Parameters by name, not encoded yet. */
export type Query = readonly (readonly [name: string, value: string])[];

const COUNTS: readonly string[] = [
  ...['0', '1', '2', '10', '2', '10', '1000'],
  ...['-1', '1001', 'x', '', '99999999999999999999', '+5', '1.0'],
];

const ORDERS = ['ascending', 'descending', 'DESCENDING', 'descending', 'x', ''];

/** What a list is asked for. */
export const listQuery = (random: Random, vocabulary: Vocabulary): Query => {
  const some = (chance: number, name: string, value: () => string): Query =>
    random.chance(chance) ? [[name, value()]] : [];
  return [
    ...some(0.7, 'filter', () => drawFilter(random, vocabulary)),
    ...some(0.3, 'sortBy', () => written(random, vocabulary, random.pick(vocabulary.names))),
    ...some(0.2, 'sortOrder', () => random.pick(ORDERS)),
    ...some(0.8, 'count', () => random.pick(COUNTS)),
    ...some(0.2, 'startIndex', () => random.pick([...COUNTS, '50', '200'])),
    ...some(0.15, 'cursor', () => random.pick(['', '', 'x', text(random)])),
    ...some(0.03, text(random), () => text(random)),
  ];
};

/** Which attributes are asked for. */
export const viewQuery = (random: Random, vocabulary: Vocabulary): Query => {
  if (random.chance(0.75)) return [];
  const names = Array.from({ length: 1 + random.below(3) }, () =>
    written(random, vocabulary, random.pick(vocabulary.names)),
  );
  return [[random.pick(['attributes', 'excludedAttributes']), names.join(random.pick([',', ', ']))]];
};

export const queryText = (random: Random, query: Query): string => {
  const encoded = (part: string) => {
    const percent = encodeURIComponent(part.toWellFormed());
    return random.chance(0.5) ? percent.replaceAll('%20', '+') : percent;
  };
  return query
    .map(
      ([name, value]) => `${encoded(random.chance(0.95) ? name : recased(random, name))}=${encoded(value)}`,
    )
    .join('&');
};
