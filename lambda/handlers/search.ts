import { requireEnv } from '../environment.ts';
import { scimHandler } from '../http/chain.ts';
import { listSettings } from '../http/list-settings.ts';
import { rootEndpoint } from '../http/root-endpoint.ts';
import { allTypes } from '../service/all-types.ts';
import { documentClient } from '../store/dynamo/client.ts';
import { dynamoDirectory } from '../store/dynamo/directory.ts';

const directory = dynamoDirectory({ client: documentClient(), table: requireEnv('TABLE_NAME') });

export const handler = scimHandler(rootEndpoint(allTypes(directory, listSettings())));
