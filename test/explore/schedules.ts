import { type Random, randomOf } from '../../local/simulate/source/random.ts';
import { look, repeat, sweep } from './aftermath.ts';
import { isBatchOfWrites } from './batch.ts';
import { SIDES } from './crashes.ts';
import { type Explorer, type Finding, inWorld } from './explorer.ts';
import { faultsOf, OF_THE_ENGINE, OF_THE_NETWORK } from './faults.ts';
import { coarsest } from './judge.ts';
import { canonical } from './model.ts';
import { initialOf, OPERATIONS, type Operation, perform, RIVALS } from './operations.ts';
import type { PopulationName } from './population.ts';
import type { Answer } from './request.ts';
import type { End, Program } from './scheduled-client.ts';
import type { Decide } from './scheduler.ts';
import { type Reply, serialCourses } from './serial.ts';

/** Requests made side by side, whose course a seed decides: which call goes next, what fails, and who dies. */
export interface Schedule {
  /** `kill`: the engine is killed on the way; needs one that is on a file. */
  readonly kind: 'schedule' | 'kill';
  readonly operations: readonly Operation[];
  readonly seed: string;
}

export const nameOf = ({ kind, operations, seed }: Schedule): string =>
  `${kind}/${operations.map(({ name }) => name).join('+')}/${seed}`;

/** Of which directory the next schedule is: large ones take long. */
const SHARES: readonly PopulationName[] = [
  ...Array.from({ length: 40 }, () => 'office' as const),
  ...Array.from({ length: 8 }, () => 'company' as const),
  'clubs',
  'hall',
];

/** The schedule of this number. */
export const drawSchedule = (kind: Schedule['kind'], seed: string, number: number): Schedule => {
  const random = randomOf(`${kind} ${seed} ${number}`);
  const population = random.pick(SHARES);
  const candidates = [...OPERATIONS, ...RIVALS].filter((operation) => operation.population === population);
  const count = population === 'hall' ? 1 : random.pick([1, 2, 2, 2, 3]);
  const operations = Array.from({ length: count }, () => random.pick(candidates));
  return { kind, operations, seed: `${seed}.${number}` };
};

/** Runs it: the requests come out as if one had come after the other, and whoever died is made up for. */
export const runSchedule = (explorer: Explorer, one: Schedule): Promise<Finding> => {
  const [first] = one.operations;
  if (!first) throw new Error('a schedule has operations');
  return inWorld(explorer, nameOf(one), first.population, async (run) => {
    const { world, random } = run;
    const programs = one.operations.map((operation, index): [string, Program<Answer>] => [
      clientName(index),
      (client) => perform(operation, { ...world.table, client }, world),
    ]);
    const ends = await run.schedule(Object.fromEntries(programs), courseOf(one, random));
    const replies = ends.map((end, index) => replyOf(end, index, one.operations));
    run.note(`the answers: ${replies.map((reply) => (reply ? textOf(reply) : 'unheard')).join(', ')}`);

    const requests = one.operations.map(({ effect }, index) => ({
      effect,
      heard: replies[index] !== undefined,
    }));
    const courses = serialCourses(initialOf(first), requests);
    const possible = courses.filter(({ answers }) => canonical(answers) === canonical(replies));
    if (possible.length === 0) {
      run.note('the answers', ['they are those of no order of the requests']);
    }
    const candidates = (possible.length === 0 ? courses : possible).map(({ after }) => after);
    let seen = await look(run, candidates, coarsest(one.operations));
    const recovery = random.pick(['repeat', 'sweep']);
    if (recovery === 'sweep') await sweep(run, seen);
    for (const [index, operation] of one.operations.entries()) {
      if (!replies[index]) seen = await repeat(run, operation, seen);
    }
    await sweep(run, seen);
  });
};

const clientName = (index: number): string => `client-${index + 1}`;

/** What a client hears; nothing that counts where it dies, or where the sweeper takes its creation from it. */
const replyOf = (end: End<Answer>, index: number, operations: readonly Operation[]): Reply | undefined => {
  if (end.kind === 'died') return undefined;
  const { status, body } = end.result;
  if (status === 503 && operations.some(({ request }) => request === 'sweep')) return undefined;
  return { status, told: operations[index]?.told?.(body) };
};

const textOf = ({ status, told }: Reply): string => [status, told].filter(Boolean).join(' ');

/** A client's call is as likely to go next whatever the number of its calls that wait. */
const courseOf = ({ kind, operations }: Schedule, random: Random): Decide => {
  const dies = new Map(
    operations.map((_, index) => [
      clientName(index),
      { at: random.chance(0.4) ? 1 + random.below(random.pick([3, 8, 40])) : 0, side: random.pick(SIDES) },
    ]),
  );
  const faults = faultsOf(
    random,
    kind === 'kill'
      ? { kinds: OF_THE_ENGINE, probability: 0.25, most: 2 }
      : { kinds: OF_THE_NETWORK, probability: random.pick([0, 0.05, 0.4]), most: 8 },
  );
  const favour = random.pick([0, 0, 0.8]);
  const calls = new Map<string, number>();
  return (waiting) => {
    const callers = [...Map.groupBy(waiting, ({ client }) => client).values()];
    const [first = []] = callers;
    const chosen = random.pick(random.chance(favour) ? first : random.pick(callers));
    const { client, call } = chosen;
    if (client === undefined) return [chosen, { kind: 'pass' }];
    const nth = (calls.get(client) ?? 0) + 1;
    calls.set(client, nth);
    const death = dies.get(client);
    if (death?.at === nth) {
      const side = death.side === 'within' && !isBatchOfWrites(call.operation) ? 'after' : death.side;
      return [chosen, { kind: `die ${side}` }];
    }
    return [chosen, faults(call) ?? { kind: 'pass' }];
  };
};
