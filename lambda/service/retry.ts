import { setTimeout as sleep } from 'node:timers/promises';
import { Stale, Unavailable } from '../store/error.ts';
import type { Call } from '../store/port.ts';

const FIRST_PAUSE = 10;
const LONGEST_PAUSE = 500;

/**
 * Reads, decides and writes again for as long as another writer comes between, with pauses that grow and
 * jitter, until the deadline. `attempt` has to read anew each time.
 * @throws Unavailable when the time is spent
 */
export const untilCurrent = async <Result>(call: Call, attempt: () => Promise<Result>): Promise<Result> => {
  for (let pause = FIRST_PAUSE; ; pause = Math.min(pause * 2, LONGEST_PAUSE)) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof Stale)) throw error;
      const wait = Math.random() * pause;
      if (Date.now() + wait >= call.deadline) throw new Unavailable('other writers kept coming between');
      await sleep(wait);
    }
  }
};
