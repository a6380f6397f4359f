import { randomBytes } from 'node:crypto';
import type { DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll } from '@jest/globals';
import { documentClient } from '../../lambda/store/dynamo/client.ts';
import { type Database, type DatabaseOptions, LOCAL_AWS, startDatabase } from '../../local/database.ts';

/** The table as it is deployed. */
export const TABLE: DatabaseOptions['table'] = {
  TableName: 'Directory',
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: [
    { AttributeName: 'pk', AttributeType: 'S' },
    { AttributeName: 'sk', AttributeType: 'S' },
  ],
  KeySchema: [
    { AttributeName: 'pk', KeyType: 'HASH' },
    { AttributeName: 'sk', KeyType: 'RANGE' },
  ],
  StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
};

/** A client of the engine, or of whatever stands at `endpoint`. */
export const clientOf = (endpoint: string, config: DynamoDBClientConfig = {}): DynamoDBDocumentClient =>
  documentClient({ ...LOCAL_AWS, endpoint, ...config });

/** A tenant that no other test knows: what tests share the table by. */
export const freshTenant = (): string => `t${randomBytes(8).toString('hex')}`;

/** One engine in memory for the tests of a file. */
export const useDatabase = (): { readonly endpoint: () => string } => {
  let database: Database | undefined;
  beforeAll(async () => {
    database = await startDatabase({ table: TABLE });
  });
  afterAll(() => database?.stop());
  return {
    endpoint: () => {
      if (!database) throw new Error('the database runs only during tests');
      return database.endpoint;
    },
  };
};
