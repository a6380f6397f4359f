import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import { startDatabase } from '../../local/database.ts';
import { type ConflictProxy, startConflictProxy } from './conflict-proxy.ts';
import { TABLE } from './table.ts';

export { clientOf } from './client.ts';
export { freshTable } from './fresh-table.ts';
export { TABLE };

/** A tenant that no other test knows. */
export const freshTenant = (): string => `t${randomBytes(8).toString('hex')}`;

export interface RunningDatabase {
  readonly endpoint: () => string;
}

/** One engine in memory for the tests of a file. */
export const useDatabase = (): RunningDatabase => {
  const database = useStarted(() => startDatabase({ table: TABLE }));
  return { endpoint: () => database().endpoint };
};

/** One proxy before the engine for the tests of a file; each test finds it without faults. */
export const useConflictProxy = (database: RunningDatabase): (() => ConflictProxy) => {
  const proxy = useStarted(() => startConflictProxy({ target: database.endpoint() }));
  beforeEach(() => proxy().reset());
  return proxy;
};

const useStarted = <Started extends { stop(): Promise<void> }>(start: () => Promise<Started>) => {
  let started: Started | undefined;
  beforeAll(async () => {
    started = await start();
  });
  afterAll(() => started?.stop());
  return (): Started => {
    if (!started) throw new Error('it runs only during tests');
    return started;
  };
};
