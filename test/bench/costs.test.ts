import { beforeAll, describe, expect, test } from '@jest/globals';
import { type Costs, measureCosts } from '../../bench/costs/measure.ts';
import { OPERATIONS } from '../../bench/costs/operations.ts';
import { readRecorded } from '../../bench/recorded.ts';

/** Where random ids decide how much is read: how far behind its counter a place is, and how large the items of a page are. */
const CHANCE: ReadonlyMap<string, number> = new Map([
  ['page of 100 users, a jump', 3],
  ['page of 100 groups, members excluded', 3],
]);

/** A change of cost is a change to be seen: `npm run bench -- costs` records it anew. */
describe('what operations cost is what bench/results/costs.json says:', () => {
  let measured: Costs;
  let recorded: Costs | undefined;
  beforeAll(async () => {
    measured = await measureCosts();
    recorded = (await readRecorded<Costs>('costs'))?.results;
  }, 240_000);

  test.each(Object.keys(OPERATIONS).filter((name) => !CHANCE.has(name)))('%s', (name) => {
    expect(measured.operations[name]).toEqual(recorded?.operations[name]);
  });

  test.each([...CHANCE])('%s, to %i read units', (name, tolerance) => {
    const { read, ...exact } = measured.operations[name] ?? { read: Number.NaN };
    const { read: kept = Number.NaN, ...other } = recorded?.operations[name] ?? {};
    expect(exact).toEqual(other);
    expect(Math.abs(read - kept)).toBeLessThanOrEqual(tolerance);
  });

  test('and it says nothing of others', () => {
    expect(Object.keys(recorded?.operations ?? {})).toEqual(Object.keys(OPERATIONS));
  });

  test('and what is stored is of that size', () => {
    expect(measured.stored).toEqual(recorded?.stored);
  });
});
