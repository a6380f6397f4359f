import { describe, expect, test } from '@jest/globals';
import { listAll, resourceTypes, schemas, serviceProviderConfig } from '../../lambda/scim/discovery.ts';
import type { Json, JsonObject } from '../../lambda/scim/json.ts';
import type { AttributeDefinition, SchemaDefinition } from '../../lambda/scim/schema/definition.ts';
import {
  RESOURCE_TYPE_SCHEMA,
  SCHEMA_SCHEMA,
  SERVICE_PROVIDER_CONFIG_SCHEMA,
} from '../../lambda/scim/schema/discovery.ts';
import { ENTERPRISE_USER_SCHEMA } from '../../lambda/scim/schema/enterprise-user.ts';
import { GROUP_SCHEMA } from '../../lambda/scim/schema/group.ts';
import { USER_SCHEMA } from '../../lambda/scim/schema/user.ts';
import { objectsIn } from './json.ts';
import { ENTERPRISE, GROUP_URN, USER_URN } from './support.ts';

const BASE = 'https://example.com/scim';
const ALL: ReadonlyMap<string, JsonObject> = schemas(BASE, 'unique');

/** Attributes and sub-attributes as `a` and `a.b`. */
const dotted = (attributes: readonly AttributeDefinition[], prefix = ''): string[] =>
  attributes.flatMap(({ name, subAttributes = [] }) => [
    `${prefix}${name}`,
    ...dotted(subAttributes, `${prefix}${name}.`),
  ]);

describe('the schemas are those of RFC 7643 §8.7', () => {
  const of = (name: string, subs: string) => [name, ...subs.split(' ').map((sub) => `${name}.${sub}`)];
  const plural = (name: string) => of(name, 'value display type primary');

  const NAMES: readonly [string, SchemaDefinition, string[]][] = [
    [
      'User',
      USER_SCHEMA,
      [
        'userName',
        ...of('name', 'formatted familyName givenName middleName honorificPrefix honorificSuffix'),
        ...['displayName', 'nickName', 'profileUrl', 'title', 'userType'],
        ...['preferredLanguage', 'locale', 'timezone', 'active', 'password'],
        ...['emails', 'phoneNumbers', 'ims', 'photos'].flatMap(plural),
        ...of('addresses', 'formatted streetAddress locality region postalCode country type primary'),
        ...of('groups', 'value $ref display type'),
        ...['entitlements', 'roles', 'x509Certificates'].flatMap(plural),
      ],
    ],
    ['Group', GROUP_SCHEMA, ['displayName', ...of('members', 'value $ref type display')]],
    [
      'EnterpriseUser',
      ENTERPRISE_USER_SCHEMA,
      [
        ...['employeeNumber', 'costCenter', 'organization', 'division', 'department'],
        ...of('manager', 'value $ref displayName'),
      ],
    ],
    [
      'ServiceProviderConfig',
      SERVICE_PROVIDER_CONFIG_SCHEMA,
      [
        'documentationUri',
        ...of('patch', 'supported'),
        ...of('bulk', 'supported maxOperations maxPayloadSize'),
        ...of('filter', 'supported maxResults'),
        ...of('changePassword', 'supported'),
        ...of('sort', 'supported'),
        ...of('etag', 'supported'),
        ...of('pagination', 'cursor index defaultPaginationMethod defaultPageSize maxPageSize cursorTimeout'),
        ...of('authenticationSchemes', 'type name description specUri documentationUri primary'),
      ],
    ],
    [
      'ResourceType',
      RESOURCE_TYPE_SCHEMA,
      [...['id', 'name', 'description', 'endpoint', 'schema'], ...of('schemaExtensions', 'schema required')],
    ],
  ];

  test.each(NAMES)('%s', (_, schema, names) => {
    expect(dotted(schema.attributes)).toEqual(names);
  });

  test('Schema, which describes itself', () => {
    const characteristics = [
      'name',
      'type',
      'multiValued',
      'description',
      'required',
      'canonicalValues',
      'caseExact',
      'mutability',
      'returned',
      'uniqueness',
      'referenceTypes',
    ];
    expect(dotted(SCHEMA_SCHEMA.attributes)).toEqual([
      ...['id', 'name', 'description', 'attributes'],
      ...characteristics.map((name) => `attributes.${name}`),
      'attributes.subAttributes',
      ...characteristics.map((name) => `attributes.subAttributes.${name}`),
    ]);
  });
});

