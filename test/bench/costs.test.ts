import { beforeAll, describe, expect, test } from '@jest/globals';
import { type Costs, measureCosts } from '../../bench/costs/measure.ts';
import { OPERATIONS } from '../../bench/costs/operations.ts';
import { readRecorded } from '../../bench/recorded.ts';

/** A change of cost is a change to be seen: `npm run bench -- costs` records it anew. */
describe('what operations cost is what bench/results/costs.json says:', () => {
  let measured: Costs;
  let recorded: Costs | undefined;
  beforeAll(async () => {
    measured = await measureCosts();
    recorded = (await readRecorded<Costs>('costs'))?.results;
  }, 240_000);

  test.each(Object.keys(OPERATIONS))('%s', (name) => {
    expect(measured.operations[name]).toEqual(recorded?.operations[name]);
  });

  test('and it says nothing of others', () => {
    expect(Object.keys(recorded?.operations ?? {})).toEqual(Object.keys(OPERATIONS));
  });

  test('and what is stored is of that size', () => {
    expect(measured.stored).toEqual(recorded?.stored);
  });
});
