import { randomBytes } from 'node:crypto';
import { CreateTableCommand, DeleteTableCommand } from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import { startDatabase } from '../../local/database.ts';
import { type ConflictProxy, startConflictProxy } from './conflict-proxy.ts';
import { TABLE } from './table.ts';

export { clientOf } from './client.ts';
export { TABLE };

/** A table for one test, so that what is wrong in it is that test's doing. */
export const freshTable = async (
  client: DynamoDBDocumentClient,
): Promise<{ readonly name: string; readonly drop: () => Promise<void> }> => {
  const TableName = `Directory-${randomBytes(8).toString('hex')}`;
  await client.send(new CreateTableCommand({ ...TABLE, TableName }));
  return {
    name: TableName,
    drop: async () => {
      await client.send(new DeleteTableCommand({ TableName }));
    },
  };
};

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
