import pMap from 'p-map';
import type { OpenPart, Part } from './part.ts';
import type { Outcome } from './trial.ts';

/** What came of all inputs of a part. */
export interface Totals {
  readonly part: string;
  readonly inputs: number;
  readonly accepted: number;
  /** How many were refused, by how. */
  readonly refused: ReadonlyMap<string, number>;
  /** The input that took longest; undefined where that is not measured. */
  readonly slowest: { readonly name: string; readonly milliseconds: number } | undefined;
  readonly figures: Readonly<Record<string, string>>;
  /** Inputs of which something was wrong, and what was wrong in the end. */
  readonly findings: number;
}

export interface Listener {
  readonly found: (outcome: Outcome) => void;
  /** Told ten times a part. */
  readonly progress: (part: string, tried: number, findings: number) => void;
}

/** Tries so many inputs of a part. */
export const fuzz = async (part: Part, seed: string, count: number, listener: Listener): Promise<Totals> => {
  await using open = await part.open();
  const refused = new Map<string, number>();
  let slowest: Totals['slowest'];
  let findings = 0;
  let accepted = 0;
  const take = (outcome: Outcome): void => {
    const { name, refusal, milliseconds, violations } = outcome;
    if (refusal === undefined) accepted += 1;
    else refused.set(refusal, (refused.get(refusal) ?? 0) + 1);
    if (milliseconds !== undefined && milliseconds > (slowest?.milliseconds ?? 0))
      slowest = { name, milliseconds };
    if (violations.length === 0) return;
    findings += 1;
    listener.found(outcome);
  };
  const tenth = Math.ceil(count / 10);
  for (let first = 0; first < count; first += tenth) {
    const size = Math.min(tenth, count - first);
    await trySome(open, seed, first, size, take);
    listener.progress(part.name, first + size, findings);
  }
  const { violations, figures } = await open.finish();
  if (violations.length > 0) take(inTheEnd(part.name, violations));
  return { part: part.name, inputs: count, accepted, refused, slowest, figures, findings };
};

const trySome = async (
  open: OpenPart,
  seed: string,
  first: number,
  size: number,
  take: (outcome: Outcome) => void,
): Promise<void> => {
  const numbers = Array.from({ length: size }, (_, index) => first + index);
  await pMap(numbers, async (number) => take(await open.try(seed, number)), {
    concurrency: open.concurrency,
  });
};

const inTheEnd = (part: string, violations: readonly string[]): Outcome => ({
  name: part,
  refusal: 'in the end',
  milliseconds: undefined,
  violations,
  input: () => 'everything before',
});

/** Tries one input again. */
export const again = async (part: Part, seed: string, number: number): Promise<Outcome> => {
  await using open = await part.open();
  // Awaited before what it takes is ended.
  return await open.try(seed, number);
};
