/** Schemas (RFC 7643 §7). */
import type { Json, JsonObject } from '../../../json.ts';
import { check, type Draft } from '../../check.ts';
import { expectAnswer, expectThat } from '../../expect/answer.ts';
import { anyText, anything, ifThere, Matcher, type Template, uriEndingIn } from '../../expect/matcher.ts';
import type { Need } from '../../need.ts';
import { ENTERPRISE, GROUP, SCHEMA, USER } from '../../urns.ts';
import { listOf, objectOf, textOf } from '../../values.ts';
import { expectError } from '../support.ts';

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

const ifSchemas: Template = new Matcher(
  `["${SCHEMA}"]`,
  (value) => Array.isArray(value) && value.length === 1 && value[0] === SCHEMA,
);

const schema = (name: string, urn: string, needs: readonly Need[]): Draft =>
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
    { needs },
  );

const namesIn = (attributes: readonly JsonObject[]): readonly string[] =>
  attributes.map(({ name }) => textOf(name).toLowerCase());

export const SCHEMAS_SERVED: readonly Draft[] = [
  schema('user', USER, ['users']),
  schema('group', GROUP, ['groups']),
  schema('enterprise', ENTERPRISE, [{ attribute: 'department', of: 'EnterpriseUser' }]),
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
  check('unknown-schema', 'RFC 7644 §3.12', 'a schema that there is not is a 404', async (scim) =>
    expectError(await scim.get('/Schemas/urn:example:2.0:Robot'), 404),
  ),
  check('schema-names-once', 'RFC 7643 §7', 'no schema has an attribute twice', async (scim) => {
    const answer = await scim.get('/Schemas');
    for (const { id, attributes } of listOf(objectOf(answer.body)['Resources'])) {
      const lists = [attributes, ...listOf(attributes).map(({ subAttributes }) => subAttributes)].map(listOf);
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
];
