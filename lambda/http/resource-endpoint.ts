import { invalidValue, notFound } from '../scim/error.ts';
import type { Context, Shown, View } from '../service/context.ts';
import type { ListQuery } from '../service/list/list.ts';
import type { ResourceService } from '../service/service.ts';
import { conditionsOf, onConditions } from './conditions.ts';
import { jsonBody } from './json-body.ts';
import { answerBy, type Methods } from './method.ts';
import type { ScimRequest, ScimResponse } from './request.ts';

/** The HTTP face of a resource type: `/Users` and `/Users/{id}` (RFC 7644 §3.2). */
export const resourceEndpoint =
  (service: ResourceService) =>
  async (request: ScimRequest): Promise<ScimResponse> => {
    const { id } = request;
    if (id === undefined) return answerBy(collection(service, request), request);
    if (id.includes('/')) throw notFound('there is no such endpoint');
    return answerBy(single(service, request, id), request);
  };

const collection = (service: ResourceService, request: ScimRequest): Methods => ({
  GET: async () => ({ status: 200, body: await service.list(contextOf(request), listQueryOf(request)) }),
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

const contextOf = ({ caller, baseUrl, by, deadline }: ScimRequest): Context => ({
  tenant: caller.tenantId,
  groupNames: caller.groupNames,
  cursorKey: caller.cursorKey,
  baseUrl,
  call: { by, deadline },
});

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
