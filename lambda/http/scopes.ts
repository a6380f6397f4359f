import { ScimError } from '../scim/error.ts';
import type { Middleware } from './middleware.ts';
import type { ScimRequest } from './request.ts';
import { SEARCH } from './search.ts';

const READING = new Set(['GET', 'HEAD', 'OPTIONS']);

/** A search reads, although it comes by POST. */
const reads = ({ method, resource, id }: ScimRequest): boolean =>
  READING.has(method) || (method === 'POST' && (id ?? resource) === SEARCH);

/**
 * Enforces the scope of the token: `provision` may do everything, `read` may read. It is done here because the
 * authorizer's cached policy covers every path and method.
 */
export const scopes = (): Middleware => ({
  before: ({ internal: { request } }) => {
    if (!request || request.caller.scopes.includes('provision')) return;
    if (reads(request) && request.caller.scopes.includes('read')) return;
    throw new ScimError(403, `the token's scopes do not allow ${request.method}`);
  },
});
