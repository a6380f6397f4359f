import type { MaintenanceOperation } from '../../lambda/maintenance/operations.ts';
import type { MaintenanceClient } from './client.ts';
import type { Payload } from './command.ts';
import { Refusal } from './error.ts';
import type { Io } from './io.ts';

/** Seconds, so that a minute's outage ends no work of hours. */
const PAUSES = [1, 2, 4, 8, 15, 30];

/**
 * Their steps come to the same, however often they are made; of a purge only what a failed one has deleted is counted
 * by none. A repair would not tell again what it has repaired.
 */
const REPEATABLE: readonly MaintenanceOperation[] = ['export', 'import', 'recount', 'purge', 'usage'];

const isRepeatable = (operation: MaintenanceOperation, { repair }: Payload): boolean =>
  REPEATABLE.includes(operation) || (operation === 'fsck' && repair !== true);

/** Nobody knows what was done; another refusal would be the same the next time. */
const isPassing = (error: unknown): boolean =>
  error instanceof Refusal && (error.code === 'internal' || error.code === 'failed');

/**
 * Makes a step that has failed again, where that is safe, after longer and longer pauses.
 * @param tell what is waited for
 */
export const repeating = (
  maintenance: MaintenanceClient,
  sleep: Io['sleep'],
  tell: (what: string) => void,
): MaintenanceClient => {
  const repeated = async <Result>(step: () => Promise<Result>): Promise<Result> => {
    for (const pause of PAUSES) {
      try {
        return await step();
      } catch (error) {
        if (!isPassing(error)) throw error;
        tell(`a step failed, again in ${pause} s`);
        await sleep(pause * 1000);
      }
    }
    return step();
  };
  return {
    step: (operation, payload) => {
      const step = () => maintenance.step(operation, payload);
      return isRepeatable(operation, payload) ? repeated(step) : step();
    },
  };
};
