import { compile } from '../../lambda/scim/filter/evaluate.ts';
import { MAX_COMPARISONS, MAX_DEPTH, MAX_LENGTH, parseFilter } from '../../lambda/scim/filter/parser.ts';
import type { Json } from '../../lambda/scim/json.ts';
import { parsePath } from '../../lambda/scim/path.ts';
import { USER } from '../../lambda/scim/schema/models.ts';
import type { Case, Cases } from './case.ts';

/** Beyond the bounds, and refused. */
const HOSTILE: Readonly<Record<string, (size: number) => string>> = {
  'a long name': (size) => 'a'.repeat(size),
  'white space': (size) => ' '.repeat(size),
  'a long string': (size) => `userName eq "${'a'.repeat(size)}"`,
  'an open string of escapes': (size) => `userName eq "${'\\"'.repeat(size / 2)}`,
  parentheses: (size) => '('.repeat(size),
  brackets: (size) => 'emails['.repeat(size / 7),
  quotes: (size) => '"'.repeat(size),
  nots: (size) => 'not('.repeat(size / 4),
};

const repeated = (text: string): string => text.repeat(Math.floor((MAX_LENGTH - 20) / text.length));
const widest = Array(MAX_COMPARISONS).fill('display co "ſtraße"').join(' or ');
const deepest = `${'not ('.repeat(MAX_DEPTH - 2)}${widest}${')'.repeat(MAX_DEPTH - 2)}`;

/** What stands between the brackets of `emails[…]`; none is longer than allowed. */
const ALLOWED: Readonly<Record<string, string>> = {
  'a long name': repeated('a'),
  dots: repeated('.'),
  'white space': repeated(' '),
  parentheses: repeated('('),
  brackets: repeated('['),
  quotes: repeated('"'),
  'an open string of escapes': `display eq "${repeated('\\"').slice(0, -20)}`,
  'a string of escapes': `display eq "${repeated('\\u00e9').slice(0, -24)}"`,
  'a long number': `display eq ${repeated('1').slice(0, -20)}`,
  'as many comparisons as allowed': widest,
  'the deepest and widest filter': deepest,
};

const textOf = (input: Json): string => (typeof input === 'string' ? input : '');

const filter = (text: (size: number) => string): Case => ({
  text: (size) => JSON.stringify(text(size)),
  run: (input) => parseFilter(textOf(input), USER),
});
const path = (text: (size: number) => string): Case => ({
  text: (size) => JSON.stringify(text(size)),
  run: (input) => parsePath(textOf(input), USER),
});

const evaluated = (value: string, count: number): Case => {
  const test = compile(parseFilter(`emails[${deepest}]`, USER));
  return {
    text: () => JSON.stringify({ emails: Array.from({ length: count }, () => ({ display: value })) }),
    run: (input) => test(input as Parameters<typeof test>[0]),
  };
};

export const EXPRESSIONS: Cases = {
  ...Object.fromEntries(
    Object.entries(HOSTILE).flatMap(([name, text]) => [
      [`filter of ${name}, beyond what is allowed`, filter(text)],
      [`path of ${name}, beyond what is allowed`, path(text)],
    ]),
  ),
  ...Object.fromEntries(
    Object.entries(ALLOWED).flatMap(([name, text]) => [
      [`filter of ${name}`, filter(() => `emails[${text}]`)],
      [`path of ${name}`, path(() => `emails[${text}].value`)],
    ]),
  ),
  'the widest filter on 500 emails': evaluated('Jürgen Müller', 500),
  'the widest filter on a value of 390 KB': evaluated('Éß'.repeat(97_500), 1),
};
