import { notFound } from '../scim/error.ts';
import type { Shown } from '../service/context.ts';
import type { ResourceService } from '../service/service.ts';
import { conditionsOf, onConditions } from './conditions.ts';
import { contextOf } from './context.ts';
import { jsonBody } from './json-body.ts';
import { viewOf } from './list-query.ts';
import { answerBy, type Methods } from './method.ts';
import type { ScimRequest, ScimResponse } from './request.ts';
import { listing, SEARCH, searching } from './search.ts';

/** The HTTP face of a resource type: `/Users`, `/Users/.search` and `/Users/{id}` (RFC 7644 §3.2). */
export const resourceEndpoint =
  (service: ResourceService) =>
  async (request: ScimRequest): Promise<ScimResponse> => {
    const { id } = request;
    if (id === undefined) return answerBy(collection(service, request), request);
    if (id === SEARCH) return answerBy(searching(service, request), request);
    if (id.includes('/')) throw notFound('there is no such endpoint');
    return answerBy(single(service, request, id), request);
  };

const collection = (service: ResourceService, request: ScimRequest): Methods => ({
  ...listing(service, request),
  POST: async () =>
    shownAs(201, await service.create(contextOf(request), jsonBody(request), viewOf(request))),
});

const single = (service: ResourceService, request: ScimRequest, id: string): Methods => {
  const context = contextOf(request);
  return {
    GET: async () => {
      const conditions = conditionsOf(request);
      const shown = await service.get(context, id, viewOf(request));
      return onConditions(conditions, shown.version, shownAs(200, shown));
    },
    PUT: async () => {
      const body = jsonBody(request);
      return shownAs(200, await service.replace(context, id, body, viewOf(request), conditionsOf(request)));
    },
    PATCH: async () => {
      const body = jsonBody(request);
      const changed = await service.patch(context, id, body, viewOf(request), conditionsOf(request));
      if (changed.resource) return shownAs(200, changed);
      return { status: 204, headers: changed.version === undefined ? {} : { ETag: changed.version } };
    },
    DELETE: async () => {
      await service.remove(context, id, conditionsOf(request));
      return { status: 204 };
    },
  };
};

/** Location as the examples of RFC 7644 §3.3 to §3.5 have it, Content-Location as RFC 7643 §3.1 does. */
const shownAs = (status: 200 | 201, { resource, version, location }: Shown): ScimResponse => ({
  status,
  headers: { ETag: version, Location: location, 'Content-Location': location },
  body: resource,
});
