/** What all discovery endpoints have in common (RFC 7644 §4). */
import { check, type Draft } from '../../check.ts';
import { expectAnswer, expectThat } from '../../expect/answer.ts';
import { anything, ifThere } from '../../expect/matcher.ts';
import { RESOURCE_TYPE, SCHEMA } from '../../urns.ts';
import { listOf, objectOf, textOf } from '../../values.ts';
import { expectError } from '../support.ts';

const ENDPOINTS = ['/ServiceProviderConfig', '/ResourceTypes', '/Schemas'] as const;

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

export const ENDPOINT_CHECKS: readonly Draft[] = [
  list('resource-types', '/ResourceTypes', RESOURCE_TYPE),
  list('schemas', '/Schemas', SCHEMA),
  elements('resource-types-by-id', '/ResourceTypes'),
  elements('schemas-by-urn', '/Schemas'),
  ...ENDPOINTS.map(readOnly),
  ...ENDPOINTS.map(noFilter),
  ...ENDPOINTS.map(noQuery),
];
