/** The schemas of everything that is sent or answered, by name. */
import { BULK_REQUEST_SCHEMA, MAX_OPERATIONS } from '../../lambda/scim/bulk/request.ts';
import { BULK_RESPONSE_SCHEMA } from '../../lambda/scim/bulk/response.ts';
import { ERROR_SCHEMA, SCIM_TYPES } from '../../lambda/scim/error.ts';
import { LIST_SCHEMA } from '../../lambda/scim/list.ts';
import { OPS, PATCH_SCHEMA } from '../../lambda/scim/patch/operations.ts';
import { COMMON_ATTRIBUTES } from '../../lambda/scim/schema/common.ts';
import type {
  AttributeDefinition,
  ResourceModel,
  SchemaDefinition,
} from '../../lambda/scim/schema/definition.ts';
import {
  RESOURCE_TYPE_SCHEMA,
  SCHEMA_SCHEMA,
  SERVICE_PROVIDER_CONFIG_SCHEMA,
} from '../../lambda/scim/schema/discovery.ts';
import { SEARCH_SCHEMA } from '../../lambda/scim/search.ts';
import type { JsonObject } from '../json.ts';
import { type Direction, objectSchema, schemasSchema } from './json-schema.ts';
import { LISTING, PARAMETERS, PROJECTION } from './parameters.ts';

export const ref = (name: string): JsonObject => ({ $ref: `#/components/schemas/${name}` });

/** What a client sends in the place of what it is answered: `User`, `UserRequest`. */
export const requestName = (name: string): string => `${name}Request`;
/** Of a list of resources of all types. */
export const RESOURCES = 'Resource';
export const listName = (name: string): string => `${name}List`;

/** Of the name of a schema, what a component may be called. */
const nameOf = ({ name }: SchemaDefinition): string => name.replaceAll(/[^A-Za-z0-9._-]/g, '');

/** A projection can leave out of an answer all that is not always returned (RFC 7644 §3.9). */
const REQUIRED: Readonly<Record<Direction, (attribute: AttributeDefinition) => boolean>> = {
  sent: ({ required }) => required,
  answered: ({ returned }) => returned === 'always',
};

/** @throws Error when two schemas would have one name */
export const componentSchemas = (models: readonly ResourceModel[]): JsonObject => {
  const named = [
    ...models.flatMap(resourceSchemas),
    ['PatchRequest', PATCH_REQUEST],
    ['SearchRequest', SEARCH_REQUEST],
    ['BulkRequest', BULK_REQUEST],
    ['BulkResponse', BULK_RESPONSE],
    [listName(RESOURCES), listSchema({ anyOf: models.map(({ name }) => ref(name)) })],
    ['ServiceProviderConfig', documentSchema(SERVICE_PROVIDER_CONFIG_SCHEMA)],
    ...withList('ResourceType', documentSchema(RESOURCE_TYPE_SCHEMA)),
    ...withList('Schema', documentSchema(SCHEMA_SCHEMA)),
    ['ScimError', ERROR],
  ] as const;
  const names = named.map(([name]) => name);
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice) throw new Error(`two schemas would be called ${twice}`);
  return Object.fromEntries(named);
};

type Named = readonly [name: string, schema: JsonObject];

const resourceSchemas = (model: ResourceModel): readonly Named[] => {
  const extensions = model.extensions.map(({ schema }) => schema);
  const urns = [model.schema, ...extensions].map(({ id }) => id);
  const resource = (direction: Direction): JsonObject =>
    objectSchema([...COMMON_ATTRIBUTES, ...model.schema.attributes], direction, REQUIRED[direction], {
      schemas: schemasSchema(...urns),
      ...Object.fromEntries(
        extensions.map((schema) => [schema.id, ref(directed(nameOf(schema), direction))]),
      ),
    });
  return [
    ...withList(model.name, resource('answered')),
    [requestName(model.name), resource('sent')],
    ...extensions.flatMap((schema) =>
      (['answered', 'sent'] as const).map(
        (direction): Named => [
          directed(nameOf(schema), direction),
          objectSchema(schema.attributes, direction, REQUIRED[direction]),
        ],
      ),
    ),
  ];
};

const directed = (name: string, direction: Direction): string =>
  direction === 'sent' ? requestName(name) : name;

/** A document of discovery: complete in every answer (RFC 7643 §5 to §7). */
const documentSchema = ({ id, attributes }: SchemaDefinition): JsonObject => {
  const common = COMMON_ATTRIBUTES.filter(({ name }) => name === 'schemas' || name === 'meta');
  return objectSchema([...common, ...attributes], 'answered', ({ required }) => required, {
    schemas: schemasSchema(id),
  });
};

