/** The endpoints and what each method of theirs does. */
import type { ResourceModel } from '../../lambda/scim/schema/definition.ts';
import type { JsonObject } from '../json.ts';
import { listName, RESOURCES, requestName } from './components.ts';
import { CONDITIONS, LISTING, type PARAMETERS, PROJECTION } from './parameters.ts';
import { answer, type ErrorStatus, errors, requestBody } from './responses.ts';

export const paths = (models: readonly ResourceModel[]): JsonObject => ({
  ...Object.fromEntries(
    models.flatMap((model) => [
      [model.endpoint, collection(model)],
      [
        `${model.endpoint}/.search`,
        search(model.endpoint.slice(1), `${model.name.toLowerCase()}s`, listName(model.name)),
      ],
      [`${model.endpoint}/{id}`, single(model)],
    ]),
  ),
  '/': {
    get: operation({
      operationId: 'listAll',
      tags: [ALL],
      summary: 'List resources of all types',
      parameters: [...LISTING, ...PROJECTION],
      responses: { '200': answer('A page of resources.', listName(RESOURCES)), ...errors() },
    }),
  },
  '/.search': search(ALL, 'resources of all types', listName(RESOURCES)),
  '/Bulk': {
    post: operation({
      operationId: 'bulk',
      tags: [ALL],
      summary: 'Make many changes by one request',
      body: 'BulkRequest',
      responses: { '200': answer('How each operation has ended.', 'BulkResponse'), ...errors(413, 415) },
    }),
  },
  '/ServiceProviderConfig': {
    get: document('getServiceProviderConfig', 'What the service supports', 'ServiceProviderConfig'),
  },
  ...documents('/ResourceTypes', 'ResourceType', 'the resource types'),
  ...documents('/Schemas', 'Schema', 'the schemas'),
});

/** The tag of what is about all types of resources. */
export const ALL = 'All';

type ParameterName = keyof typeof PARAMETERS;

interface Operation {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly parameters?: readonly ParameterName[];
  /** The name of what is sent. */
  readonly body?: string;
  readonly responses: JsonObject;
}

const operation = ({ parameters, body, ...rest }: Operation): JsonObject => ({
  ...rest,
  ...(parameters && { parameters: references(parameters) }),
  ...(body !== undefined && { requestBody: requestBody(body) }),
});

const references = (names: readonly ParameterName[]): readonly JsonObject[] =>
  names.map((name) => ({ $ref: `#/components/parameters/${name}` }));

const NOT_MODIFIED = answer('The client has this version already.', undefined, ['ETag']);

const shown = (description: string, { name }: ResourceModel): JsonObject =>
  answer(description, name, ['ETag', 'Location', 'Content-Location']);

const collection = (model: ResourceModel): JsonObject => {
  const { name, endpoint } = model;
  const tag = endpoint.slice(1);
  const noun = name.toLowerCase();
  return {
    get: operation({
      operationId: `list${tag}`,
      tags: [tag],
      summary: `List ${noun}s`,
      parameters: [...LISTING, ...PROJECTION],
      responses: { '200': answer(`A page of ${noun}s.`, listName(name)), ...errors() },
    }),
    post: operation({
      operationId: `create${name}`,
      tags: [tag],
      summary: `Create a ${noun}`,
      parameters: PROJECTION,
      body: requestName(name),
      responses: { '201': shown(`The new ${noun}.`, model), ...errors(409, 413, 415) },
    }),
  };
};

/** A list as a body asks for it (RFC 7644 §3.4.3). */
const search = (tag: string, what: string, list: string): JsonObject => ({
  post: operation({
    operationId: `search${tag}`,
    tags: [tag],
    summary: `List ${what}, by a body`,
    body: 'SearchRequest',
    responses: { '200': answer(`A page of ${what}.`, list), ...errors(413, 415) },
  }),
});

const single = (model: ResourceModel): JsonObject => {
  const { name, endpoint } = model;
  const tags = [endpoint.slice(1)];
  const noun = name.toLowerCase();
  const asItIsNow = shown(`The ${noun} as it is now.`, model);
  return {
    parameters: references(['id']),
    get: operation({
      operationId: `get${name}`,
      tags,
      summary: `Read a ${noun}`,
      parameters: [...PROJECTION, ...CONDITIONS],
      responses: { '200': shown(`The ${noun}.`, model), '304': NOT_MODIFIED, ...errors(404, 412) },
    }),
    put: operation({
      operationId: `replace${name}`,
      tags,
      summary: `Replace a ${noun}`,
      parameters: [...PROJECTION, ...CONDITIONS],
      body: requestName(name),
      responses: { '200': asItIsNow, ...errors(404, 409, 412, 413, 415) },
    }),
    patch: operation({
      operationId: `patch${name}`,
      tags,
      summary: `Change some of a ${noun}`,
      parameters: [...PROJECTION, ...CONDITIONS],
      body: 'PatchRequest',
      responses: {
        '200': asItIsNow,
        '204': answer('It is changed. A group is answered only to who asks for attributes.', undefined, [
          'ETag',
        ]),
        ...errors(404, 409, 412, 413, 415),
      },
    }),
    delete: operation({
      operationId: `delete${name}`,
      tags,
      summary: `Delete a ${noun}`,
      parameters: CONDITIONS,
      responses: { '204': answer('It is gone.', undefined), ...errors(404, 412) },
    }),
  };
};

const document = (
  operationId: string,
  summary: string,
  schema: string,
  ...more: readonly ErrorStatus[]
): JsonObject =>
  operation({
    operationId,
    tags: ['Discovery'],
    summary,
    parameters: CONDITIONS,
    responses: {
      '200': answer(`${summary}.`, schema, ['ETag', 'Content-Location']),
      '304': NOT_MODIFIED,
      ...errors(412, ...more),
    },
  });

const documents = (path: string, name: string, what: string): JsonObject => ({
  [path]: { get: document(`list${name}s`, `All of ${what}`, listName(name)) },
  [`${path}/{id}`]: {
    parameters: references(['id']),
    get: document(`get${name}`, `One of ${what}`, name, 404),
  },
});
