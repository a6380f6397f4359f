import { randomOf } from '../../local/simulate/source/random.ts';
import { look, repeat, sweep, unexpected } from './aftermath.ts';
import { isBatchOfWrites } from './batch.ts';
import { type Explorer, type Finding, inWorld } from './explorer.ts';
import { initialOf, type Operation, perform } from './operations.ts';
import { isLeftPending } from './recovery.ts';
import type { Fate } from './scheduler.ts';
import { stateOf } from './state.ts';

/** `within`: when a batch, which is not written at once, has been written in part. */
export const SIDES = ['before', 'within', 'after'] as const;
type Side = (typeof SIDES)[number];

/** A client that dies at its call number `call`, counted from 1; at 0, one that does not. */
export interface Crash {
  readonly operation: Operation;
  readonly call: number;
  readonly side: Side;
  /** What comes first after it: the same request by a new client, or the sweeper. */
  readonly recovery: 'repeat' | 'sweep';
  /** Decides in which order calls go that the client makes side by side. */
  readonly seed: string;
}

export const nameOf = ({ operation, call, side, recovery, seed }: Crash): string =>
  `crash/${operation.name}/${call}/${side}/${recovery}/${seed}`;

export interface Crashed {
  readonly finding: Finding;
  /** Whether it left something for the sweeper. */
  readonly leftPending: boolean;
}

/**
 * Runs an operation up to the crash, and what follows it.
 * @param isKnown whether what follows from the items as the crash has left them is known already
 */
export const crash = async (
  explorer: Explorer,
  one: Crash,
  isKnown: (state: string) => boolean = () => false,
): Promise<Crashed> => {
  const { operation, side, recovery } = one;
  const before = initialOf(operation);
  const { status, after } = operation.effect(before);
  let died = false;
  let leftPending = false;
  const finding = await inWorld(explorer, nameOf(one), operation.population, async (run) => {
    const { world } = run;
    let calls = 0;
    const order = randomOf(`${operation.name} ${one.seed}`);
    const [end] = await run.schedule(
      { client: (client) => perform(operation, { ...world.table, client }, world) },
      (waiting) => {
        calls += 1;
        const chosen = order.pick(waiting);
        const isDeadly = calls === one.call && (side !== 'within' || isBatchOfWrites(chosen.call.operation));
        const fate: Fate = isDeadly ? { kind: `die ${side}` } : { kind: 'pass' };
        return [chosen, fate];
      },
    );
    if (end?.kind === 'done') {
      run.note(`the answer: ${end.result.status}`, unexpected(end.result, [status]));
    }
    died = end?.kind === 'died';
    if (died && isKnown(stateOf(await world.changedItems(), world.labelOf))) return run.note('as before');
    leftPending = await isLeftPending(world);
    const seen = await look(run, died ? [before, after] : [after], died ? operation.takesEffect : 'whole');
    if (recovery === 'sweep') await sweep(run, seen);
    await sweep(run, await repeat(run, operation, seen));
  });
  return { finding, leftPending };
};

/**
 * A client that does not die, and one that dies before, after and, in a batch, within each of its calls. Where it
 * leaves the items as at an earlier call, since it has only read, the same follows; where it leaves nothing
 * pending there is nothing to sweep, and the recoveries are one.
 * @param most how many of the crashes at most, chosen by the seed; all when absent
 */
export async function* everyCrash(
  explorer: Explorer,
  operation: Operation,
  seed: string,
  most = Number.POSITIVE_INFINITY,
): AsyncGenerator<Finding> {
  const alive = { operation, call: 0, side: 'after', recovery: 'repeat', seed } as const;
  const { finding: whole } = await crash(explorer, alive);
  yield whole;
  const points = whole.operations.flatMap((called, index) =>
    SIDES.filter((side) => side !== 'within' || isBatchOfWrites(called)).map((side) => ({
      ...alive,
      call: index + 1,
      side,
    })),
  );
  const chosen = points.length > most ? randomOf(`${operation.name} ${seed}`).some(points, most) : points;
  const known = new Set<string>();
  const isKnown = (state: string) => known.size === known.add(state).size;
  for (const point of chosen) {
    const { finding, leftPending } = await crash(explorer, point, isKnown);
    yield finding;
    if (leftPending) yield (await crash(explorer, { ...point, recovery: 'sweep' })).finding;
  }
}
