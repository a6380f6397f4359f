import { createHash } from 'node:crypto';
import { listAll, resourceTypes, schemas, serviceProviderConfig } from '../scim/discovery.ts';
import { notFound, ScimError } from '../scim/error.ts';
import { isObject, type JsonObject } from '../scim/json.ts';
import { conditionsOf, onConditions } from './conditions.ts';
import { answerBy } from './method.ts';
import type { ScimRequest, ScimResponse } from './request.ts';

/** What each endpoint serves: one document, or a list of documents by id. */
const ENDPOINTS: ReadonlyMap<string, (request: ScimRequest) => JsonObject> = new Map([
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
  return answerBy({ GET: async () => documentOf(request, serve) }, request);
};

function configuration({ id, baseUrl }: ScimRequest): JsonObject {
  if (id !== undefined) throw notFound('there is no such endpoint');
  return serviceProviderConfig(baseUrl);
}

function oneOrAll({ id }: ScimRequest, resources: ReadonlyMap<string, JsonObject>): JsonObject {
  if (id === undefined) return listAll(resources);
  const resource = resources.get(id) ?? resources.get(decoded(id));
  if (!resource) throw notFound('there is no such resource');
  return resource;
}

/** A document under an entity tag of its content, since nobody counts its versions. */
const documentOf = (request: ScimRequest, serve: (request: ScimRequest) => JsonObject): ScimResponse => {
  // RFC 7644 §4: a filter is refused, so that no client takes the whole answer for a filtered one.
  if (request.query.has('filter')) throw new ScimError(403, `${request.resource} cannot be filtered`);
  const conditions = conditionsOf(request);
  const body = serve(request);
  const version = `W/"${createHash('sha256').update(JSON.stringify(body)).digest('base64url').slice(0, 22)}"`;
  const location = isObject(body['meta']) ? body['meta']['location'] : undefined;
  return onConditions(conditions, version, {
    status: 200,
    headers: { ETag: version, ...(typeof location === 'string' && { 'Content-Location': location }) },
    body,
  });
};

/** A path parameter reaches the function as it was written, so the colons of a URN may come as %3A. */
const decoded = (id: string): string => id.replaceAll(/%3a/gi, ':');
