/** Prepares, which is not measured, and returns what is. */
export type Subject = () => Promise<() => Promise<unknown>>;

export interface Samples {
  /** Milliseconds. */
  readonly times: readonly number[];
  /** How many more ended in an error. */
  readonly failures: number;
}

export interface Effort {
  readonly rounds: number;
  /** Milliseconds after which no other round is begun. */
  readonly within: number;
}

/**
 * Measures subjects side by side: one sample of each in turn, so that whatever else the machine does meets all of
 * them. Who is first changes from round to round.
 */
export const inTurns = async (
  subjects: readonly Subject[],
  { rounds, within }: Effort,
): Promise<readonly Samples[]> => {
  const samples = subjects.map((subject) => ({ subject, times: [] as number[], failures: 0 }));
  const end = performance.now() + within;
  for (let round = 0; round < rounds && (round === 0 || performance.now() < end); round += 1) {
    const first = round % subjects.length;
    for (const sample of [...samples.slice(first), ...samples.slice(0, first)]) {
      try {
        const work = await sample.subject();
        const start = performance.now();
        await work();
        sample.times.push(performance.now() - start);
      } catch {
        sample.failures += 1;
      }
    }
  }
  return samples;
};
