/** ServiceProviderConfig, ResourceTypes and Schemas (RFC 7644 §4). */
import type { Json, JsonObject } from '../../json.ts';
import { check, type Draft, group } from '../check.ts';
import { expectAnswer, expectThat } from '../expect/answer.ts';
import { differences } from '../expect/difference.ts';
import {
  anyBoolean,
  anyText,
  anything,
  ifThere,
  Matcher,
  oneOf,
  type Template,
  uriEndingIn,
  wholeNumber,
} from '../expect/matcher.ts';
import type { Answer } from '../http/exchange.ts';
import { CONFIG, ENTERPRISE, GROUP, RESOURCE_TYPE, SCHEMA, USER } from '../urns.ts';
import { listOf, objectOf, textOf } from '../values.ts';
import { expectError } from './support.ts';

const ENDPOINTS = ['/ServiceProviderConfig', '/ResourceTypes', '/Schemas'] as const;

/** One attribute of an answer, beside whatever else it has. */
const expectAttribute = (answer: Answer, name: string, expected: Template): void => {
  expectAnswer(answer, { status: 200, body: anything });
  const [first] = differences(expected, objectOf(answer.body)[name], name);
  if (first) expectThat(answer, false, `${first.path} to be ${first.expected}`, first.found);
};

const config = (name: string, source: string, title: string, attribute: string, expected: Template): Draft =>
  check(`config-${name}`, source, title, async (scim) =>
    expectAttribute(await scim.get('/ServiceProviderConfig'), attribute, expected),
  );

const feature = (name: string, attribute: string, more: Readonly<Record<string, Template>> = {}): Draft =>
  config(name, 'RFC 7643 §5', `ServiceProviderConfig says whether ${attribute} is supported`, attribute, {
    supported: anyBoolean,
    ...more,
  });

const positive = new Matcher(
  'a whole number, 1 or more',
  (value) => Number.isInteger(value) && Number(value) > 0,
);

const schemes = new Matcher(
  'a list of schemes with type, name and description',
  (value) =>
    listOf(value).length > 0 &&
    listOf(value).every(
      ({ type, name, description }) =>
        ['oauth', 'oauth2', 'oauthbearertoken', 'httpbasic', 'httpdigest'].includes(textOf(type)) &&
        typeof name === 'string' &&
        typeof description === 'string',
    ),
);

const resourceType = (name: string, endpoint: string, schema: string, extensions: Template): Draft =>
  check(
    `resource-type-${name.toLowerCase()}`,
    'RFC 7643 §6',
    `ResourceTypes has ${name} at ${endpoint} with its schema and extensions`,
    async (scim) =>
      expectAnswer(await scim.get(`/ResourceTypes/${name}`), {
        status: 200,
        body: {
          schemas: [RESOURCE_TYPE],
          id: ifThere(name),
          name,
          description: ifThere(anyText),
          endpoint: uriEndingIn(endpoint),
          schema,
          schemaExtensions: extensions,
          meta: { resourceType: 'ResourceType', location: uriEndingIn(`/ResourceTypes/${name}`) },
        },
      }),
    { needs: [name === 'User' ? 'users' : 'groups'] },
  );

/** Every element of a discovery list is what its own address answers. */
const elements = (name: string, path: string): Draft =>
  check(name, 'RFC 7644 §4', `each element of ${path} is what ${path}/{id} answers`, async (scim) => {
    const list = expectAnswer(await scim.get(path), { status: 200, body: anything });
    for (const element of listOf(objectOf(list.body)['Resources']))
      expectAnswer(await scim.get(`${path}/${textOf(element['id'] ?? element['name'])}`), {
        status: 200,
        body: element,
      });
  });

const list = (name: string, path: string, schema: string): Draft =>
  check(name, 'RFC 7644 §3.4.2', `${path} is a ListResponse of all there are`, async (scim) => {
    const answer = expectAnswer(await scim.get(path), { status: 200, body: anything });
    const resources = listOf(objectOf(answer.body)['Resources']);
    expectAnswer(answer, {
      status: 200,
      body: {
        schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
        totalResults: resources.length,
        startIndex: ifThere(1),
        itemsPerPage: ifThere(resources.length),
        Resources: resources.map(() => anything),
      },
    });
    expectThat(
      answer,
      resources.length > 0 && resources.every(({ schemas }) => JSON.stringify(schemas) === `["${schema}"]`),
      `resources of the schema ${schema}`,
      JSON.stringify(resources.map(({ schemas }) => schemas)),
    );
  });

