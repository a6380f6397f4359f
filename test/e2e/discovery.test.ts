import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Json } from '../../lambda/scim/json.ts';
import type { Target } from '../../local/replay/client.ts';
import { asError, call, GROUP, scimError, USER } from './scim.ts';
import { type Service, startService } from './service.ts';

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

/** The schemas of what is provisioned, and those of discovery itself (RFC 7643 §8.7). */
const SCHEMAS = [
  USER,
  GROUP,
  ENTERPRISE,
  'urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig',
  'urn:ietf:params:scim:schemas:core:2.0:ResourceType',
  'urn:ietf:params:scim:schemas:core:2.0:Schema',
];

/** The attributes of Entra's default mappings, by schema. */
const MAPPED: Readonly<Record<string, readonly string[]>> = {
  [USER]: [
    'externalId',
    'userName',
    'active',
    'displayName',
    'title',
    'emails.value',
    'emails.type',
    'emails.primary',
    'preferredLanguage',
    'name.givenName',
    'name.familyName',
    'name.formatted',
    'addresses.formatted',
    'addresses.streetAddress',
    'addresses.locality',
    'addresses.region',
    'addresses.postalCode',
    'addresses.country',
    'addresses.type',
    'phoneNumbers.value',
    'phoneNumbers.type',
  ],
  [ENTERPRISE]: ['employeeNumber', 'department', 'manager.value'],
  [GROUP]: ['externalId', 'displayName', 'members.value'],
};

let service: Service;
let target: Target;

beforeAll(async () => {
  service = await startService();
  target = await service.openTenant();
}, 60_000);

afterAll(() => service?.close());

interface Attribute {
  readonly name: string;
  readonly subAttributes?: readonly Attribute[];
}

const namesOf = (attributes: readonly Attribute[]): string[] =>
  attributes.flatMap(({ name, subAttributes = [] }) => [
    name,
    ...subAttributes.map((sub) => `${name}.${sub.name}`),
  ]);

const values = (json: Json): Json[] =>
  typeof json === 'object' && json !== null
    ? Object.values(json).flatMap((one) => [one, ...values(one)])
    : [];

const keys = (json: Json): string[] =>
  typeof json === 'object' && json !== null
    ? [...(Array.isArray(json) ? [] : Object.keys(json)), ...Object.values(json).flatMap(keys)]
    : [];

describe('/Schemas', () => {
  const read = async () => (await call(target, 'GET', '/Schemas')).body;

  test('is a list of all schemas, each of which is also found by its URN', async () => {
    const { Resources, ...list } = await read();
    expect(list).toEqual({
      schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
      totalResults: SCHEMAS.length,
      startIndex: 1,
      itemsPerPage: SCHEMAS.length,
    });
    expect(Resources.map(({ id }: { readonly id: string }) => id).sort()).toEqual([...SCHEMAS].sort());
    for (const schema of Resources) {
      expect((await call(target, 'GET', `/Schemas/${schema.id}`)).body).toEqual(schema);
      expect((await call(target, 'GET', `/Schemas/${encodeURIComponent(schema.id)}`)).body).toEqual(schema);
    }
  });

  test('says where each schema is found and what it is', async () => {
    for (const schema of (await read()).Resources) {
      expect(schema).toMatchObject({
        schemas: ['urn:ietf:params:scim:schemas:core:2.0:Schema'],
        meta: { resourceType: 'Schema', location: `${target.tenantUrl}/Schemas/${schema.id}` },
      });
    }
  });

  test.each(Object.keys(MAPPED))('has each attribute of %s that Entra maps', async (id) => {
    const { attributes } = (await call(target, 'GET', `/Schemas/${id}`)).body;
    expect(namesOf(attributes)).toEqual(expect.arrayContaining([...(MAPPED[id] ?? [])]));
  });

  test('holds no null, and names in camel case only', async () => {
    const schemas = await read();
    expect(values(schemas)).not.toContain(null);
    expect(keys(schemas).filter((key) => !/^(?:[a-z][A-Za-z0-9]*|Resources)$/.test(key))).toEqual([]);
  });

  test('says of every attribute what RFC 7643 §7 asks for', async () => {
    const all = (attributes: readonly Attribute[]): Attribute[] =>
      attributes.flatMap((one) => [one, ...all(one.subAttributes ?? [])]);
    for (const { attributes } of (await read()).Resources) {
      for (const attribute of all(attributes)) {
        expect(attribute).toEqual(
          expect.objectContaining({
            name: expect.any(String),
            type: expect.stringMatching(
              /^(?:string|boolean|decimal|integer|dateTime|reference|binary|complex)$/,
            ),
            multiValued: expect.any(Boolean),
            description: expect.stringMatching(/./),
            required: expect.any(Boolean),
            mutability: expect.stringMatching(/^(?:readOnly|readWrite|immutable|writeOnly)$/),
            returned: expect.stringMatching(/^(?:always|never|default|request)$/),
          }),
        );
      }
    }
  });

  test.each([
    ['unique', 'server'],
    ['any', 'none'],
  ] as const)('says what holds of the names of groups where they are %s', async (groupNames, uniqueness) => {
    const tenant = await service.openTenant({ groupNames });
    const { attributes } = (await call(tenant, 'GET', `/Schemas/${GROUP}`)).body;
    expect(attributes).toContainEqual(expect.objectContaining({ name: 'displayName', uniqueness }));
  });
});

