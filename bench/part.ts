/** A benchmark of its own: `npm run bench -- <name>`. */
export interface Part<Results = unknown> {
  readonly name: string;
  /** What it measures, in a sentence for whoever runs it. */
  readonly about: string;
  /** @returns what is to be kept as JSON */
  measure(size: Size, say: Say): Promise<Results>;
  /** The results for the eye: Markdown. */
  report(results: Results): string;
  /** What the project promises of them. */
  targets(results: Results): readonly Target[];
}

/** `quick` takes little time and tells little, for CI; only what was measured in full is kept. */
export type Size = 'full' | 'quick';

/** Tells whoever waits what is being done. */
export type Say = (what: string) => void;

export interface Target {
  readonly what: string;
  readonly measured: number;
  readonly atMost: number;
  readonly unit: string;
}

export const isMet = ({ measured, atMost }: Target): boolean => measured <= atMost;

export const targetLine = (target: Target): string => {
  const { what, measured, atMost, unit } = target;
  return `- ${isMet(target) ? 'met' : '**missed**'}: ${what}: ${Number(measured.toFixed(2))} ${unit}, at most ${atMost}`;
};
