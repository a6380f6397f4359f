/** Tells how much of the CPU something takes. */
export interface Stopwatch {
  /** What work comes to, and how many milliseconds it takes at most. Work may be done several times. */
  readonly measure: <Result>(work: () => Result) => {
    readonly result: Result;
    readonly milliseconds: number;
  };
}

/** Clocks, in milliseconds. */
export interface Clocks {
  readonly wall: () => number;
  /** May be behind by a tick. */
  readonly cpu: () => number;
}

/** Of this thread alone: a collector's helpers and other threads are not counted. */
const CLOCKS: Clocks = {
  wall: () => performance.now(),
  cpu: () => {
    const { user, system } = process.threadCpuUsage();
    return (user + system) / 1_000;
  },
};

/** Milliseconds after which the system brings up to date what a thread has taken. */
const TICK_MS = 4;

/** Milliseconds of CPU that no input may take. */
export const MOST_MS = 50;

const REPEATS = 3;

/**
 * What has passed on the wall bounds CPU time from above, and costs less to ask for. So only what takes longer than
 * all before it is looked at again, three times: on a shared machine, with a compiler and a collector at work, the
 * least counts.
 */
export const stopwatch = ({ wall, cpu }: Clocks = CLOCKS): Stopwatch => {
  let longest = 0;

  const atMost = (work: () => unknown): number => {
    const [startOfWall, startOfCpu] = [wall(), cpu()];
    work();
    return Math.min(wall() - startOfWall, cpu() - startOfCpu + TICK_MS);
  };

  return {
    measure: (work) => {
      const start = wall();
      const result = work();
      const elapsed = wall() - start;
      if (elapsed <= Math.min(longest, MOST_MS)) return { result, milliseconds: elapsed };
      const milliseconds = Math.min(...Array.from({ length: REPEATS }, () => atMost(work)));
      longest = Math.max(longest, milliseconds);
      return { result, milliseconds };
    },
  };
};
