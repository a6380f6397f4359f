import { ScimError } from '../scim/error.ts';
import type { Middleware } from './middleware.ts';

const READING = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Enforces the scope of the token: `provision` may do everything, `read` may read. It is done here because the
 * authorizer's cached policy covers every path and method.
 */
export const scopes = (): Middleware => ({
  before: ({ internal: { request } }) => {
    if (!request || request.caller.scopes.includes('provision')) return;
    if (READING.has(request.method) && request.caller.scopes.includes('read')) return;
    throw new ScimError(403, `the token's scopes do not allow ${request.method}`);
  },
});
