import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** A call that hangs is broken off and tried again by the SDK, well within the time of a request. */
const PATIENCE = { connectionTimeout: 1_000, requestTimeout: 4_000, throwOnRequestTimeout: true };

/**
 * A client for items as plain objects. Region, credentials and endpoint (AWS_ENDPOINT_URL_DYNAMODB) are the
 * SDK's own business; `config` is for other timeouts and the like.
 */
export const documentClient = (config: DynamoDBClientConfig = {}): DynamoDBDocumentClient =>
  DynamoDBDocumentClient.from(new DynamoDBClient({ requestHandler: PATIENCE, ...config }));