const COUNT: JsonObject = { type: 'integer', minimum: 0 };

const withList = (name: string, schema: JsonObject): readonly Named[] => [
  [name, schema],
  [listName(name), listSchema(ref(name))],
];

/** RFC 7644 §3.4.2, RFC 9865 §2. */
const listSchema = (items: JsonObject): JsonObject => ({
  type: 'object',
  required: ['schemas', 'totalResults'],
  properties: {
    schemas: schemasSchema(LIST_SCHEMA),
    totalResults: { ...COUNT, description: 'How many match, on all pages together.' },
    startIndex: { ...COUNT, description: 'The place of the first of the page, from 1.' },
    itemsPerPage: { ...COUNT, description: 'How many the page has.' },
    nextCursor: { type: 'string', description: 'What `cursor` has to be for the next page.' },
    previousCursor: { type: 'string', description: 'What `cursor` has to be for the page before.' },
    Resources: { type: 'array', description: 'The page.', items },
  },
});

/** RFC 7644 §3.4.3: the parameters of a list, each as the value that it has. */
const SEARCH_REQUEST: JsonObject = {
  type: 'object',
  required: ['schemas'],
  properties: {
    schemas: schemasSchema(SEARCH_SCHEMA),
    ...Object.fromEntries(
      [...PROJECTION, ...LISTING].map((name) => {
        const { description, schema } = PARAMETERS[name];
        return [name, { description, ...schema }];
      }),
    ),
  },
};

const BULK_METHOD: JsonObject = { type: 'string', enum: ['POST', 'PUT', 'PATCH', 'DELETE'] };
const BULK_ID: JsonObject = {
  type: 'string',
  description: 'What other operations may call what a POST creates, as `bulkId:…`.',
};
const VERSION: JsonObject = { type: 'string', description: 'An ETag, as in If-Match.' };

/** RFC 7644 §3.7. */
const BULK_REQUEST: JsonObject = {
  type: 'object',
  required: ['schemas', 'Operations'],
  properties: {
    schemas: schemasSchema(BULK_REQUEST_SCHEMA),
    failOnErrors: {
      type: 'integer',
      minimum: 1,
      description: 'After how many failures nothing more is begun.',
    },
    Operations: {
      type: 'array',
      maxItems: MAX_OPERATIONS,
      items: {
        type: 'object',
        required: ['method', 'path'],
        properties: {
          method: BULK_METHOD,
          bulkId: BULK_ID,
          path: { type: 'string', examples: ['/Users', '/Groups/bulkId:team'] },
          version: VERSION,
          data: { type: 'object', description: 'What the body of the request alone would be.' },
        },
      },
    },
  },
};

/** RFC 7644 §3.7.3. */
const BULK_RESPONSE: JsonObject = {
  type: 'object',
  required: ['schemas', 'Operations'],
  properties: {
    schemas: schemasSchema(BULK_RESPONSE_SCHEMA),
    Operations: {
      type: 'array',
      description: 'Those that were begun, in the order of the request.',
      items: {
        type: 'object',
        required: ['status'],
        properties: {
          method: BULK_METHOD,
          bulkId: BULK_ID,
          version: VERSION,
          location: { type: 'string', format: 'uri' },
          status: { type: 'string', description: 'The status of HTTP.' },
          response: ref('ScimError'),
        },
      },
    },
  },
};

/** RFC 7644 §3.5.2. */
const PATCH_REQUEST: JsonObject = {
  type: 'object',
  required: ['schemas', 'Operations'],
  properties: {
    schemas: schemasSchema(PATCH_SCHEMA),
    Operations: {
      type: 'array',
      description: 'Made in their order, all or none.',
      items: {
        type: 'object',
        required: ['op'],
        properties: {
          op: { type: 'string', enum: [...OPS], description: 'In any case.' },
          path: {
            type: 'string',
            description: 'What is changed; without it, `value` is an object that says so.',
            examples: ['active', 'emails[type eq "work"].value', 'members'],
          },
          value: { description: 'Of the attribute; not needed to remove it.' },
        },
      },
    },
  },
};

/** RFC 7644 §3.12. */
const ERROR: JsonObject = {
  type: 'object',
  required: ['schemas', 'status'],
  properties: {
    schemas: schemasSchema(ERROR_SCHEMA),
    status: { type: 'string', description: 'The status of HTTP.' },
    scimType: { type: 'string', enum: [...SCIM_TYPES] },
    detail: { type: 'string', description: 'What is wrong, for a person.' },
  },
};
