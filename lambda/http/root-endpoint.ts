import { notFound } from '../scim/error.ts';
import { methodNotAllowed } from './method.ts';
import type { ScimRequest, ScimResponse } from './request.ts';
import { answerList, answerSearch, type List, SEARCH } from './search.ts';

/** The base URL, which lists resources of all types (RFC 7644 §3.4.2.1), and `/.search`. */
export const rootEndpoint =
  (list: List) =>
  async (request: ScimRequest): Promise<ScimResponse> => {
    const { method, resource, id } = request;
    if (id !== undefined) throw notFound('there is no such endpoint');
    if (resource === SEARCH) return answerSearch(list, request);
    if (method !== 'GET') throw methodNotAllowed('GET');
    return answerList(list, request);
  };
