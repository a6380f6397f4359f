import { directory } from '../directory.ts';
import { scimHandler } from '../http/chain.ts';
import { listSettings } from '../http/list-settings.ts';
import { rootEndpoint } from '../http/root-endpoint.ts';
import { allTypes } from '../service/all-types.ts';

export const handler = scimHandler(rootEndpoint(allTypes(directory, listSettings())));
