import type { DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { documentClient } from '../../lambda/store/dynamo/client.ts';
import { LOCAL_AWS } from '../../local/database.ts';

/** A client of the engine, or of whatever stands at `endpoint`. */
export const clientOf = (endpoint: string, config: DynamoDBClientConfig = {}): DynamoDBDocumentClient =>
  documentClient({ ...LOCAL_AWS, endpoint, ...config });
