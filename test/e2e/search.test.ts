import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { JsonObject } from '../../lambda/scim/json.ts';
import { asError, call, create, createGroup, GROUP, scimError, USER } from './scim.ts';
import { type Service, startService, type Tenant } from './service.ts';

const SEARCH = 'urn:ietf:params:scim:api:messages:2.0:SearchRequest';
const LIST = 'urn:ietf:params:scim:api:messages:2.0:ListResponse';

let service: Service;
let tenant: Tenant;
let ada: string;
let crew: string;

beforeAll(async () => {
  service = await startService();
  tenant = await service.openTenant();
  ada = await create(tenant, '/Users', { schemas: [USER], userName: 'ada', displayName: 'Engines' });
  await create(tenant, '/Users', { schemas: [USER], userName: 'bob', displayName: 'Bob' });
  crew = await createGroup(tenant, 'Engines', [ada]);
}, 60_000);

afterAll(() => service?.close());

const search = (path: string, body: JsonObject) => call(tenant, 'POST', path, { schemas: [SEARCH], ...body });
const idsOf = (resources: readonly { readonly id: string }[]) => resources.map(({ id }) => id).sort();

/** As lists show it, which leave out the names of groups and members. */
const withoutNames = (resource: JsonObject): JsonObject =>
  JSON.parse(JSON.stringify(resource), (name, value) => (name === 'display' ? undefined : value));

describe.each(['/Users/.search', '/v2/Users/.search'])('%s', (path) => {
  test('answers as a query by GET does', async () => {
    const { status, body } = await search(path, { filter: 'userName eq "ADA"', attributes: ['userName'] });
    expect(status).toBe(200);
    expect(body).toEqual(
      (await call(tenant, 'GET', `/Users?filter=userName%20eq%20%22ADA%22&attributes=userName`)).body,
    );
    expect(body).toEqual({
      schemas: [LIST],
      totalResults: 1,
      startIndex: 1,
      itemsPerPage: 1,
      Resources: [{ schemas: [USER], id: ada, userName: 'ada' }],
    });
  });
});

describe.each([
  ['GET of the base URL', (query: string) => call(tenant, 'GET', `?${query}`)],
  ['GET of that of v2', (query: string) => call(tenant, 'GET', `/v2?${query}`)],
  [
    'POST to /.search',
    (query: string) => search('/.search', Object.fromEntries(new URLSearchParams(query)) as JsonObject),
  ],
])('%s', (_, ask) => {
  test('lists users and groups', async () => {
    const { status, body } = await ask('');
    expect({ status, ids: idsOf(body.Resources) }).toMatchObject({
      status: 200,
      ids: expect.arrayContaining([ada, crew]),
    });
    expect(body).toMatchObject({ schemas: [LIST], totalResults: 3, itemsPerPage: 3, startIndex: 1 });
  });

  test('shows each as its own endpoint does', async () => {
    const { body } = await ask(`filter=${encodeURIComponent('displayName eq "engines"')}`);
    const own = await Promise.all(
      [`/Users/${ada}`, `/Groups/${crew}`].map((path) => call(tenant, 'GET', path)),
    );
    const byId = (resources: readonly JsonObject[]) => new Map(resources.map((one) => [one['id'], one]));
    expect(byId(body.Resources)).toEqual(byId(own.map((answer) => withoutNames(answer.body))));
  });

  test('tells types apart', async () => {
    const { body } = await ask(`filter=${encodeURIComponent('meta.resourceType eq "Group"')}`);
    expect(body).toMatchObject({ totalResults: 1, Resources: [{ id: crew, schemas: [GROUP] }] });
  });

  test('sorts all in one order', async () => {
    const { body } = await ask('sortBy=displayName&sortOrder=descending');
    expect(body.Resources.map((one: JsonObject) => one['displayName'])).toEqual([
      'Engines',
      'Engines',
      'Bob',
    ]);
  });
});

test('a token that may only read may search', async () => {
  const reader = await service.openTenant({ scopes: ['read'] });
  for (const path of ['/.search', '/Users/.search', '/Groups/.search']) {
    expect(await call(reader, 'POST', path, { schemas: [SEARCH] })).toMatchObject({
      status: 200,
      body: { totalResults: 0, Resources: [] },
    });
  }
  expect(asError(await call(reader, 'POST', '/Users', { schemas: [USER], userName: 'x' }))).toEqual(
    scimError(403),
  );
});
