import { invalidValue, notFound } from '../scim/error.ts';
import { type EntityTags, isCurrent, parseEntityTags } from '../scim/version.ts';
import type { Context, Shown, View } from '../service/context.ts';
import type { ListQuery } from '../service/list/list.ts';
import type { ResourceService } from '../service/service.ts';
import { jsonBody } from './json-body.ts';
import { methodNotAllowed } from './method.ts';
import type { ScimRequest, ScimResponse } from './request.ts';

/** The HTTP face of a resource type: `/Users` and `/Users/{id}` (RFC 7644 §3.2). */
export const resourceEndpoint =
  (service: ResourceService) =>
  async (request: ScimRequest): Promise<ScimResponse> => {
    const { id } = request;
    if (id === undefined) return collection(service, request);
    if (id.includes('/')) throw notFound('there is no such endpoint');
    return single(service, request, id);
  };

const collection = async (service: ResourceService, request: ScimRequest): Promise<ScimResponse> => {
  switch (request.method) {
    case 'GET':
      return { status: 200, body: await service.list(contextOf(request), listQueryOf(request)) };
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

const contextOf = ({ caller, baseUrl, by, deadline }: ScimRequest): Context => ({
  tenant: caller.tenantId,
  groupNames: caller.groupNames,
  cursorKey: caller.cursorKey,
  baseUrl,
  call: { by, deadline },
});

const tagsOf = ({ headers }: ScimRequest, name: 'if-match' | 'if-none-match'): EntityTags | undefined => {
  const header = headers.get(name);
  return header === undefined ? undefined : parseEntityTags(header);
};

const viewOf = (request: ScimRequest): View => {
  const attributes = namesOf(request, 'attributes');
  const excludedAttributes = namesOf(request, 'excludedAttributes');
  return { ...(attributes && { attributes }), ...(excludedAttributes && { excludedAttributes }) };
};

const listQueryOf = (request: ScimRequest): ListQuery => ({
  ...viewOf(request),
  ...Object.fromEntries(
    LIST_PARAMETERS.map((name) => [name, parameter(request, name)]).filter(
      ([, value]) => value !== undefined,
    ),
  ),
});

/** What a list can be asked for, besides attributes (RFC 7644 §3.4.2, RFC 9865 §2). */
const LIST_PARAMETERS = [
  'filter',
  'sortBy',
  'sortOrder',
  'startIndex',
  'count',
  'cursor',
] as const satisfies readonly (keyof ListQuery)[];

/** The names in a list of attributes; undefined for one that names nothing, which is as good as none. */
const namesOf = (request: ScimRequest, name: string): readonly string[] | undefined => {
  const names = parameter(request, name)
    ?.split(',')
    .filter((part) => part.trim() !== '');
  return names?.length ? names : undefined;
};

/** @throws ScimError 400 invalidValue for a parameter that is given twice, of which neither can be meant */
const parameter = ({ query }: ScimRequest, name: string): string | undefined => {
  const [value, ...more] = query.get(name.toLowerCase()) ?? [];
  if (more.length > 0) throw invalidValue(`${name} is given more than once`);
  return value;
};
