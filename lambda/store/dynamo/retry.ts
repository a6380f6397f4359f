import { setTimeout as sleep } from 'node:timers/promises';
import { Unavailable } from '../error.ts';
import { isTransient } from './sdk-error.ts';

const FIRST_PAUSE = 25;
const LONGEST_PAUSE = 150;

/** Waits a random time, longer on average the more failures there were (milliseconds). */
export const pause = (failures: number, atMost = Number.POSITIVE_INFINITY): Promise<void> =>
  sleep(Math.min(atMost, Math.random() * Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** failures)));

/**
 * Tries until it works or fails for good, with jitter between, no later than the deadline (epoch ms): the
 * signal that an attempt is given ends it then.
 * @throws Unavailable when the time is spent, with the outcome of the last attempt unknown
 */
export const retrying = async <Result>(
  deadline: number,
  attempt: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> => {
  for (let failures = 0; ; failures += 1) {
    const left = deadline - Date.now();
    if (left <= 0) throw new Unavailable('the time for the request is spent');
    try {
      return await attempt(AbortSignal.timeout(Math.ceil(left)));
    } catch (error) {
      if (!isTransient(error)) throw error;
    }
    await pause(failures, Math.max(0, deadline - Date.now()));
  }
};
