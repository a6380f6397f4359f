import type { JsonObject } from '../scim/json.ts';
import { parseSearch } from '../scim/search.ts';
import type { Context } from '../service/context.ts';
import type { ListQuery } from '../service/list/list.ts';
import { contextOf } from './context.ts';
import { jsonBody } from './json-body.ts';
import { listQueryOf } from './list-query.ts';
import type { Methods } from './method.ts';
import type { ScimRequest } from './request.ts';

export type List = (context: Context, query: ListQuery) => Promise<JsonObject>;

/** A list as a URL asks for it (RFC 7644 §3.4.2). */
export const listing = (list: List, request: ScimRequest): Methods => ({
  GET: async () => ({ status: 200, body: await list(contextOf(request), listQueryOf(request)) }),
});

/** What is searched by POST, behind an endpoint or the base URL itself. */
export const SEARCH = '.search';

/** A list as a body asks for it, so that no filter stands in a URL (RFC 7644 §3.4.3). */
export const searching = (list: List, request: ScimRequest): Methods => ({
  POST: async () => ({ status: 200, body: await list(contextOf(request), parseSearch(jsonBody(request))) }),
});
