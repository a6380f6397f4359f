import { type Effort, inTurns } from '../in-turns.ts';
import { markdownTable } from '../markdown.ts';
import type { Say, Target } from '../part.ts';
import { median, rounded } from '../statistics.ts';
import type { Ground, Operation, Operations } from './operations.ts';

/** How an operation grows with what it is done on. */
export interface Curve {
  readonly atMost: number;
  /** Medians at each size, milliseconds; null where every request failed. */
  readonly p50: readonly (number | null)[];
  readonly samples: readonly number[];
  readonly failures: readonly number[];
}

export interface Curves {
  readonly sizes: readonly number[];
  readonly operations: Readonly<Record<string, Curve>>;
}

/** Measures each operation on all grounds, in turns. `sizes` are theirs, from small to large. */
export const curvesOf = async <On extends Ground>(
  operations: Operations<On>,
  sizes: readonly number[],
  grounds: readonly On[],
  effort: Effort,
  say: Say,
): Promise<Curves> => {
  const curves: Record<string, Curve> = {};
  for (const [name, operation] of Object.entries(operations)) {
    say(`${name}, at ${sizes.join(', ')}`);
    const samples = await inTurns(
      grounds.map((on) => subjectOf(operation, on)),
      effort,
    );
    curves[name] = {
      atMost: operation.atMost,
      p50: samples.map(({ times }) => (times.length > 0 ? rounded(median(times), 3) : null)),
      samples: samples.map(({ times }) => times.length),
      failures: samples.map(({ failures }) => failures),
    };
  }
  return { sizes, operations: curves };
};

const subjectOf =
  <On extends Ground>({ request }: Operation<On>, on: On) =>
  async () => {
    const sent = await request(on);
    return () => on.service.send(sent);
  };

/** At the largest size against the smallest. */
export const ratioOf = ({ p50 }: Curve): number =>
  (p50.at(-1) ?? Number.POSITIVE_INFINITY) / (p50[0] ?? Number.NaN);

export const targetsOf = ({ operations, sizes }: Curves): readonly Target[] =>
  Object.entries(operations).flatMap(([name, curve]) => [
    {
      what: `${name}, ${sizes.at(-1)} against ${sizes[0]}`,
      measured: rounded(ratioOf(curve)),
      atMost: curve.atMost,
      unit: 'times',
    },
    {
      what: `${name}, failed`,
      measured: curve.failures.reduce((sum, one) => sum + one, 0),
      atMost: 0,
      unit: 'requests',
    },
  ]);

export const curvesTable = (of: string, { sizes, operations }: Curves): string =>
  markdownTable(
    ['p50, ms', ...sizes.map((size) => `${size.toLocaleString('en')} ${of}`), 'ratio'],
    Object.entries(operations).map(([name, curve]) => [
      name,
      ...curve.p50.map((time) => time?.toFixed(2) ?? '–'),
      Number.isFinite(ratioOf(curve)) ? ratioOf(curve).toFixed(2) : '–',
    ]),
  );
