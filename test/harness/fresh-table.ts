import { randomBytes } from 'node:crypto';
import { CreateTableCommand, DeleteTableCommand } from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { TABLE } from './table.ts';

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
