import { notFound } from '../scim/error.ts';
import { methodNotAllowed } from './method.ts';
import type { ScimRequest, ScimResponse } from './request.ts';
import { answerList, answerSearch, type Lists, SEARCH } from './search.ts';

/** The base URL, which lists resources of all types (RFC 7644 §3.4.2.1), and `/.search`. */
export const rootEndpoint =
  (lists: Lists) =>
  async (request: ScimRequest): Promise<ScimResponse> => {
    const { method, resource, id } = request;
    if (id !== undefined) throw notFound('there is no such endpoint');
    if (resource === SEARCH) return answerSearch(lists, request);
    if (method !== 'GET') throw methodNotAllowed('GET');
    return answerList(lists, request);
  };
