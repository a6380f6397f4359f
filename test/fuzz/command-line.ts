import { describeOptions, indent } from '../../local/admin/describe-options.ts';
import { UsageError } from '../../local/admin/error.ts';
import { type CommonOption, commaSeparated } from '../../local/admin/option.ts';
import { writtenOptions } from '../../local/admin/written-options.ts';
import { PART_NAMES, type PartName } from './parts.ts';
import { PLANTS } from './plants.ts';

const OPTIONS = {
  parts: { value: 'A,B', help: `what is tried: ${PART_NAMES.join(', ')}; all by default` },
  inputs: {
    value: 'N',
    help: 'how many inputs in process, of filters, paths, patches and bodies; 1200000 by default',
  },
  lists: { value: 'N', help: 'how many lists on the embedded engine; 5000 by default' },
  requests: { value: 'N', help: 'how many requests to the local server; 20000 by default' },
  seed: { value: 'TEXT', help: 'what all of it follows from; "1" by default' },
  only: { value: 'NAME', help: 'one input again, such as filters/123' },
  plant: { value: 'FAULT', help: `a fault for what is tried: ${Object.keys(PLANTS).join(', ')}` },
  help: { short: 'h', help: 'explain the command' },
} as const satisfies Readonly<Record<string, CommonOption>>;

export interface FuzzRequest {
  readonly parts: readonly PartName[];
  readonly inputs: number;
  readonly lists: number;
  readonly requests: number;
  readonly seed: string;
  readonly only: { readonly part: PartName; readonly number: number } | undefined;
  readonly plant: string | undefined;
}

/** @returns undefined when help is asked for. @throws UsageError with a sentence that says what to write instead */
export const parseCommandLine = (args: readonly string[]): FuzzRequest | undefined => {
  const written = writtenOptions(args, 'fuzz', OPTIONS);
  if (!written) return undefined;
  const { text, number } = written;
  const parts = text('parts');
  const only = text('only');
  const plant = text('plant');
  if (plant !== undefined && !Object.hasOwn(PLANTS, plant))
    throw new UsageError(`--plant takes one of ${Object.keys(PLANTS).join(', ')}, not '${plant}'.`);
  return {
    parts: parts === undefined ? PART_NAMES : commaSeparated(parts).map(partNamed),
    inputs: number('inputs', 1_200_000),
    lists: number('lists', 5_000),
    requests: number('requests', 20_000),
    seed: text('seed') ?? '1',
    only: only === undefined ? undefined : inputNamed(only),
    plant,
  };
};

const partNamed = (name: string): PartName => {
  const part = PART_NAMES.find((one) => one === name);
  if (part === undefined)
    throw new UsageError(`There is no part '${name}'; there are ${PART_NAMES.join(', ')}.`);
  return part;
};

const inputNamed = (name: string): FuzzRequest['only'] => {
  const [part = '', number = ''] = name.split('/');
  if (!/^\d{1,9}$/.test(number))
    throw new UsageError(`'${name}' is the name of no input, such as filters/123.`);
  return { part: partNamed(part), number: Number(number) };
};

export const HELP = `Tries the service with inputs that nobody has thought of, in process, on the embedded database and over HTTP. Ends
with 0 when nothing is ever wrong, with 1 otherwise.

Usage
  npm run fuzz -- [options]

Options
${indent(describeOptions(OPTIONS))}

Examples
  npm run fuzz -- --seed 7
  npm run fuzz -- --parts filters,patches --inputs 100000
  npm run fuzz -- --seed 7 --only patches/4711`;
