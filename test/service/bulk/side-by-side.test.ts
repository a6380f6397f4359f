import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { sideBySide, type Timed } from '../../../lambda/service/bulk/side-by-side.ts';

interface Step extends Timed {
  readonly name: number;
  /** How many of its operations fail. */
  readonly failures: number;
}

/** Plans, in which each step comes after some of those before it. */
const plans = fc
  .array(
    fc.record({
      size: fc.integer({ min: 1, max: 3 }),
      failures: fc.nat(3),
      after: fc.array(fc.nat(20), { maxLength: 3 }),
    }),
    { maxLength: 40 },
  )
  .map((steps) =>
    steps.map(
      ({ size, failures, after }, name): Step => ({
        name,
        operations: Array.from({ length: size }),
        failures: Math.min(failures, size),
        after: [...new Set(after)].filter((place) => place < name),
      }),
    ),
  );

/** Which steps are begun one after the other. */
const oneByOne = (steps: readonly Step[], maxFailures: number): readonly number[] => {
  let failures = 0;
  const begun: number[] = [];
  for (const step of steps) {
    if (failures >= maxFailures) break;
    begun.push(step.name);
    failures += step.failures;
  }
  return begun;
};

/** Runs a plan whose steps end in an order that `scheduler` chooses. */
const run = async (scheduler: fc.Scheduler, steps: readonly Step[], maxFailures: number) => {
  const begun: number[] = [];
  const ended = new Set<number>();
  let most = 0;
  const running = sideBySide(steps, maxFailures, async (step, before) => {
    begun.push(step.name);
    for (const place of step.after) expect(ended).toContain(place);
    if (before.isOver()) expect([...ended].filter((name) => name < step.name)).toHaveLength(step.name);
    most = Math.max(most, begun.length - ended.size);
    await scheduler.schedule(Promise.resolve(), String(step.name));
    ended.add(step.name);
    return step.failures;
  });
  await scheduler.waitFor(running);
  return { begun: begun.sort((a, b) => a - b), ended, most };
};

describe('steps that run side by side', () => {
  test('are those that would run one after the other, each after those that it has to come after', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        plans,
        fc.oneof(fc.integer({ min: 1, max: 6 }), fc.constant(Number.POSITIVE_INFINITY)),
        async (scheduler, steps, maxFailures) => {
          const { begun, ended } = await run(scheduler, steps, maxFailures);
          expect(begun).toEqual(oneByOne(steps, maxFailures));
          expect(ended.size).toBe(begun.length);
        },
      ),
    );
  });

  const independent = (count: number): readonly Step[] =>
    Array.from({ length: count }, (_, name) => ({ name, operations: [name], failures: 0, after: [] }));

  test.each([
    [Number.POSITIVE_INFINITY, 16],
    [1, 1],
    [5, 5],
  ])('of whom %d may fail are at most %d at a time', async (maxFailures, width) => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        expect((await run(scheduler, independent(60), maxFailures)).most).toBe(width);
      }),
      { numRuns: 5 },
    );
  });

  test('are told when all before them have ended', async () => {
    const told: string[] = [];
    const first = Promise.withResolvers<void>();
    await sideBySide(independent(3), Number.POSITIVE_INFINITY, async ({ name }, before) => {
      if (name === 0) await first.promise;
      if (name === 1) first.resolve();
      if (name === 2) {
        told.push(before.isOver() ? 'over' : 'not yet');
        await before.over;
        told.push(before.isOver() ? 'over' : 'not yet');
      }
      return 0;
    });
    expect(told).toEqual(['not yet', 'over']);
  });
});
