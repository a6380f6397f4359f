import { expect, test } from '@jest/globals';
import { parseFilter } from '../../../lambda/scim/filter/parser.ts';
import { printFilter } from '../../../lambda/scim/filter/print.ts';
import { EXTENSION, SAMPLE } from './sample.ts';

test.each([
  ['TEXT  EQ  "a"', 'text eq "a"'],
  ['exact eq jyoung', 'exact eq "jyoung"'],
  ['flag eq "True"', 'flag eq true'],
  ['ratio gt 1.50e1', 'ratio gt 15'],
  ['text eq null', 'not (text pr)'],
  ['many co "a"', 'many.value co "a"'],
  [String.raw`text eq "\u00e9\u0001\"\\"`, String.raw`text eq "é\u0001\"\\"`],
  ['urn:example:params:sample:2.0:sample:TEXT pr', 'text pr'],
  [`${EXTENSION.toLowerCase()}:grade ge 3`, `${EXTENSION}:grade ge 3`],
  ['((text pr) and ((exact pr)))', 'text pr and exact pr'],
  ['text pr or (exact pr and count pr)', 'text pr or exact pr and count pr'],
  ['(text pr or exact pr) and count pr', '(text pr or exact pr) and count pr'],
  ['not(text pr or exact pr)', 'not (text pr or exact pr)'],
  ['many[text eq "a"].value pr', 'many[text eq "a" and value pr]'],
  ['many[text eq "a" or flag eq true].value pr', 'many[(text eq "a" or flag eq true) and value pr]'],
])('%s is printed %s', (text, printed) => {
  expect(printFilter(parseFilter(text, SAMPLE))).toBe(printed);
});
