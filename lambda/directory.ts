import { requireEnv } from './environment.ts';
import { DECLARED_INDEXES } from './scim/schema/models.ts';
import { documentClient } from './store/dynamo/client.ts';
import { dynamoDirectory } from './store/dynamo/directory.ts';

/** The directory of every function that serves it, so that none writes without the indexes that are declared. */
export const directory = dynamoDirectory({
  client: documentClient(),
  table: requireEnv('TABLE_NAME'),
  declared: DECLARED_INDEXES,
});
