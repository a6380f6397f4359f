import { listAll, resourceTypes, schemas, serviceProviderConfig } from '../scim/discovery.ts';
import { notFound, ScimError } from '../scim/error.ts';
import type { JsonObject } from '../scim/json.ts';
import { methodNotAllowed } from './method.ts';
import type { ScimRequest, ScimResponse } from './request.ts';

/** What each endpoint serves: one document, or a list of documents by id. */
const ENDPOINTS: ReadonlyMap<string, (request: ScimRequest) => ScimResponse> = new Map([
  ['ServiceProviderConfig', configuration],
  ['ResourceTypes', (request) => oneOrAll(request, resourceTypes(request.baseUrl))],
  ['Schemas', (request) => oneOrAll(request, schemas(request.baseUrl, request.caller.groupNames))],
]);

/**
 * `/ServiceProviderConfig`, `/ResourceTypes`, `/Schemas` (RFC 7644 §4) and `/Me`, which no bearer token of a
 * provisioning client can mean anybody by (§3.11).
 */
export const discoveryEndpoint = async (request: ScimRequest): Promise<ScimResponse> => {
  if (request.resource === 'Me') {
    throw new ScimError(501, '/Me is not supported: a provisioning token is nobody’s own');
  }
  const serve = ENDPOINTS.get(request.resource);
  if (!serve) throw notFound('there is no such endpoint');
  if (request.method !== 'GET') throw methodNotAllowed('GET');
  // RFC 7644 §4: a filter is refused, so that no client takes the whole answer for a filtered one.
  if (request.query.has('filter')) throw new ScimError(403, `${request.resource} cannot be filtered`);
  return serve(request);
};

function configuration({ id, baseUrl }: ScimRequest): ScimResponse {
  if (id !== undefined) throw notFound('there is no such endpoint');
  return { status: 200, body: serviceProviderConfig(baseUrl) };
}

function oneOrAll({ id }: ScimRequest, resources: ReadonlyMap<string, JsonObject>): ScimResponse {
  if (id === undefined) return { status: 200, body: listAll(resources) };
  const resource = resources.get(id) ?? resources.get(decoded(id));
  if (!resource) throw notFound('there is no such resource');
  return { status: 200, body: resource };
}

/** A path parameter reaches the function as it was written, so the colons of a URN may come as %3A. */
const decoded = (id: string): string => id.replaceAll(/%3a/gi, ':');
