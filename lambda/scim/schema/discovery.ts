import { attribute } from './attribute.ts';
import type { AttributeDefinition, SchemaDefinition } from './definition.ts';

const READ_ONLY = { mutability: 'readOnly' } as const;
const REQUIRED = { mutability: 'readOnly', required: true } as const;
const FLAG = { ...REQUIRED, type: 'boolean' } as const;
const INTEGER = { ...READ_ONLY, type: 'integer' } as const;
const URI = { ...REQUIRED, type: 'reference', referenceTypes: ['uri'], caseExact: true } as const;

const feature = (name: string, description: string, more: readonly AttributeDefinition[] = []) =>
  attribute(name, description, REQUIRED, [
    attribute('supported', 'Whether the operation is supported.', FLAG),
    ...more,
  ]);

/** RFC 7643 §5, §8.7.2; `pagination` is of RFC 9865 §4. */
export const SERVICE_PROVIDER_CONFIG_SCHEMA: SchemaDefinition = {
  id: 'urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig',
  name: 'Service Provider Configuration',
  description: 'What the service can do.',
  attributes: [
    attribute('documentationUri', "Where the service's documentation is.", {
      ...READ_ONLY,
      type: 'reference',
      referenceTypes: ['external'],
      caseExact: true,
    }),
    feature('patch', 'Changes by PATCH.'),
    feature('bulk', 'Several operations in one request.', [
      attribute('maxOperations', 'The most operations of one request.', { ...REQUIRED, type: 'integer' }),
      attribute('maxPayloadSize', 'The largest body in bytes.', { ...REQUIRED, type: 'integer' }),
    ]),
    feature('filter', 'Filters.', [
      attribute('maxResults', 'The most resources of one answer.', { ...REQUIRED, type: 'integer' }),
    ]),
    feature('changePassword', 'Changes of a password.'),
    feature('sort', 'Sorted lists.'),
    feature('etag', 'Versions of resources as ETags.'),
    attribute('pagination', 'Pages of a list.', READ_ONLY, [
      attribute('cursor', 'Whether there are pages by cursor.', FLAG),
      attribute('index', 'Whether there are pages by startIndex.', FLAG),
      attribute('defaultPaginationMethod', 'The kind of page where the request does not say.', {
        ...READ_ONLY,
        canonicalValues: ['cursor', 'index'],
      }),
      attribute('defaultPageSize', 'The resources of a page where the request does not say.', INTEGER),
      attribute('maxPageSize', 'The most resources of a page.', INTEGER),
      attribute('cursorTimeout', 'The seconds for which a cursor is good at least.', INTEGER),
    ]),
    attribute(
      'authenticationSchemes',
      'How requests are authenticated.',
      { ...REQUIRED, multiValued: true },
      [
        attribute('type', 'The authentication scheme.', {
          ...REQUIRED,
          canonicalValues: ['oauth', 'oauth2', 'oauthbearertoken', 'httpbasic', 'httpdigest'],
        }),
        attribute('name', 'The common name of the scheme.', REQUIRED),
        attribute('description', 'What the scheme is.', REQUIRED),
        attribute('specUri', "Where the scheme's specification is.", { ...URI, required: false }),
        attribute('documentationUri', 'Where its use is documented.', { ...URI, required: false }),
        attribute('primary', 'Whether it is the preferred scheme.', { ...READ_ONLY, type: 'boolean' }),
      ],
    ),
  ],
};

/** RFC 7643 §6, §8.7.2. */
export const RESOURCE_TYPE_SCHEMA: SchemaDefinition = {
  id: 'urn:ietf:params:scim:schemas:core:2.0:ResourceType',
  name: 'ResourceType',
  description: 'The schemas that describe a SCIM resource type.',
  attributes: [
    attribute('id', 'The id of the resource type.', { ...READ_ONLY, caseExact: true }),
    attribute('name', 'The name of the resource type.', { ...REQUIRED, caseExact: true }),
    attribute('description', 'What the resource type is.', READ_ONLY),
    attribute('endpoint', "The resource type's path below the base URL.", URI),
    attribute('schema', "The URN of the resource type's primary schema.", URI),
    attribute('schemaExtensions', "The resource type's extensions.", { ...REQUIRED, multiValued: true }, [
      attribute('schema', 'The URN of an extension.', URI),
      attribute('required', 'Whether a resource has to have the extension.', FLAG),
    ]),
  ],
};

const attributeCharacteristics = (depth: 'attribute' | 'sub-attribute'): AttributeDefinition[] => [
  attribute('name', `The name of the ${depth}.`, { ...REQUIRED, caseExact: true }),
  attribute('type', `The data type of the ${depth}.`, {
    ...REQUIRED,
    canonicalValues: [
      'string',
      'complex',
      'boolean',
      'decimal',
      'integer',
      'dateTime',
      'reference',
      'binary',
    ].filter((type) => depth === 'attribute' || type !== 'complex'),
  }),
  attribute('multiValued', `Whether the ${depth} has several values.`, FLAG),
  attribute('description', `What the ${depth} is.`, { ...READ_ONLY, caseExact: true }),
  attribute('required', `Whether the ${depth} has to have a value.`, { ...FLAG, required: false }),
  attribute('canonicalValues', 'Suggested values.', { ...READ_ONLY, multiValued: true, caseExact: true }),
  attribute('caseExact', 'Whether case matters in comparisons.', { ...FLAG, required: false }),
  attribute('mutability', `Whether the ${depth} can be written.`, {
    ...READ_ONLY,
    caseExact: true,
    canonicalValues: ['readOnly', 'readWrite', 'immutable', 'writeOnly'],
  }),
  attribute('returned', `When the ${depth} is returned.`, {
    ...READ_ONLY,
    caseExact: true,
    canonicalValues: ['always', 'never', 'default', 'request'],
  }),
  attribute('uniqueness', 'How unique a value is.', {
    ...READ_ONLY,
    caseExact: true,
    canonicalValues: ['none', 'server', 'global'],
  }),
  attribute('referenceTypes', 'What a reference may refer to.', {
    ...READ_ONLY,
    multiValued: true,
    caseExact: true,
  }),
];

/** RFC 7643 §7, §8.7.2. */
export const SCHEMA_SCHEMA: SchemaDefinition = {
  id: 'urn:ietf:params:scim:schemas:core:2.0:Schema',
  name: 'Schema',
  description: 'The attributes of a schema and their characteristics.',
  attributes: [
    attribute('id', 'The URN of the schema.', URI),
    attribute('name', "The schema's name.", { ...REQUIRED, caseExact: true }),
    attribute('description', 'What the schema is for.', READ_ONLY),
    attribute('attributes', 'The attributes of the schema.', { ...REQUIRED, multiValued: true }, [
      ...attributeCharacteristics('attribute'),
      attribute(
        'subAttributes',
        'The sub-attributes of a complex attribute.',
        { ...READ_ONLY, multiValued: true },
        attributeCharacteristics('sub-attribute'),
      ),
    ]),
  ],
};
