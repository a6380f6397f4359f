import { notFound } from '../scim/error.ts';
import { type EntityTags, isCurrent, parseEntityTags } from '../scim/version.ts';
import type { Shown } from '../service/context.ts';
import type { ResourceService } from '../service/service.ts';
import { contextOf } from './context.ts';
import { jsonBody } from './json-body.ts';
import { viewOf } from './list-query.ts';
import { methodNotAllowed } from './method.ts';
import type { ScimRequest, ScimResponse } from './request.ts';
import { answerList, answerSearch, SEARCH } from './search.ts';

/** The HTTP face of a resource type: `/Users`, `/Users/.search` and `/Users/{id}` (RFC 7644 §3.2). */
export const resourceEndpoint =
  (service: ResourceService) =>
  async (request: ScimRequest): Promise<ScimResponse> => {
    const { id } = request;
    if (id === undefined) return collection(service, request);
    if (id === SEARCH) return answerSearch(service, request);
    if (id.includes('/')) throw notFound('there is no such endpoint');
    return single(service, request, id);
  };

const collection = async (service: ResourceService, request: ScimRequest): Promise<ScimResponse> => {
  switch (request.method) {
    case 'GET':
      return answerList(service, request);
    case 'POST': {
      const created = await service.create(contextOf(request), jsonBody(request), viewOf(request));
      return answer(201, created);
    }
    default:
      throw methodNotAllowed('GET, POST');
  }
};

const single = async (service: ResourceService, request: ScimRequest, id: string): Promise<ScimResponse> => {
  const context = contextOf(request);
  switch (request.method) {
    case 'GET': {
      const ifNoneMatch = tagsOf(request, 'if-none-match');
      const shown = await service.get(context, id, viewOf(request));
      return ifNoneMatch && isCurrent(ifNoneMatch, shown.version)
        ? { status: 304, headers: { ETag: shown.version } }
        : answer(200, shown);
    }
    case 'PUT':
      return answer(
        200,
        await service.replace(context, id, jsonBody(request), viewOf(request), tagsOf(request, 'if-match')),
      );
    case 'PATCH': {
      const shown = await service.patch(
        context,
        id,
        jsonBody(request),
        viewOf(request),
        tagsOf(request, 'if-match'),
      );
      return shown ? answer(200, shown) : { status: 204 };
    }
    case 'DELETE':
      await service.remove(context, id, tagsOf(request, 'if-match'));
      return { status: 204 };
    default:
      throw methodNotAllowed('GET, PUT, PATCH, DELETE');
  }
};

const answer = (status: 200 | 201, { resource, version, location }: Shown): ScimResponse => ({
  status,
  headers: { ETag: version, Location: location },
  body: resource,
});

const tagsOf = ({ headers }: ScimRequest, name: 'if-match' | 'if-none-match'): EntityTags | undefined => {
  const header = headers.get(name);
  return header === undefined ? undefined : parseEntityTags(header);
};
