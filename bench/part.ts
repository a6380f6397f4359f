/** A benchmark of its own: `npm run bench -- <name>`. */
export interface Part<Results = unknown> {
  readonly name: string;
  /** What it measures, in a sentence for whoever runs it. */
  readonly about: string;
  readonly measure: (size: Size, say: Say) => Promise<Measured<Results>>;
}

/** `quick` takes seconds, for CI and for whoever changes a benchmark; only what was measured in full is kept. */
export type Size = 'full' | 'quick';

/** Tells whoever waits what is being done. */
export type Say = (what: string) => void;

export interface Measured<Results = unknown> {
  /** To be kept as JSON. */
  readonly results: Results;
  /** The same for the eye: Markdown. */
  readonly report: string;
  readonly targets: readonly Target[];
}

/** What the project promises of a measured figure. */
export interface Target {
  readonly what: string;
  readonly measured: number;
  readonly atMost: number;
  readonly unit: string;
}

export const isMet = ({ measured, atMost }: Target): boolean => measured <= atMost;
