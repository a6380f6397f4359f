import { beforeAll, describe, expect, test } from '@jest/globals';
import { type Costs, measureCosts } from '../../bench/costs/measure.ts';
import { OPERATIONS } from '../../bench/costs/operations.ts';
import { readRecorded } from '../../bench/recorded.ts';

/** A change of cost is a change to be seen: `npm run bench -- costs` records it anew. */
describe('what operations cost is what bench/results/costs.json says:', () => {
  let measured: Costs;
  let recorded: Costs;
  beforeAll(async () => {
    measured = await measureCosts();
    recorded = (await readRecorded<Costs>('costs')).results;
  }, 240_000);

  test.each(Object.keys(OPERATIONS))('%s', (name) => {
    expect(measured[name]).toEqual(recorded[name]);
  });

  test('and it says nothing of others', () => {
    expect(Object.keys(recorded)).toEqual(Object.keys(OPERATIONS));
  });
});
