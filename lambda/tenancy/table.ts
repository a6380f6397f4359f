import { randomBytes } from 'node:crypto';
import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import {
  type DynamoDBDocumentClient,
  PutCommand,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { conflict } from './error.ts';

/** The table that tenants and tokens share with the directory, and the client that reaches it. */
export interface Table {
  readonly client: DynamoDBDocumentClient;
  readonly name: string;
}

/** On whose behalf an item is written; the same names as on the directory's items. */
export interface Author {
  /** The id of a token, or `admin` for the admin function. */
  readonly tokenId: string;
  readonly requestId: string;
}

export type Action = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/**
 * Writes everything or nothing.
 * @returns the positions of the actions whose condition does not hold; none when everything is written
 * @throws TenancyError `conflict` when another transaction is under way on one of the items
 */
export const transact = async (table: Table, actions: readonly Action[]): Promise<readonly number[]> => {
  try {
    await table.client.send(new TransactWriteCommand({ TransactItems: [...actions] }));
    return [];
  } catch (error) {
    if (!(error instanceof TransactionCanceledException)) throw error;
    const codes = (error.CancellationReasons ?? []).map(({ Code }) => Code);
    const failed = codes.flatMap((code, index) => (code === 'ConditionalCheckFailed' ? [index] : []));
    if (failed.length === 0 && codes.includes('TransactionConflict'))
      throw conflict('another change of the same tenant or token is under way; send this one again');
    if (failed.length === 0) throw error;
    return failed;
  }
};

/**
 * Writes an item where there is none. DynamoDB may have written it though its answer was lost, and the SDK sends it again:
 * a mark, drawn for this write, tells the second attempt that it is its own item. The id of the request would not do, since
 * a client can choose it.
 * @throws ConditionalCheckFailedException when there is another one
 */
export const putOnce = async (table: Table, item: object): Promise<void> => {
  const mark = randomBytes(12).toString('base64url');
  await table.client.send(
    new PutCommand({
      TableName: table.name,
      Item: { ...item, mark },
      ConditionExpression: 'attribute_not_exists(pk) OR mark = :mark',
      ExpressionAttributeValues: { ':mark': mark },
    }),
  );
};
