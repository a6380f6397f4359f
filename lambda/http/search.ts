import { parseSearch } from '../scim/search.ts';
import type { ResourceService } from '../service/service.ts';
import { contextOf } from './context.ts';
import { jsonBody } from './json-body.ts';
import { listQueryOf } from './list-query.ts';
import type { Methods } from './method.ts';
import type { ScimRequest } from './request.ts';

/** Whatever can be listed. */
export type Lists = Pick<ResourceService, 'list'>;

/** A list as a URL asks for it (RFC 7644 §3.4.2). */
export const listing = (lists: Lists, request: ScimRequest): Methods => ({
  GET: async () => ({ status: 200, body: await lists.list(contextOf(request), listQueryOf(request)) }),
});

/** What is searched by POST, behind an endpoint or the base URL itself. */
export const SEARCH = '.search';

/** A list as a body asks for it, so that no filter stands in a URL (RFC 7644 §3.4.3). */
export const searching = (lists: Lists, request: ScimRequest): Methods => ({
  POST: async () => ({
    status: 200,
    body: await lists.list(contextOf(request), parseSearch(jsonBody(request))),
  }),
});