const readOnly = (path: string): Draft =>
  check(
    `read-only${path.toLowerCase().replace('/', '-')}`,
    'RFC 9110 §15.5.6',
    `${path} cannot be written: 405 with Allow`,
    async (scim) => {
      const methods = ['PUT', 'PATCH', 'DELETE', 'POST'];
      for (const method of methods)
        expectError(await scim.send(method, path, { ...(method !== 'DELETE' && { body: {} }) }), 405);
    },
  );

const noFilter = (path: string): Draft =>
  check(
    `no-filter${path.toLowerCase().replace('/', '-')}`,
    'RFC 7644 §4',
    `${path} refuses a filter with 403`,
    async (scim) => expectError(await scim.get(`${path}?filter=id%20eq%20%22x%22`), 403),
  );

const noQuery = (path: string): Draft =>
  check(
    `no-query${path.toLowerCase().replace('/', '-')}`,
    'RFC 7644 §4',
    `${path} ignores attributes, sorting and paging`,
    async (scim) => {
      const plain = await scim.get(path);
      const answer = await scim.get(
        `${path}?startIndex=2&count=1&sortBy=id&attributes=name&excludedAttributes=meta`,
      );
      expectAnswer(answer, { status: 200, body: plain.body ?? null });
    },
  );

const CHARACTERISTICS: readonly (readonly [name: string, accepts: (value: Json | undefined) => boolean])[] = [
  ['name', (value) => typeof value === 'string' && /^\$?[A-Za-z][\w-]*$/.test(value)],
  [
    'type',
    (value) =>
      ['string', 'boolean', 'decimal', 'integer', 'dateTime', 'reference', 'complex', 'binary'].includes(
        textOf(value),
      ),
  ],
  ['multiValued', (value) => typeof value === 'boolean'],
  ['description', (value) => typeof value === 'string'],
  ['required', (value) => typeof value === 'boolean'],
  ['mutability', (value) => ['readOnly', 'readWrite', 'immutable', 'writeOnly'].includes(textOf(value))],
  ['returned', (value) => ['always', 'never', 'default', 'request'].includes(textOf(value))],
  ['uniqueness', (value) => ['none', 'server', 'global'].includes(textOf(value))],
];

/** What is wrong with the definition of an attribute and of those in it (RFC 7643 §7). */
const faultsOf = (attribute: JsonObject, path = textOf(attribute['name'])): readonly string[] => [
  ...CHARACTERISTICS.filter(([name, accepts]) => !accepts(attribute[name])).map(
    ([name]) => `${path}: ${name}`,
  ),
  ...(attribute['type'] === 'string' && typeof attribute['caseExact'] !== 'boolean'
    ? [`${path}: caseExact`]
    : []),
  ...(attribute['type'] === 'reference' && !Array.isArray(attribute['referenceTypes'])
    ? [`${path}: referenceTypes`]
    : []),
  ...(attribute['type'] === 'complex' && listOf(attribute['subAttributes']).length === 0
    ? [`${path}: subAttributes`]
    : []),
  ...listOf(attribute['subAttributes']).flatMap((one) => faultsOf(one, `${path}.${textOf(one['name'])}`)),
];

const schema = (name: string, urn: string, needs: Draft['needs']): Draft =>
  check(
    `schema-${name}`,
    'RFC 7643 §7',
    `the schema ${urn} has all characteristics of each attribute`,
    async (scim) => {
      const answer = await scim.get(`/Schemas/${urn}`);
      expectAnswer(answer, {
        status: 200,
        body: {
          schemas: ifSchemas,
          id: urn,
          name: anyText,
          description: ifThere(anyText),
          attributes: anything,
          meta: { resourceType: 'Schema', location: uriEndingIn(`/Schemas/${urn}`) },
        },
      });
      const attributes = listOf(objectOf(answer.body)['attributes']);
      const faults = attributes.flatMap((attribute) => faultsOf(attribute));
      expectThat(
        answer,
        attributes.length > 0 && faults.length === 0,
        'every characteristic to be there, and valid',
        faults.join(', '),
      );
    },
    needs === undefined ? {} : { needs },
  );

const ifSchemas: Template = new Matcher(
  `["${SCHEMA}"]`,
  (value) => Array.isArray(value) && value.length === 1 && value[0] === SCHEMA,
);

const namesIn = (attributes: readonly JsonObject[]): readonly string[] =>
  attributes.map(({ name }) => textOf(name).toLowerCase());

