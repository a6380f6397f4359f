import { dynamoDirectory } from '../../lambda/store/dynamo/directory.ts';
import { look, repeat, sweep, unexpected } from './aftermath.ts';
import { type Explorer, type Finding, inWorld } from './explorer.ts';
import { initialOf, type Operation } from './operations.ts';
import { isLeftPending } from './recovery.ts';
import { serve } from './request.ts';
import { stateOf } from './state.ts';
import { TENANT } from './world.ts';

/** A client that dies at its call number `call`, counted from 1. */
export interface Crash {
  readonly operation: Operation;
  readonly call: number;
  readonly side: 'before' | 'after';
  /** What comes first after it: the same request by a new client, or the sweeper. */
  readonly recovery: 'repeat' | 'sweep';
  /** Decides in which order calls go that the client makes side by side. */
  readonly seed: string;
}

export const nameOf = ({ operation, call, side, recovery, seed }: Crash): string =>
  `crash/${operation.name}/${call}/${side}/${recovery}/${seed}`;

export interface Crashed {
  readonly finding: Finding;
  /** Whether the client makes so many calls. */
  readonly died: boolean;
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
    const [end] = await run.schedule(
      {
        client: (client) =>
          serve(dynamoDirectory({ client, table: world.table }), TENANT, operation.request(world.tagOf)),
      },
      (waiting) => {
        calls += 1;
        return [run.random.pick(waiting), { kind: calls === one.call ? `die ${side}` : 'pass' }];
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
  return { finding, died, leftPending };
};

/**
 * A client that dies before and after each of its calls, and one that does not die. Where it leaves the items as
 * at an earlier call, since it has only read, the same follows; where it leaves nothing pending there is nothing
 * to sweep, and the recoveries are one.
 */
export async function* everyCrash(
  explorer: Explorer,
  operation: Operation,
  seed: string,
): AsyncGenerator<Finding> {
  const known = new Set<string>();
  const isKnown = (state: string) => known.size === known.add(state).size;
  for (let call = 1; ; call += 1) {
    for (const side of ['before', 'after'] as const) {
      const one = { operation, call, side, seed };
      const { finding, died, leftPending } = await crash(explorer, { ...one, recovery: 'repeat' }, isKnown);
      yield finding;
      if (!died) return;
      if (leftPending) yield (await crash(explorer, { ...one, recovery: 'sweep' })).finding;
    }
  }
}
