import { describeOptions, indent } from '../../local/admin/describe-options.ts';
import { UsageError } from '../../local/admin/error.ts';
import { type CommonOption, commaSeparated } from '../../local/admin/option.ts';
import { writtenOptions } from '../../local/admin/written-options.ts';
import { OPERATIONS, type Operation, operationNamed } from './operations.ts';
import { PLANTS } from './plants.ts';

const OPTIONS = {
  operations: { value: 'A,B', help: 'the operations whose crashes are explored; all by default' },
  orders: { value: 'N', help: 'in how many orders calls go that a client makes side by side; 1 by default' },
  schedules: { value: 'N', help: 'how many schedules of one to three clients; 1000 by default' },
  kills: { value: 'N', help: 'how many schedules in which the engine is killed; 100 by default' },
  seed: { value: 'TEXT', help: 'what all of it follows from; "1" by default' },
  replay: { value: 'NAME', help: 'one run again, with the trace of its calls' },
  plant: { value: 'FAULT', help: `a fault for the store: ${Object.keys(PLANTS).join(', ')}` },
  help: { short: 'h', help: 'explain the command' },
} as const satisfies Readonly<Record<string, CommonOption>>;

export interface ExploreRequest {
  readonly operations: readonly Operation[];
  readonly orders: number;
  readonly schedules: number;
  readonly kills: number;
  readonly seed: string;
  /** The name of a run. */
  readonly replay: string | undefined;
  readonly plant: string | undefined;
}

/** @returns undefined when help is asked for. @throws UsageError with a sentence that says what to write instead */
export const parseCommandLine = (args: readonly string[]): ExploreRequest | undefined => {
  const written = writtenOptions(args, 'explore', OPTIONS);
  if (!written) return undefined;
  const { text, number } = written;
  const plant = text('plant');
  if (plant !== undefined && !Object.hasOwn(PLANTS, plant))
    throw new UsageError(`--plant takes one of ${Object.keys(PLANTS).join(', ')}, not '${plant}'.`);
  const named = text('operations');
  return {
    operations: named === undefined ? OPERATIONS : commaSeparated(named).map(operationNamed),
    orders: number('orders', 1),
    schedules: number('schedules', 1_000),
    kills: number('kills', 100),
    seed: text('seed') ?? '1',
    replay: text('replay'),
    plant,
  };
};

export const HELP = `Explores what crashes, faults and races leave of the directory, against the embedded database. Ends with 0 when
nothing is ever wrong, with 1 otherwise.

Usage
  npm run explore -- [options]

Options
${indent(describeOptions(OPTIONS))}

Examples
  npm run explore -- --schedules 5000 --seed 7
  npm run explore -- --operations add-29,delete-user-in-60 --orders 5 --schedules 0 --kills 0
  npm run explore -- --replay crash/add-29/7/after/repeat/1.0`;