export const DISCOVERY = group(
  'discovery',
  'Discovery',
  [],
  [
    config('schema', 'RFC 7643 §5', 'ServiceProviderConfig names its schema', 'schemas', [CONFIG]),
    config('meta', 'RFC 7643 §3.1', 'ServiceProviderConfig has its resource type and location', 'meta', {
      resourceType: 'ServiceProviderConfig',
      location: uriEndingIn('/ServiceProviderConfig'),
      created: ifThere(anyText),
      lastModified: ifThere(anyText),
      version: ifThere(anyText),
    }),
    feature('patch', 'patch'),
    feature('bulk', 'bulk', { maxOperations: wholeNumber, maxPayloadSize: wholeNumber }),
    feature('filter', 'filter', { maxResults: wholeNumber }),
    feature('change-password', 'changePassword'),
    feature('sort', 'sort'),
    feature('etag', 'etag'),
    config(
      'authentication-schemes',
      'RFC 7643 §5',
      'ServiceProviderConfig says how to authenticate',
      'authenticationSchemes',
      schemes,
    ),
    {
      ...config(
        'pagination',
        'RFC 9865 §4',
        'ServiceProviderConfig says which pages there are',
        'pagination',
        {
          cursor: anyBoolean,
          index: anyBoolean,
          defaultPaginationMethod: ifThere(oneOf('cursor', 'index')),
          defaultPageSize: ifThere(positive),
          maxPageSize: ifThere(positive),
          cursorTimeout: ifThere(positive),
        },
      ),
      needs: ['paging by cursor'],
    },
    list('resource-types', '/ResourceTypes', RESOURCE_TYPE),
    list('schemas', '/Schemas', SCHEMA),
    resourceType('User', '/Users', USER, anything),
    resourceType('Group', '/Groups', GROUP, anything),
    check(
      'resource-type-extension',
      'RFC 7643 §6',
      'the resource type User says that the enterprise extension is optional',
      async (scim) =>
        expectAttribute(
          await scim.get('/ResourceTypes/User'),
          'schemaExtensions',
          new Matcher('to have the enterprise extension, not required', (value) =>
            listOf(value).some(({ schema: urn, required }) => urn === ENTERPRISE && required === false),
          ),
        ),
      { needs: [{ attribute: 'department', of: 'EnterpriseUser' }] },
    ),
    elements('resource-types-by-id', '/ResourceTypes'),
    elements('schemas-by-urn', '/Schemas'),
    check(
      'schema-encoded-urn',
      'RFC 3986 §2.2',
      'the colons of a URN in a path may be encoded',
      async (scim) => {
        const plain = await scim.get(`/Schemas/${USER}`);
        const answer = await scim.get(`/Schemas/${encodeURIComponent(USER)}`);
        expectAnswer(answer, { status: 200, body: plain.body ?? null });
      },
    ),
    check(
      'unknown-resource-type',
      'RFC 7644 §3.12',
      'a resource type that there is not is a 404',
      async (scim) => expectError(await scim.get('/ResourceTypes/Robot'), 404),
    ),
    check('unknown-schema', 'RFC 7644 §3.12', 'a schema that there is not is a 404', async (scim) =>
      expectError(await scim.get('/Schemas/urn:example:2.0:Robot'), 404),
    ),
    schema('user', USER, ['users']),
    schema('group', GROUP, ['groups']),
    schema('enterprise', ENTERPRISE, [{ attribute: 'department', of: 'EnterpriseUser' }]),
    check('schema-names-once', 'RFC 7643 §7', 'no schema has an attribute twice', async (scim) => {
      const answer = await scim.get('/Schemas');
      for (const { id, attributes } of listOf(objectOf(answer.body)['Resources'])) {
        const lists = [attributes, ...listOf(attributes).map(({ subAttributes }) => subAttributes)].map(
          listOf,
        );
        const twice = lists.some((names) => new Set(namesIn(names)).size < names.length);
        expectThat(answer, !twice, `names of ${textOf(id)} to be different`, 'a name twice');
      }
    }),
    check('schema-no-nulls', 'Entra ID: schema discovery', 'no schema has a null in it', async (scim) => {
      const answer = await scim.get('/Schemas');
      expectThat(answer, !/:\s*null\b/.test(answer.text), 'no null', 'a null');
    }),
    check(
      'schemas-of-types',
      'RFC 7644 §4',
      'the schemas that resource types name are served by /Schemas',
      async (scim) => {
        const answer = await scim.get('/Schemas');
        const served = listOf(objectOf(answer.body)['Resources']).map(({ id }) => id);
        const named = [...scim.capabilities.resourceTypes.values()].flatMap(
          ({ schema: urn, schemaExtensions }) => [
            urn,
            ...listOf(schemaExtensions).map((extension) => extension['schema']),
          ],
        );
        const lost = named.filter((urn) => !served.includes(urn));
        expectThat(answer, lost.length === 0, 'all of them', `not ${lost.map(String).join(', ')}`);
      },
    ),
    ...ENDPOINTS.map(readOnly),
    ...ENDPOINTS.map(noFilter),
    ...ENDPOINTS.map(noQuery),
  ],
);
