import { afterAll, beforeAll, jest } from '@jest/globals';
import { dynamoDirectory } from '../../lambda/store/dynamo/directory.ts';
import { type ConflictProxy, startConflictProxy } from '../harness/conflict-proxy.ts';
import { clientOf, TABLE, useDatabase } from '../harness/database.ts';
import { violations } from '../harness/invariants.ts';
import { directoryContract, type Subject } from './contract.ts';

jest.setTimeout(60_000);

const database = useDatabase();
let proxy: ConflictProxy | undefined;
beforeAll(async () => {
  proxy = await startConflictProxy({ target: database.endpoint() });
});
afterAll(() => proxy?.stop());

const subjectAt = (endpoint: string): Subject => ({
  directory: dynamoDirectory({ client: clientOf(endpoint), table: TABLE.TableName }),
  violations: (tenant) => violations(clientOf(database.endpoint()), tenant),
});

directoryContract('The directory in DynamoDB', () => subjectAt(database.endpoint()));

directoryContract('The directory in DynamoDB, whose transactions conflict,', () =>
  subjectAt(proxy?.endpoint ?? ''),
);
