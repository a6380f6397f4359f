import type { DynamoDBDocumentClient, GetCommandOutput } from '@aws-sdk/lib-dynamodb';

/** The table and the client that reaches it. */
export interface Table {
  readonly client: DynamoDBDocumentClient;
  readonly name: string;
}

/** An item as a plain object; what its attributes are is for the modules in `item/` to know. */
export type Item = NonNullable<GetCommandOutput['Item']>;
