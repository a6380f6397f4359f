import { readFile } from 'node:fs/promises';
import SwaggerParser from '@apidevtools/swagger-parser';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { bulkEndpoint } from '../../lambda/http/bulk-endpoint.ts';
import { discoveryEndpoint } from '../../lambda/http/discovery-endpoint.ts';
import { resourceEndpoint } from '../../lambda/http/resource-endpoint.ts';
import { rootEndpoint } from '../../lambda/http/root-endpoint.ts';
import { attribute } from '../../lambda/scim/schema/attribute.ts';
import type { ResourceModel } from '../../lambda/scim/schema/definition.ts';
import { GROUP, USER } from '../../lambda/scim/schema/models.ts';
import type { ResourceService } from '../../lambda/service/service.ts';
import { openApi } from '../../local/openapi/document.ts';
import { DOCUMENT, documentText } from '../../local/openapi/main.ts';
import { handle } from '../http/support.ts';
import { referenceTo, validatorOf } from './conformance.ts';

// What is made of the schemas is looked into, not computed with.
// biome-ignore lint/suspicious/noExplicitAny: a document of many forms
type Document = any;

const document: Document = openApi([USER, GROUP], '0.1.0');
const schemas = document.components.schemas;

test('docs/openapi.json is up to date', async () => {
  expect(await readFile(DOCUMENT, 'utf8')).toBe(await documentText());
});

/** By the OpenAPI Initiative's own schema; that leaves the schemas in it to JSON Schema. */
const expectValid = async (one: Document) => {
  expect(one.openapi).toMatch(/^3\.1\./);
  await SwaggerParser.validate(structuredClone(one), { resolve: { external: false } });
  const validator = validatorOf(one);
  for (const name of Object.keys(one.components.schemas))
    expect(validator.getSchema(referenceTo(name))).toBeDefined();
};

test('it is a valid document of OpenAPI 3.1, and every reference in it leads somewhere', async () => {
  await expectValid(document);
});

test.each<[string, (one: Document) => void]>([
  ['no info', (one) => delete one.info],
  ['an answer without a description', (one) => delete one.paths['/Users'].get.responses['200'].description],
  ['a reference to nothing', (one) => delete one.components.parameters.filter],
  ['a schema that is none', (one) => Object.assign(one.components.schemas.User, { type: 'thing' })],
  ['a reference to no schema', (one) => delete one.components.schemas.User],
])('one with %s would be found out', async (_, spoil) => {
  const spoiled = structuredClone(document);
  spoil(spoiled);
  await expect(expectValid(spoiled)).rejects.toThrow();
});

describe('its endpoints', () => {
  const nobody = async () => {
    throw new Error('OPTIONS asks nobody');
  };
  const SERVICE: ResourceService = {
    create: nobody,
    get: nobody,
    list: nobody,
    replace: nobody,
    patch: nobody,
    remove: nobody,
  };

  const ENDPOINTS = new Map([
    ['Users', resourceEndpoint(SERVICE)],
    ['Groups', resourceEndpoint(SERVICE)],
    ['', rootEndpoint(SERVICE)],
    ['.search', rootEndpoint(SERVICE)],
    ['Bulk', bulkEndpoint(nobody, nobody)],
  ]);

  beforeAll(() => {
    process.env['PUBLIC_URL'] = '';
  });

  test.each(Object.keys(document.paths))('has the methods that it says itself: %s', async (path) => {
    const [, resource = '', id] = path.split('/');
    const { headers } = await handle(ENDPOINTS.get(resource) ?? discoveryEndpoint, {
      method: 'OPTIONS',
      resource: `/${resource}`,
      ...(id !== undefined && { id }),
    });
    const allowed = String(headers?.['Allow']).toLowerCase().split(', ');
    const documented = Object.keys(document.paths[path]).filter((key) => key !== 'parameters');
    const alike = documented.includes('get') ? ['head', 'options'] : ['options'];
    expect([...documented, ...alike]).toEqual(allowed);
  });

  test('have operations of different names', () => {
    const ids = Object.values<Document>(document.paths).flatMap((path) =>
      Object.values<Document>(path).flatMap(({ operationId }) => operationId ?? []),
    );
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('a resource', () => {
  test('has in an answer what a client is shown, and in a request what it may write', () => {
    expect(Object.keys(schemas.User.properties)).toEqual(
      expect.arrayContaining(['id', 'meta', 'groups', 'userName', 'emails']),
    );
    expect(schemas.User.properties).not.toHaveProperty('password');
    expect(Object.keys(schemas.UserRequest.properties)).toEqual(
      expect.arrayContaining(['userName', 'password', 'emails']),
    );
    for (const name of ['id', 'meta', 'groups'])
      expect(schemas.UserRequest.properties).not.toHaveProperty(name);
  });

  test('has to have what it is nothing without', () => {
    expect(schemas.UserRequest.required).toEqual(['schemas', 'userName']);
    expect(schemas.GroupRequest.required).toEqual(['schemas', 'displayName']);
    expect(schemas.User.required).toEqual(['schemas', 'id']);
  });

  test('has its extension under its URN', () => {
    const urn = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
    expect(schemas.User.properties[urn]).toEqual({ $ref: '#/components/schemas/EnterpriseUser' });
    expect(schemas.UserRequest.properties[urn]).toEqual({
      $ref: '#/components/schemas/EnterpriseUserRequest',
    });
    expect(schemas.EnterpriseUser.properties.manager.properties).toHaveProperty('displayName');
    expect(schemas.EnterpriseUserRequest.properties.manager.properties).not.toHaveProperty('displayName');
  });

  test('says of its values what the schema says', () => {
    const { active, emails, meta, x509Certificates, profileUrl } = schemas.User.properties;
    expect(active).toMatchObject({ type: 'boolean', description: expect.any(String) });
    expect(emails).toMatchObject({
      type: 'array',
      items: { type: 'object', properties: { type: { examples: ['work', 'home', 'other'] } } },
    });
    expect(meta.properties.created).toMatchObject({ type: 'string', format: 'date-time' });
    expect(x509Certificates.items.properties.value).toMatchObject({ contentEncoding: 'base64' });
    expect(profileUrl).toMatchObject({ format: 'uri-reference' });
  });
});

describe('an extension of a deployment', () => {
  const badge = {
    id: 'urn:example:contoso:2.0:Badge',
    name: 'Contoso badge',
    description: 'A badge.',
    attributes: [attribute('number', 'Of the badge.', { type: 'integer', required: true })],
  };
  const withBadge: ResourceModel = {
    ...USER,
    extensions: [...USER.extensions, { schema: badge, required: false }],
  };

  test('is in it without a line of code', async () => {
    const extended: Document = openApi([withBadge, GROUP], '0.1.0');
    expect(extended.components.schemas.Contosobadge).toMatchObject({
      properties: { number: { type: 'integer', description: 'Of the badge.' } },
    });
    expect(extended.components.schemas.ContosobadgeRequest.required).toEqual(['number']);
    expect(extended.components.schemas.UserRequest.properties[badge.id]).toEqual({
      $ref: '#/components/schemas/ContosobadgeRequest',
    });
    await expectValid(extended);
  });

  test('cannot have the name of another', () => {
    const twin: ResourceModel = {
      ...USER,
      extensions: [{ schema: { ...badge, name: 'Group' }, required: false }],
    };
    expect(() => openApi([twin, GROUP], '0.1.0')).toThrow('two schemas would be called Group');
  });
});
