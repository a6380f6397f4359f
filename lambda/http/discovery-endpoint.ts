import { listAll, resourceTypes, schemas, serviceProviderConfig } from '../scim/discovery.ts';
import { notFound, ScimError } from '../scim/error.ts';
import type { JsonObject } from '../scim/json.ts';
import { methodNotAllowed } from './method.ts';
import type { ScimRequest, ScimResponse } from './request.ts';

/**
 * `/ServiceProviderConfig`, `/ResourceTypes`, `/Schemas` (RFC 7644 §4) and `/Me`, which no bearer token of a
 * provisioning client can mean anybody by (§3.11).
 */
export const discoveryEndpoint = async (request: ScimRequest): Promise<ScimResponse> => {
  const name = request.resource;
  if (name === 'Me') throw new ScimError(501, '/Me is not supported: a provisioning token is nobody’s own');
  if (request.method !== 'GET') throw methodNotAllowed('GET');
  // RFC 7644 §4: a filter is refused, so that no client takes the whole answer for a filtered one.
  if (request.query.has('filter')) throw new ScimError(403, `${name} cannot be filtered`);

  switch (name) {
    case 'ServiceProviderConfig':
      if (request.id !== undefined) throw notFound('there is no such endpoint');
      return { status: 200, body: serviceProviderConfig(request.baseUrl) };
    case 'ResourceTypes':
      return oneOrAll(request, resourceTypes(request.baseUrl));
    case 'Schemas':
      return oneOrAll(request, schemas(request.baseUrl, request.caller.groupNames));
    default:
      throw notFound('there is no such endpoint');
  }
};

const oneOrAll = ({ id }: ScimRequest, resources: ReadonlyMap<string, JsonObject>): ScimResponse => {
  if (id === undefined) return { status: 200, body: listAll(resources) };
  const resource = resources.get(id) ?? resources.get(decoded(id));
  if (!resource) throw notFound('there is no such resource');
  return { status: 200, body: resource };
};

/** A path parameter reaches the function as it was written, so the colons of a URN may come as %3A. */
const decoded = (id: string): string => id.replaceAll(/%3a/gi, ':');
