/**
 * What the CPU is made to do by a filter or a path, at worst: `npm exec -- node bench/parse-bounds.ts`. Inputs
 * beyond the bounds are refused; the largest within them show what the parser and the evaluation cost.
 */
import { ScimError } from '../lambda/scim/error.ts';
import { compile } from '../lambda/scim/filter/evaluate.ts';
import { MAX_COMPARISONS, MAX_DEPTH, MAX_LENGTH, parseFilter } from '../lambda/scim/filter/parser.ts';
import { fold } from '../lambda/scim/fold.ts';
import { parsePath } from '../lambda/scim/path.ts';
import { USER } from '../lambda/scim/schema/models.ts';

const MB = 1_000_000;
const NESTED = 100_000;

const hostile: Readonly<Record<string, string>> = {
  '1 MB of a name': 'a'.repeat(MB),
  '1 MB of white space': ' '.repeat(MB),
  'a string of 1 MB': `userName eq "${'a'.repeat(MB)}"`,
  'an open string of 1 MB of escapes': `userName eq "${'\\"'.repeat(MB / 2)}`,
  '100,000 parentheses': '('.repeat(NESTED),
  '100,000 brackets': 'emails['.repeat(NESTED),
  '100,000 quotes': '"'.repeat(NESTED),
  '100,000 nots': 'not('.repeat(NESTED),
};

const repeated = (text: string): string => text.repeat(Math.floor((MAX_LENGTH - 20) / text.length));
const widest = Array(MAX_COMPARISONS).fill('display co "ſtraße"').join(' or ');
const deepest = `${'not ('.repeat(MAX_DEPTH - 2)}${widest}${')'.repeat(MAX_DEPTH - 2)}`;

/** What stands between the brackets of `emails[…]`; none is longer than allowed. */
const allowed: Readonly<Record<string, string>> = {
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

/** One call, the first of its kind in this process. */
const measure = (name: string, call: () => unknown): void => {
  const before = process.cpuUsage();
  let outcome = 'accepted';
  try {
    call();
  } catch (error) {
    if (!(error instanceof ScimError)) throw error;
    outcome = `${error.status} ${error.scimType}: ${error.message}`;
  }
  const { user, system } = process.cpuUsage(before);
  const milliseconds = ((user + system) / 1_000).toFixed(2).padStart(7);
  console.log(`${name.padEnd(44)} ${milliseconds} ms  ${outcome.slice(0, 80)}`);
};

for (const [name, text] of Object.entries(hostile)) {
  measure(`filter: ${name}`, () => parseFilter(text, USER));
  measure(`path: ${name}`, () => parsePath(text, USER));
}
for (const [name, text] of Object.entries(allowed)) {
  measure(`filter: ${name}`, () => parseFilter(`emails[${text}]`, USER));
  measure(`path: ${name}`, () => parsePath(`emails[${text}].value`, USER));
}

const emails = Array.from({ length: 500 }, (_, index) => ({ display: `Jürgen Müller ${index}` }));
const test = compile(parseFilter(`emails[${deepest}]`, USER));
measure('the widest filter on 500 emails', () => test({ emails }));
measure('the widest filter on a value of 390 KB', () => test({ emails: [{ display: 'Éß'.repeat(97_500) }] }));
measure('folding 1 MB', () => fold('Éß'.repeat(MB / 4)));
