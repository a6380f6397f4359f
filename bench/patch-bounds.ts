/**
 * What a body or a PATCH makes the CPU do, at worst: `npm exec -- node bench/patch-bounds.ts`, with a part of a
 * case's name to measure that one only. The results that were last recorded are in bench/patch-bounds.md.
 */
import { ScimError } from '../lambda/scim/error.ts';
import type { Json } from '../lambda/scim/json.ts';
import { BODIES } from './bounds/bodies.ts';
import { MEMBERS } from './bounds/members.ts';
import { PATCHES } from './bounds/patches.ts';

const SIZES = [1, 4];
const MEGABYTE = 1024 * 1024;
const RUNS = 7;

const outcomeOf = (run: () => unknown): string => {
  try {
    run();
    return 'done';
  } catch (error) {
    if (error instanceof ScimError) return `${error.status} ${error.scimType}`;
    throw error;
  }
};

/** Milliseconds of CPU, of all threads, the collector's too. */
const cpuOf = (run: () => unknown): number => {
  const before = process.cpuUsage();
  outcomeOf(run);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
};

const [wanted = ''] = process.argv.slice(2);

console.log('| case | M characters | median ms | worst ms | outcome |');
console.log('|---|---|---|---|---|');
for (const [group, cases] of Object.entries({ BODY: BODIES, PATCH: PATCHES, MEMBERS })) {
  for (const [name, { text, run }] of Object.entries(cases)) {
    if (!name.includes(wanted)) continue;
    for (const size of SIZES) {
      const sent = text(size * MEGABYTE);
      const megabytes = sent.length / MEGABYTE;
      if (size > 1 && megabytes < 1) continue;
      const input = JSON.parse(sent) as Json;
      const outcome = outcomeOf(() => run(input));
      const times = Array.from({ length: RUNS }, () => cpuOf(() => run(input))).sort((a, b) => a - b);
      const [median, worst] = [times[RUNS >> 1] ?? 0, times.at(-1) ?? 0];
      console.log(
        `| ${group.toLowerCase()}: ${name} | ${megabytes.toFixed(2)} | ${median.toFixed(1)} | ${worst.toFixed(1)} | ${outcome} |`,
      );
    }
  }
}
