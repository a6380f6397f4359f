import { MAX_OPERATIONS } from './bulk/request.ts';
import type { JsonObject } from './json.ts';
import { CURSOR_TIMEOUT, DEFAULT_COUNT, listResponse, MAX_COUNT } from './list.ts';
import { EXTERNAL_ID } from './schema/common.ts';
import type { ResourceModel, SchemaDefinition } from './schema/definition.ts';
import { RESOURCE_TYPE_SCHEMA, SCHEMA_SCHEMA, SERVICE_PROVIDER_CONFIG_SCHEMA } from './schema/discovery.ts';
import { GROUP, USER } from './schema/models.ts';

/** The largest request body, in bytes; with Lambda's own wrapping it stays under the 6 MB of an event. */
export const MAX_PAYLOAD_BYTES = 4 * 1024 * 1024;

/** What the service can do (RFC 7643 §5, RFC 9865 §4). */
export const serviceProviderConfig = (baseUrl: string): JsonObject => ({
  schemas: [SERVICE_PROVIDER_CONFIG_SCHEMA.id],
  patch: { supported: true },
  bulk: { supported: true, maxOperations: MAX_OPERATIONS, maxPayloadSize: MAX_PAYLOAD_BYTES },
  filter: { supported: true, maxResults: MAX_COUNT },
  changePassword: { supported: false },
  sort: { supported: true },
  etag: { supported: true },
  pagination: {
    cursor: true,
    index: true,
    defaultPaginationMethod: 'index',
    defaultPageSize: DEFAULT_COUNT,
    maxPageSize: MAX_COUNT,
    cursorTimeout: CURSOR_TIMEOUT,
  },
  authenticationSchemes: [
    {
      type: 'oauthbearertoken',
      name: 'OAuth Bearer Token',
      description: 'A secret token of the tenant, sent as Authorization: Bearer.',
      specUri: 'https://www.rfc-editor.org/info/rfc6750',
      primary: true,
    },
    {
      type: 'oauth2',
      name: 'OAuth 2.0 client credentials',
      description:
        'An access token of an OAuth client, by a secret or by an assertion of an issuer that it trusts.',
      specUri: 'https://www.rfc-editor.org/info/rfc6749',
    },
  ],
  meta: { resourceType: 'ServiceProviderConfig', location: `${baseUrl}/ServiceProviderConfig` },
});

const resourceType = (baseUrl: string, model: ResourceModel): JsonObject => ({
  schemas: [RESOURCE_TYPE_SCHEMA.id],
  id: model.name,
  name: model.name,
  endpoint: model.endpoint,
  description: model.description,
  schema: model.schema.id,
  schemaExtensions: model.extensions.map(({ schema, required }) => ({ schema: schema.id, required })),
  meta: { resourceType: 'ResourceType', location: `${baseUrl}/ResourceTypes/${model.name}` },
});

/** The resource types, by id (RFC 7643 §6). */
export const resourceTypes = (baseUrl: string): ReadonlyMap<string, JsonObject> =>
  new Map([USER, GROUP].map((model) => [model.name, resourceType(baseUrl, model)]));

/**
 * The schemas, by URN: those of the resource types with their extensions, and those of the discovery resources
 * themselves (RFC 7643 §7, RFC 7644 §4).
 */
export const schemas = (baseUrl: string, groupNames: 'unique' | 'any'): ReadonlyMap<string, JsonObject> =>
  new Map(
    [
      ...[USER, GROUP].flatMap((model) => [
        withExternalId(model === GROUP ? withGroupNames(model.schema, groupNames) : model.schema),
        ...model.extensions.map(({ schema }) => schema),
      ]),
      SERVICE_PROVIDER_CONFIG_SCHEMA,
      RESOURCE_TYPE_SCHEMA,
      SCHEMA_SCHEMA,
    ].map((schema) => [schema.id, served(baseUrl, schema)]),
  );

/**
 * RFC 7643 §3.1 has the common attributes in no schema. Of these a client writes one, and whoever maps attributes
 * by what /Schemas lists has to find it there (docs/deviations.md).
 */
const withExternalId = (schema: SchemaDefinition): SchemaDefinition => ({
  ...schema,
  attributes: [EXTERNAL_ID, ...schema.attributes],
});

/** With the uniqueness that the tenant really has for the names of groups. */
const withGroupNames = (schema: SchemaDefinition, groupNames: 'unique' | 'any'): SchemaDefinition => ({
  ...schema,
  attributes: schema.attributes.map((attribute) =>
    attribute.name === 'displayName'
      ? { ...attribute, uniqueness: groupNames === 'unique' ? 'server' : 'none' }
      : attribute,
  ),
});

const served = (baseUrl: string, { id, name, description, attributes }: SchemaDefinition): JsonObject => ({
  schemas: [SCHEMA_SCHEMA.id],
  id,
  name,
  description,
  attributes: JSON.parse(JSON.stringify(attributes)),
  meta: { resourceType: 'Schema', location: `${baseUrl}/Schemas/${id}` },
});

/** All of one kind of discovery resource, which are never paged. */
export const listAll = (resources: ReadonlyMap<string, JsonObject>): JsonObject =>
  listResponse(resources.size, { startIndex: 1 }, [...resources.values()]);
