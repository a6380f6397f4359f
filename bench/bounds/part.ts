import { ScimError } from '../../lambda/scim/error.ts';
import type { Json } from '../../lambda/scim/json.ts';
import { markdownTable } from '../markdown.ts';
import type { Part, Size } from '../part.ts';
import { median, rounded } from '../statistics.ts';
import { BODIES } from './bodies.ts';
import { BULKS } from './bulks.ts';
import { type Case, fill } from './case.ts';
import { EXPRESSIONS } from './expressions.ts';
import { MEMBERS } from './members.ts';
import { PATCHES } from './patches.ts';

interface Bound {
  readonly name: string;
  /** Megabytes, as it is sent. */
  readonly size: number;
  /** Milliseconds of CPU, parsing of the JSON apart. */
  readonly median: number;
  readonly worst: number;
  readonly outcome: string;
}

interface Bounds {
  /** Milliseconds of CPU that it takes to parse a megabyte of short members, in the same run. */
  readonly parsing: number;
  readonly bounds: readonly Bound[];
}

const MEGABYTE = 1024 * 1024;
const SIZES = { full: [1, 4], quick: [1] } as const;
const RUNS = { full: 7, quick: 1 } as const;
/** For a megabyte, as a multiple of what parsing one takes: CPUs differ, and are shared. */
const MOST = 8;
const PARSINGS = 15;
const SHOWN = 15;
const CASES = { body: BODIES, patch: PATCHES, members: MEMBERS, expression: EXPRESSIONS, bulk: BULKS };

export const boundsPart: Part<Bounds> = {
  name: 'bounds',
  about: 'what bodies, PATCHes, filters and paths make the CPU do, at worst',
  measure: async (size) => ({
    parsing: parsing(),
    bounds: Object.entries(CASES).flatMap(([kind, cases]) =>
      Object.entries(cases).flatMap(([name, one]) => boundsOf(`${kind}: ${name}`, one, size)),
    ),
  }),
  report: ({ parsing: unit, bounds }) =>
    `Parsing a megabyte of short members takes ${unit} ms. The ${SHOWN} that take longest of ${bounds.length}, at the median:\n\n${markdownTable(
      ['input', 'MB', 'median ms', 'worst ms', 'times parsing 1 MB', 'outcome'],
      bounds
        .toSorted((a, b) => b.median - a.median)
        .slice(0, SHOWN)
        .map(({ name, size, median: middle, worst, outcome }) => [
          name,
          size.toFixed(2),
          middle.toFixed(1),
          worst.toFixed(1),
          (middle / unit).toFixed(1),
          outcome,
        ]),
    )}`,
  targets: ({ parsing: unit, bounds }) => [
    {
      what: 'CPU for a megabyte, or for an input that is smaller, against parsing a megabyte of JSON',
      measured: Math.max(...bounds.map(({ size, median: middle }) => middle / Math.max(1, size))) / unit,
      atMost: MOST,
      unit: 'times',
    },
  ],
};

/** What else is measured leaves the parsing of its input out. */
const parsing = (): number => {
  const text = fill(MEGABYTE, (n) => `{"value":"${n}"}`);
  return rounded(median(Array.from({ length: PARSINGS }, () => cpuOf(() => JSON.parse(`[${text}]`)))), 1);
};

/** At each size; once where an input cannot be larger. */
const boundsOf = (name: string, { text, run }: Case, effort: Size): readonly Bound[] =>
  SIZES[effort].flatMap((megabytes) => {
    const sent = text(megabytes * MEGABYTE);
    if (megabytes > 1 && sent.length < MEGABYTE) return [];
    const input = JSON.parse(sent) as Json;
    const bytes = Buffer.byteLength(sent);
    const outcome = outcomeOf(() => run(input));
    const runs = Array.from({ length: RUNS[effort] }, () => cpuOf(() => run(input)));
    return [
      {
        name,
        size: rounded(bytes / MEGABYTE),
        median: rounded(median(runs), 1),
        worst: rounded(Math.max(...runs), 1),
        outcome,
      },
    ];
  });

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
