import { directory } from '../directory.ts';
import { scimHandler } from '../http/chain.ts';
import { listSettings } from '../http/list-settings.ts';
import { resourceEndpoint } from '../http/resource-endpoint.ts';
import { userService } from '../service/users.ts';

export const handler = scimHandler(resourceEndpoint(userService(directory, listSettings())));
