/** `npm run fuzz`: inputs that nobody has thought of, as many as there is time for. */
import { Failure } from '../../local/admin/error.ts';
import { pairs, table } from '../../local/admin/table.ts';
import { type FuzzRequest, HELP, parseCommandLine } from './command-line.ts';
import { again, fuzz, type Listener, type Totals } from './fuzzing.ts';
import { countsOf, partsOf } from './parts.ts';
import { PLANTS } from './plants.ts';
import type { Outcome } from './trial.ts';

/** Of each part; others are counted. */
const MOST_SHOWN = 20;

/** @returns how much was found */
const run = async (request: FuzzRequest): Promise<number> => {
  const { seed, only, plant } = request;
  const parts = partsOf(plant === undefined ? {} : PLANTS[plant]);
  if (only) {
    const outcome = await again(parts[only.part], seed, only.number);
    console.log(described(outcome, request));
    return outcome.violations.length;
  }
  const counts = countsOf(request);
  const totals: Totals[] = [];
  for (const name of request.parts) {
    const started = performance.now();
    totals.push(await fuzz(parts[name], seed, counts[name], listenerOf(request)));
    console.error(`${name}: ${((performance.now() - started) / 1_000).toFixed(0)} s`);
  }
  console.log(summary(totals));
  return totals.reduce((sum, { findings }) => sum + findings, 0);
};

const listenerOf = (request: FuzzRequest): Listener => {
  let shown = 0;
  return {
    found: (outcome) => {
      shown += 1;
      if (shown <= MOST_SHOWN) console.log(`${described(outcome, request)}\n`);
    },
    progress: (part, tried, findings) => console.error(`${part}: ${tried}, ${findings} findings`),
  };
};

const described = ({ name, refusal, violations, input }: Outcome, { seed, plant }: FuzzRequest): string =>
  [
    `${name}: ${violations.length} violations${refusal === undefined ? '' : `, ${refusal}`}`,
    ...violations.map((violation) => `  ${violation}`),
    `  again: npm run fuzz -- --seed ${seed} --only ${name}${plant ? ` --plant ${plant}` : ''}`,
    input().replace(/^/gm, '    '),
  ].join('\n');

const summary = (totals: readonly Totals[]): string => {
  const rows = totals.map(({ part, inputs, accepted, slowest, findings }) => [
    part,
    String(inputs),
    String(accepted),
    slowest ? `${slowest.milliseconds.toFixed(1)} ms, ${slowest.name}` : '',
    String(findings),
  ]);
  const refusals = totals.map(({ part, refused }): [string, string] => [
    `${part} refused`,
    [...refused]
      .sort(([, a], [, b]) => b - a)
      .map(([how, count]) => `${how} ${count}`)
      .join(', '),
  ]);
  const figures = totals.flatMap(({ part, figures: some }) =>
    Object.entries(some).map(([name, figure]): [string, string] => [`${part} ${name}`, figure]),
  );
  return [
    table(['part', 'inputs', 'accepted', 'slowest', 'findings'], rows),
    pairs(Object.fromEntries([...refusals, ...figures])),
  ].join('\n\n');
};

try {
  const request = parseCommandLine(process.argv.slice(2));
  if (request) process.exitCode = (await run(request)) > 0 ? 1 : 0;
  else console.log(HELP);
} catch (error) {
  if (!(error instanceof Failure)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
