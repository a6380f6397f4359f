/** A step of a plan, as far as its time is concerned. */
export interface Timed {
  readonly operations: readonly unknown[];
  /** The places of those earlier steps after which it has to come. */
  readonly after: readonly number[];
}

/** What a step is told of those before it. */
export interface Before {
  /** Whether all of them have ended. */
  readonly isOver: () => boolean;
  /** Until they have. */
  readonly over: Promise<unknown>;
}

/** How many steps are under way at a time. */
const WIDTH = 16;

/**
 * Runs steps side by side as far as the outcome stays that of one after the other: each after those that it has to
 * come after, and, where only so many failures are allowed, none that would not have been begun, however those before
 * it end. Everything that was begun has ended when it returns.
 * @param run the step, which never throws; @returns how many failures it has come to
 */
export const sideBySide = async <Step extends Timed>(
  steps: readonly Step[],
  maxFailures: number,
  run: (step: Step, before: Before) => Promise<number>,
): Promise<void> => {
  const begun: Promise<void>[] = [];
  const underWay = new Set<Promise<void>>();
  let failures = 0;
  let undecided = 0;
  let before: Before = { isOver: () => true, over: Promise.resolve() };

  const runInTurn = async (step: Step, earlier: Before): Promise<void> => {
    await Promise.all(step.after.flatMap((place) => begun[place] ?? []));
    const failed = await run(step, earlier);
    failures += failed;
    undecided -= step.operations.length;
  };

  for (const step of steps) {
    while (underWay.size >= WIDTH || (underWay.size > 0 && failures + undecided >= maxFailures)) {
      await Promise.race(underWay);
    }
    if (failures >= maxFailures) break;
    undecided += step.operations.length;
    const one = runInTurn(step, before);
    begun.push(one);
    underWay.add(one);
    const ended = one.finally(() => underWay.delete(one));
    before = followedBy(before, ended);
  }
  await before.over;
};

const followedBy = ({ over }: Before, step: Promise<unknown>): Before => {
  let isOver = false;
  const all = Promise.all([over, step]).then(() => {
    isOver = true;
  });
  return { isOver: () => isOver, over: all };
};
