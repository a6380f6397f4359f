import { directory } from '../directory.ts';
import { requireEnv } from '../environment.ts';
import { scimHandler } from '../http/chain.ts';
import { listSettings } from '../http/list-settings.ts';
import { resourceEndpoint } from '../http/resource-endpoint.ts';
import { groupService } from '../service/groups.ts';

export const handler = scimHandler(
  resourceEndpoint(groupService(directory, Number(requireEnv('MAX_MEMBERS_PER_REQUEST')), listSettings())),
);
