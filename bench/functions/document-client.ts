/** The least that a function on DynamoDB can be: what the others are measured against. */
import { documentClient } from '../../lambda/store/dynamo/client.ts';

const client = documentClient();

export const handler = (): unknown => client.config;
