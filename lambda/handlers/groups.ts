import { requireEnv } from '../environment.ts';
import { scimHandler } from '../http/chain.ts';
import { listSettings } from '../http/list-settings.ts';
import { resourceEndpoint } from '../http/resource-endpoint.ts';
import { DECLARED_INDEXES } from '../scim/schema/models.ts';
import { groupService } from '../service/groups.ts';
import { documentClient } from '../store/dynamo/client.ts';
import { dynamoDirectory } from '../store/dynamo/directory.ts';

const directory = dynamoDirectory({
  client: documentClient(),
  table: requireEnv('TABLE_NAME'),
  declared: DECLARED_INDEXES,
});

export const handler = scimHandler(
  resourceEndpoint(groupService(directory, Number(requireEnv('MAX_MEMBERS_PER_REQUEST')), listSettings())),
);
