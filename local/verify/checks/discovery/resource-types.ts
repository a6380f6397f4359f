/** ResourceTypes (RFC 7643 §6). */
import { check, type Draft } from '../../check.ts';
import { expectAnswer } from '../../expect/answer.ts';
import { anyText, anything, ifThere, Matcher, type Template, uriEndingIn } from '../../expect/matcher.ts';
import { ENTERPRISE, GROUP, RESOURCE_TYPE, USER } from '../../urns.ts';
import { listOf } from '../../values.ts';
import { expectError } from '../support.ts';
import { expectAttribute } from './attribute.ts';

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

export const RESOURCE_TYPES: readonly Draft[] = [
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
  check(
    'unknown-resource-type',
    'RFC 7644 §3.12',
    'a resource type that there is not is a 404',
    async (scim) => expectError(await scim.get('/ResourceTypes/Robot'), 404),
  ),
];
