import '../harness/one-realm.ts';
import { describe, expect, jest, test } from '@jest/globals';
import { fuzz } from './fuzzing.ts';
import { type PartName, partsOf } from './parts.ts';
import { stopwatch } from './stopwatch.ts';
import type { Outcome } from './trial.ts';

jest.setTimeout(300_000);

/** What takes how long depends on what else the machine does: `npm run fuzz` looks at it, a test does not. */
const stopped = () => stopwatch({ wall: () => 0, cpu: () => 0 });
const parts = partsOf({}, stopped);

const tryAll = async (part: PartName, count: number) => {
  const found: Outcome[] = [];
  const totals = await fuzz(parts[part], 'test', count, {
    found: (outcome) => found.push(outcome),
    progress: () => {},
  });
  const told = found.map(({ name, violations, input }) => [name, ...violations, input()].join('\n'));
  return { told: told.join('\n\n'), totals };
};

describe('of inputs that nobody has thought of, nothing is wrong', () => {
  test.each([
    ['filters', 4_000, 1],
    ['paths', 3_000, 1],
    ['patches', 3_000, 1],
    ['bodies', 1_000, 1],
    // Only one that may read hardly anything is refused.
    ['lists', 40, 0],
    ['requests', 250, 1],
  ] as const)('with %s', async (part, count, refused) => {
    const { told, totals } = await tryAll(part, count);
    expect(told).toBe('');
    // Inputs that are all refused, or never, try little.
    expect(totals.accepted / count).toBeGreaterThan(0.25);
    expect(count - totals.accepted).toBeGreaterThanOrEqual(refused);
  });
});
