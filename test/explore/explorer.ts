import { type Random, randomOf } from '../../local/simulate/source/random.ts';
import type { Model } from './model.ts';
import { type Observation, observe } from './observe.ts';
import { POPULATIONS, type PopulationName } from './population.ts';
import type { End, Program } from './scheduled-client.ts';
import { type Decide, type Surroundings, schedule, withoutJitter } from './scheduler.ts';
import { lineOf } from './trace.ts';
import { createWorld, type World } from './world.ts';

export type Options = Omit<Surroundings, 'record'>;

/** Where runs take place: worlds that are made once, and set back after each run. */
export interface Explorer extends Options {
  readonly world: (population: PopulationName) => Promise<World>;
}

export const createExplorer = (options: Options): Explorer => {
  const worlds = new Map<PopulationName, Promise<World>>();
  return {
    ...options,
    world: (population) => {
      const world = worlds.get(population) ?? createWorld(options.endpoint, POPULATIONS[population]);
      worlds.set(population, world);
      return world;
    },
  };
};

/** What came of a run. */
export interface Finding {
  /** Says everything that the run depends on: `npm run explore -- --replay` takes it. */
  readonly name: string;
  readonly violations: readonly string[];
  /** The calls in the order in which they went, and what else happened. */
  readonly trace: readonly string[];
  /** What the clients called, in the order in which it went. */
  readonly operations: readonly string[];
  readonly deaths: number;
}

/** What a run is made of. */
export interface Run {
  readonly world: World;
  /** Chance that follows from the name of the run. */
  readonly random: Random;
  readonly schedule: <Result>(
    programs: Readonly<Record<string, Program<Result>>>,
    decide: Decide,
  ) => Promise<readonly End<Result>[]>;
  readonly observe: (expected: readonly Model[]) => Promise<Observation>;
  /** Notes a step in the trace, and what was found wrong after it. */
  readonly note: (step: string, violations?: readonly string[]) => void;
}

/** Runs `work` in a world, which is as it was when it is over. */
export const inWorld = async (
  explorer: Explorer,
  name: string,
  population: PopulationName,
  work: (run: Run) => Promise<void>,
): Promise<Finding> => {
  const world = await explorer.world(population);
  const trace: string[] = [];
  const violations: string[] = [];
  const operations: string[] = [];
  let deaths = 0;
  /** Where nothing has been written since, nobody sees anything else. */
  let last: { readonly items: unknown; readonly seen: Observation } | undefined;
  const run: Run = {
    world,
    random: randomOf(name),
    schedule: async (programs, decide) => {
      const record: Surroundings['record'] = ({ client = 'network', nth, call }, fate) => {
        operations.push(call.operation);
        if (fate.kind.startsWith('die')) deaths += 1;
        const word = fate.kind === 'answer' ? fate.name : fate.kind;
        trace.push(`${client} ${nth} ${lineOf(call, world.labelOf)} → ${word}`);
      };
      try {
        return await withoutJitter(() => schedule(programs, decide, { ...explorer, record }));
      } finally {
        world.forget();
      }
    },
    observe: async (expected) => {
      const items = await world.items();
      if (last?.items !== items) {
        const rank = (text: string) => randomOf(`${name} ${text}`).below(1e9) / 1e9;
        last = { items, seen: await observe(world, expected, rank) };
      }
      return last.seen;
    },
    note: (step, found = []) => {
      trace.push(`-- ${step}`, ...found.map((violation) => `!! ${violation}`));
      violations.push(...found.map((violation) => `${step}: ${violation}`));
    },
  };
  try {
    await work(run);
  } catch (error) {
    run.note('the run', [`it failed: ${error instanceof Error ? error.stack : String(error)}`]);
  }
  await world.restore();
  return { name, violations, trace, operations, deaths };
};

/** Findings for people: each with the command that repeats it. Empty when nothing was found. */
export const described = (findings: readonly Finding[], plant?: string): string =>
  findings
    .filter(({ violations }) => violations.length > 0)
    .map(({ name, violations, trace }) =>
      [
        `${name}: ${violations.length} violations`,
        ...violations.map((violation) => `  ${violation}`),
        `  again: npm run explore -- --replay ${name}${plant ? ` --plant ${plant}` : ''}`,
        ...trace.map((line) => `    ${line}`),
      ].join('\n'),
    )
    .join('\n\n');
