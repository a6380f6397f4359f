import { notFound } from '../scim/error.ts';
import { answerBy } from './method.ts';
import type { ScimRequest, ScimResponse } from './request.ts';
import { type Lists, listing, SEARCH, searching } from './search.ts';

/** The base URL, which lists resources of all types (RFC 7644 §3.4.2.1), and `/.search`. */
export const rootEndpoint =
  (lists: Lists) =>
  async (request: ScimRequest): Promise<ScimResponse> => {
    const { resource, id } = request;
    if (id !== undefined) throw notFound('there is no such endpoint');
    return answerBy(resource === SEARCH ? searching(lists, request) : listing(lists, request), request);
  };
