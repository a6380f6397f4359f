import '../harness/one-realm.ts';
import { expect, jest, test } from '@jest/globals';
import { fuzz } from './fuzzing.ts';
import type { Part } from './part.ts';
import { type PartName, partsOf } from './parts.ts';
import { PLANTS } from './plants.ts';
import { stopwatch } from './stopwatch.ts';
import { SUBJECT, type Subject } from './subject.ts';
import type { Outcome } from './trial.ts';

jest.setTimeout(300_000);

test.each<[string, PartName, number, RegExp]>([
  ['plan-without-ends', 'filters', 2_000, /is not found by the plan/],
  ['index-without-ends', 'lists', 60, /of \d+ it says that they are \d+/],
  ['empty-values-kept', 'patches', 1_000, /is no string: ""/],
])('the fault %s is found by %s', async (plant, part, count, words) => {
  expect(await violationsOf(partsOf(PLANTS[plant])[part], count)).toMatch(words);
});

test('a parser whose time grows with the square of its text is found', async () => {
  let now = 0;
  const slow: Partial<Subject> = {
    parseFilter: (text, model) => {
      now += (text.length / 1_000) ** 2;
      return SUBJECT.parseFilter(text, model);
    },
  };
  const clock = () => stopwatch({ wall: () => now, cpu: () => now });
  expect(await violationsOf(partsOf(slow, clock).filters, 1_000)).toMatch(/it took \d+\.\d ms of CPU/);
});

const violationsOf = async (part: Part, count: number): Promise<string> => {
  const found: Outcome[] = [];
  const listener = { found: (outcome: Outcome) => found.push(outcome), progress: () => {} };
  await fuzz(part, 'plants', count, listener);
  return found.flatMap(({ violations }) => violations).join('\n');
};
