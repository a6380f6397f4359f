import { requireEnv } from '../environment.ts';
import { scimRequest } from './event.ts';
import type { Middleware } from './middleware.ts';
import { scimResult } from './result.ts';

/** The only place where an API Gateway event becomes a ScimRequest, and a ScimResponse API Gateway's result. */
export const exchange = (): Middleware => ({
  before: (request) => {
    if (!('requestContext' in request.event)) return;
    const scim = scimRequest(request.event, request.context, requireEnv('PUBLIC_URL'));
    request.internal.request = scim;
    request.event = scim;
  },
  after: (request) => {
    if (request.response && 'status' in request.response) request.response = scimResult(request.response);
  },
});
