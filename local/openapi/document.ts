/** The OpenAPI 3.1 document of the service (https://spec.openapis.org/oas/v3.1.1.html). */
import type { ResourceModel } from '../../lambda/scim/schema/definition.ts';
import type { JsonObject } from '../json.ts';
import { componentSchemas } from './components.ts';
import { HEADERS, PARAMETERS } from './parameters.ts';
import { ALL, paths } from './paths.ts';
import { ERROR_RESPONSES } from './responses.ts';

/**
 * What clients can be generated from.
 * @param models the resource types, with the extensions that the deployment has
 * @param version of the service
 */
export const openApi = (models: readonly ResourceModel[], version: string): JsonObject => ({
  openapi: '3.1.1',
  info: {
    title: 'SCIM 2.0 provisioning',
    summary: 'Users and groups by RFC 7643, RFC 7644 and RFC 9865.',
    version,
    license: { name: 'Apache License 2.0', identifier: 'Apache-2.0' },
  },
  servers: [
    {
      url: 'https://{host}/scim',
      description: 'The Tenant URL.',
      variables: { host: { default: 'scim.example.com' } },
    },
  ],
  // Either of them.
  security: [{ token: [] }, { client: [] }],
  tags: [
    ...models.map(({ endpoint, description }) => ({ name: endpoint.slice(1), description })),
    { name: ALL, description: 'Resources of all types' },
    { name: 'Discovery', description: 'What the service supports' },
  ],
  paths: paths(models),
  components: {
    schemas: componentSchemas(models),
    parameters: PARAMETERS,
    headers: HEADERS,
    responses: ERROR_RESPONSES,
    securitySchemes: {
      token: {
        type: 'http',
        scheme: 'bearer',
        description: 'The Secret Token of a tenant, or an access token of one of its OAuth clients.',
      },
      client: {
        type: 'oauth2',
        description: 'An OAuth client of a tenant.',
        flows: {
          clientCredentials: {
            tokenUrl: 'https://scim.example.com/scim/oauth2/token',
            scopes: {
              scim: 'All that the client may do.',
              provision: 'Creating, changing and deleting.',
              read: 'Reading.',
            },
          },
        },
      },
    },
  },
});