describe('/Schemas', () => {
  test('serves every schema by its URN', () => {
    expect([...ALL.keys()]).toEqual([
      USER_URN,
      ENTERPRISE,
      GROUP_URN,
      'urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig',
      'urn:ietf:params:scim:schemas:core:2.0:ResourceType',
      'urn:ietf:params:scim:schemas:core:2.0:Schema',
    ]);
    for (const [id, schema] of ALL) {
      expect(schema).toMatchObject({
        schemas: ['urn:ietf:params:scim:schemas:core:2.0:Schema'],
        id,
        name: expect.stringMatching(/./),
        description: expect.stringMatching(/./),
        meta: { resourceType: 'Schema', location: `${BASE}/Schemas/${id}` },
      });
    }
  });

  /** The definitions as they are served, of attributes and of sub-attributes. */
  const definitions = (attributes: Json | undefined): JsonObject[] =>
    Array.isArray(attributes)
      ? attributes.flatMap((one) => objectsIn(one)).filter((one) => one['mutability'] !== undefined)
      : [];

  test.each([USER_URN, GROUP_URN])('lists externalId in %s, and no other common attribute', (urn) => {
    const names = definitions(ALL.get(urn)?.['attributes']).map(({ name }) => name);
    expect(names).toContain('externalId');
    for (const name of ['id', 'meta', 'schemas']) expect(names).not.toContain(name);
    expect(JSON.stringify(ALL.get(ENTERPRISE))).not.toContain('externalId');
  });

  test.each([...ALL])(
    'says everything of each attribute of %s, in camel case and without nulls',
    (_, schema) => {
      const all = definitions(schema['attributes']);
      expect(all.length).toBeGreaterThan(0);
      for (const definition of all) {
        expect(definition).toMatchObject({
          name: expect.stringMatching(/^\$?[a-z][A-Za-z0-9]*$/),
          type: expect.stringMatching(
            /^(?:string|boolean|decimal|integer|dateTime|reference|binary|complex)$/,
          ),
          multiValued: expect.any(Boolean),
          description: expect.stringMatching(/./),
          required: expect.any(Boolean),
          caseExact: expect.any(Boolean),
          mutability: expect.stringMatching(/^(?:readOnly|readWrite|immutable|writeOnly)$/),
          returned: expect.stringMatching(/^(?:always|never|default|request)$/),
          uniqueness: expect.stringMatching(/^(?:none|server|global)$/),
        });
        expect(definition['type'] === 'complex').toBe(Array.isArray(definition['subAttributes']));
        expect(definition['type'] === 'reference').toBe(Array.isArray(definition['referenceTypes']));
      }
      const everything = objectsIn(schema);
      expect(everything.flatMap(Object.keys).filter((name) => !/^[a-z][A-Za-z]*$/.test(name))).toEqual([]);
      expect(everything.flatMap((object) => Object.values(object)).filter((value) => value === null)).toEqual(
        [],
      );
    },
  );

  test('says what is required, unique and secret', () => {
    const which = (id: string, name: string, value: Json) =>
      definitions(ALL.get(id)?.['attributes'])
        .filter((one) => one[name] === value)
        .map((one) => one['name']);
    expect(which(USER_URN, 'required', true)).toEqual(['userName']);
    expect(which(USER_URN, 'uniqueness', 'server')).toEqual(['userName']);
    expect(which(USER_URN, 'returned', 'never')).toEqual(['password']);
    expect(which(USER_URN, 'mutability', 'writeOnly')).toEqual(['password']);
    expect(which(GROUP_URN, 'required', true)).toEqual(['displayName']);
    expect(which(ENTERPRISE, 'required', true)).toEqual([]);
    expect(which(ENTERPRISE, 'mutability', 'readOnly')).toEqual(['$ref', 'displayName']);
  });

  test.each([
    ['unique', 'server'],
    ['any', 'none'],
  ] as const)('says of names of groups that are %s that their uniqueness is %s', (groupNames, uniqueness) => {
    const served = schemas(BASE, groupNames);
    expect(served.get(GROUP_URN)?.['attributes']).toContainEqual(
      expect.objectContaining({ name: 'displayName', uniqueness }),
    );
    expect(served.get(USER_URN)?.['attributes']).toContainEqual(
      expect.objectContaining({ name: 'displayName', uniqueness: 'none' }),
    );
  });
});

describe('/ResourceTypes', () => {
  test('are users, with their extension, and groups', () => {
    const meta = (name: string) => ({
      resourceType: 'ResourceType',
      location: `${BASE}/ResourceTypes/${name}`,
    });
    const type = { schemas: ['urn:ietf:params:scim:schemas:core:2.0:ResourceType'] };
    expect([...resourceTypes(BASE)]).toEqual([
      [
        'User',
        {
          ...type,
          id: 'User',
          name: 'User',
          description: 'User Account',
          endpoint: '/Users',
          schema: USER_URN,
          schemaExtensions: [{ schema: ENTERPRISE, required: false }],
          meta: meta('User'),
        },
      ],
      [
        'Group',
        {
          ...type,
          id: 'Group',
          name: 'Group',
          description: 'Group',
          endpoint: '/Groups',
          schema: GROUP_URN,
          schemaExtensions: [],
          meta: meta('Group'),
        },
      ],
    ]);
  });

  test('are listed on one page', () => {
    expect(listAll(resourceTypes(BASE))).toMatchObject({
      totalResults: 2,
      startIndex: 1,
      itemsPerPage: 2,
      Resources: [{ id: 'User' }, { id: 'Group' }],
    });
  });
});

describe('/ServiceProviderConfig', () => {
  test('says what the service can do', () => {
    expect(serviceProviderConfig(BASE)).toEqual({
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig'],
      patch: { supported: true },
      bulk: { supported: true, maxOperations: 1_000, maxPayloadSize: 4_194_304 },
      filter: { supported: true, maxResults: 1_000 },
      changePassword: { supported: false },
      sort: { supported: true },
      etag: { supported: true },
      pagination: {
        cursor: true,
        index: true,
        defaultPaginationMethod: 'index',
        defaultPageSize: 100,
        maxPageSize: 1_000,
        cursorTimeout: 3_600,
      },
      authenticationSchemes: [
        {
          type: 'oauthbearertoken',
          name: 'OAuth Bearer Token',
          description: expect.any(String),
          specUri: 'https://www.rfc-editor.org/info/rfc6750',
          primary: true,
        },
        {
          type: 'oauth2',
          name: 'OAuth 2.0 client credentials',
          description: expect.any(String),
          specUri: 'https://www.rfc-editor.org/info/rfc6749',
        },
      ],
      meta: { resourceType: 'ServiceProviderConfig', location: `${BASE}/ServiceProviderConfig` },
    });
  });

  test('has every attribute that its schema requires', () => {
    const config = serviceProviderConfig(BASE);
    for (const { name, required } of SERVICE_PROVIDER_CONFIG_SCHEMA.attributes) {
      if (required) expect(config[name]).toBeDefined();
    }
  });
});
