/** The schemas of everything that is sent or answered, by name. */
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
import type { JsonObject } from '../json.ts';
import { type Direction, objectSchema, schemasSchema } from './json-schema.ts';

export const ref = (name: string): JsonObject => ({ $ref: `#/components/schemas/${name}` });

/** What a client sends in the place of what it is answered: `User`, `UserRequest`. */
export const requestName = (name: string): string => `${name}Request`;
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

/** RFC 7644 §3.4.2, RFC 9865 §2. */
const withList = (name: string, schema: JsonObject): readonly Named[] => [
  [name, schema],
  [
    listName(name),
    {
      type: 'object',
      required: ['schemas', 'totalResults'],
      properties: {
        schemas: schemasSchema(LIST_SCHEMA),
        totalResults: { ...COUNT, description: 'How many match, on all pages together.' },
        startIndex: { ...COUNT, description: 'The place of the first of the page, from 1.' },
        itemsPerPage: { ...COUNT, description: 'How many the page has.' },
        nextCursor: { type: 'string', description: 'What `cursor` has to be for the next page.' },
        previousCursor: { type: 'string', description: 'What `cursor` has to be for the page before.' },
        Resources: { type: 'array', description: 'The page.', items: ref(name) },
      },
    },
  ],
];

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
