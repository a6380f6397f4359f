/** `npm run bench`: measures all parts, or those that are named; `--quick` takes a minute and keeps nothing. */
import { parseArgs } from 'node:util';
import { writeDocuments } from './documents/write.ts';
import { isMet, type Part, targetLine } from './part.ts';
import { PARTS } from './parts.ts';
import { record } from './recorded.ts';

const USAGE = `npm run bench -- [--quick] [part …]

${PARTS.map(({ name, about }) => `  ${name.padEnd(12)}${about}`).join('\n')}

Without a part, all of them. Results go to bench/results; --quick measures little, for a minute, and keeps nothing.`;

const main = async (): Promise<number> => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { quick: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
  });
  const unknown = positionals.filter((name) => !PARTS.some((part) => part.name === name));
  if (values.help || unknown.length > 0) {
    for (const name of unknown) console.error(`There is no part ${name}.`);
    console.log(USAGE);
    return unknown.length > 0 ? 2 : 0;
  }
  const chosen = PARTS.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
  let missed = 0;
  for (const part of chosen) missed += await run(part, values.quick);
  return missed > 0 && !values.quick ? 1 : 0;
};

/** @returns how many targets were missed */
const run = async (part: Part, quick: boolean): Promise<number> => {
  console.log(`\n## ${part.name}: ${part.about}\n`);
  const results = await part.measure(quick ? 'quick' : 'full', (what) => console.error(`… ${what}`));
  const targets = part.targets(results);
  console.log([part.report(results), targets.map(targetLine).join('\n')].join('\n\n'));
  if (!quick) await keep(part, results);
  return targets.filter((target) => !isMet(target)).length;
};

const keep = async (part: Part, results: unknown): Promise<void> => {
  const files = [await record(part.name, results), ...(await writeDocuments())];
  console.log(`\n${files.join('\n')}`);
};

process.exitCode = await main().catch((error: unknown) => {
  console.error(error);
  return 1;
});
