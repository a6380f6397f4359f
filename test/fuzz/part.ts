import type { Outcome } from './trial.ts';

/** One of the things that are tried. */
export interface Part {
  readonly name: string;
  /** Starts what it takes to try it. */
  readonly open: () => Promise<OpenPart>;
}

export interface OpenPart extends AsyncDisposable {
  readonly try: (seed: string, number: number) => Outcome | Promise<Outcome>;
  /** How many inputs are tried at a time. */
  readonly concurrency: number;
  /** What is wrong in the end, and figures that are worth telling. */
  readonly finish: () => Promise<{
    readonly violations: readonly string[];
    readonly figures: Readonly<Record<string, string>>;
  }>;
}
