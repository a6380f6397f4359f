/** DynamoDB on the developer's machine: the embedded engine, or whatever DYNAMODB_ENDPOINT names. */
import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DescribeTableCommand,
  DynamoDBClient,
  ResourceNotFoundException,
} from '@aws-sdk/client-dynamodb';
import { startEngine } from './engine.ts';

export interface DatabaseOptions {
  /** A DynamoDB that runs already; the embedded engine is started when absent. */
  readonly endpoint?: string | undefined;
  /** The engine's file, made when there is none; in memory when absent. */
  readonly file?: string | undefined;
  /** Created when there is no table of its name. */
  readonly table: CreateTableCommandInput & { readonly TableName: string };
}

export interface Database {
  readonly endpoint: string;
  /** Ends what was started. */
  readonly stop: () => Promise<void>;
}

/**
 * A database that accepts requests and has the table.
 * @throws Error in a sentence for the developer, when there is no engine for this system or it does not start
 */
export const startDatabase = async ({ endpoint, file, table }: DatabaseOptions): Promise<Database> => {
  const database = endpoint ? { endpoint, stop: async () => {} } : await startEngine(file);
  try {
    await createTable(database.endpoint, endpoint ? table : withoutStream(table));
  } catch (error) {
    await database.stop();
    throw error;
  }
  return database;
};

/**
 * With a stream, each write costs the engine all that were before: with 4,000 users in it, creating one takes
 * nine times as long. Nothing reads the stream here.
 */
const withoutStream = (table: DatabaseOptions['table']) => ({ ...table, StreamSpecification: undefined });

/** Region and credentials of everything local, whatever the environment has: the functions use the same. */
export const LOCAL_AWS = { region: 'local', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } };

const createTable = async (endpoint: string, table: DatabaseOptions['table']): Promise<void> => {
  const client = new DynamoDBClient({ endpoint, ...LOCAL_AWS });
  try {
    await client.send(new DescribeTableCommand({ TableName: table.TableName }));
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException)) throw error;
    await client.send(new CreateTableCommand(table));
  } finally {
    client.destroy();
  }
};