describe('/ResourceTypes', () => {
  test('are User with its extension, and Group', async () => {
    const { body } = await call(target, 'GET', '/ResourceTypes');
    const type = (name: string, schema: string, extensions: object) => ({
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:ResourceType'],
      id: name,
      name,
      description: expect.any(String),
      endpoint: `/${name}s`,
      schema,
      ...extensions,
      meta: { resourceType: 'ResourceType', location: `${target.tenantUrl}/ResourceTypes/${name}` },
    });
    const user = type('User', USER, { schemaExtensions: [{ schema: ENTERPRISE, required: false }] });
    const group = type('Group', GROUP, { schemaExtensions: [] });
    expect(body).toEqual({
      schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
      totalResults: 2,
      startIndex: 1,
      itemsPerPage: 2,
      Resources: [user, group],
    });
    expect((await call(target, 'GET', '/ResourceTypes/User')).body).toEqual(user);
    expect((await call(target, 'GET', '/v2/ResourceTypes/Group')).body).toEqual(group);
  });
});

describe('/ServiceProviderConfig', () => {
  test('says what the service can do, and nothing more', async () => {
    const { body } = await call(target, 'GET', '/ServiceProviderConfig');
    expect(body).toMatchObject({
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig'],
      patch: { supported: true },
      bulk: { supported: true, maxOperations: 1_000, maxPayloadSize: 4 * 1024 * 1024 },
      filter: { supported: true, maxResults: expect.any(Number) },
      changePassword: { supported: false },
      sort: { supported: true },
      pagination: {
        cursor: true,
        index: true,
        defaultPaginationMethod: 'index',
        defaultPageSize: 100,
        maxPageSize: 1_000,
        cursorTimeout: 3_600,
      },
      etag: { supported: true },
      authenticationSchemes: [
        { type: 'oauthbearertoken', name: expect.any(String), description: expect.any(String) },
        { type: 'oauth2', name: expect.any(String), description: expect.any(String) },
      ],
      meta: { resourceType: 'ServiceProviderConfig', location: `${target.tenantUrl}/ServiceProviderConfig` },
    });
  });
});

describe('/Me', () => {
  test('is not implemented (RFC 7644 §3.11)', async () => {
    expect(asError(await call(target, 'GET', '/Me'))).toEqual(scimError(501));
    expect(asError(await call(target, 'GET', '/v2/Me'))).toEqual(scimError(501));
  });
});
