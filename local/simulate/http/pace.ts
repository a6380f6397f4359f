import { setTimeout as sleep } from 'node:timers/promises';

/** Resolves when the next request may go: evenly spaced, so many a second; undefined is as fast as it goes. */
export type Pace = (signal: AbortSignal) => Promise<void>;

export const paceOf = (perSecond: number | undefined): Pace => {
  let next = 0;
  return async (signal) => {
    if (perSecond === undefined) return;
    const now = performance.now();
    next = Math.max(now, next + 1000 / perSecond);
    if (next > now) await sleep(next - now, undefined, { signal });
  };
};
