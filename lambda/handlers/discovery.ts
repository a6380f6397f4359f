import { scimHandler } from '../http/chain.ts';
import { discoveryEndpoint } from '../http/discovery-endpoint.ts';

export const handler = scimHandler(discoveryEndpoint);
