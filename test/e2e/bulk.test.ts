import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Json, JsonObject } from '../../lambda/scim/json.ts';
import type { Target } from '../../local/replay/client.ts';
import { adding, bulkOf, newGroup, newUser, patch, remove } from '../scim/bulk/support.ts';
import { ENTERPRISE } from '../scim/support.ts';
import { asError, call, createGroup, createUser, membersOf, scimError, USER } from './scim.ts';
import { type Service, startService, type Tenant } from './service.ts';

const BULK_RESPONSE = 'urn:ietf:params:scim:api:messages:2.0:BulkResponse';
const NOBODY = '9f0c2d1e-7a4b-4c3d-8e5f-0a1b2c3d4e5f';

let service: Service;
let tenant: Tenant;

beforeAll(async () => {
  service = await startService();
}, 60_000);

afterAll(() => service?.close());

beforeEach(async () => {
  tenant = await service.openTenant();
});

/** What is answered of an operation. */
interface Answered {
  readonly status: string;
  readonly location?: string;
  readonly version?: string;
}

const send = async (
  target: Target,
  operations: readonly Json[],
  more: JsonObject = {},
): Promise<readonly Answered[]> => {
  const { status, body } = await call(target, 'POST', '/Bulk', bulkOf(operations, more));
  expect(body).toEqual({ schemas: [BULK_RESPONSE], Operations: expect.any(Array) });
  expect(status).toBe(200);
  return body.Operations;
};

const idIn = (answered: Answered | undefined): string => answered?.location?.split('/').at(-1) ?? '';
/** As `membersOf` has them. */
const byText = (a: string, b: string): number => (a < b ? -1 : 1);
const statuses = (answered: readonly Answered[]) => answered.map(({ status }) => status);
const manager = (value: string) => ({ [ENTERPRISE]: { manager: { value } } });

test('operations of each kind are done, and answered in their order', async () => {
  const user = await createUser(tenant, 'josefina');
  const answered = await send(tenant, [
    newGroup('crew', ['bulkId:tomas', user]),
    newUser('tomas', manager(user)),
    { method: 'PUT', path: `/Users/${user}`, data: { schemas: [USER], userName: 'josefina', title: 'Lead' } },
    patch(`/Users/${user}`, { op: 'add', path: 'nickName', value: 'Jo' }),
    remove(`/Users/${NOBODY}`),
  ]);
  const [crew, tomas] = answered.map(idIn);
  const location = `${tenant.tenantUrl}/Users/${user}`;
  expect(answered).toEqual([
    {
      method: 'POST',
      bulkId: 'crew',
      version: 'W/"1"',
      location: `${tenant.tenantUrl}/Groups/${crew}`,
      status: '201',
    },
    {
      method: 'POST',
      bulkId: 'tomas',
      version: 'W/"1"',
      location: `${tenant.tenantUrl}/Users/${tomas}`,
      status: '201',
    },
    { method: 'PUT', version: expect.stringMatching(/^W\/"2/), location, status: '200' },
    { method: 'PATCH', version: expect.stringMatching(/^W\/"3/), location, status: '200' },
    {
      method: 'DELETE',
      location: `${tenant.tenantUrl}/Users/${NOBODY}`,
      status: '404',
      response: scimError(404).body,
    },
  ]);
  expect(await membersOf(tenant, String(crew))).toEqual([user, String(tomas)].toSorted(byText));
  const { headers, body } = await call(tenant, 'GET', `/Users/${user}`);
  expect(body).toMatchObject({ title: 'Lead', nickName: 'Jo' });
  expect(answered[3]?.version).toBe(headers['etag']);
  expect((await call(tenant, 'GET', `/Users/${tomas}`)).body).toMatchObject(manager(user));
});

test('groups that contain each other, and users who manage each other, are created', async () => {
  const answered = await send(tenant, [
    newGroup('a', ['bulkId:b']),
    newGroup('b', ['bulkId:a', 'bulkId:ada']),
    newUser('ada', manager('bulkId:bob')),
    newUser('bob', manager('bulkId:ada')),
  ]);
  expect(statuses(answered)).toEqual(['201', '201', '201', '201']);
  const [a, b, ada, bob] = answered.map(idIn);
  expect(await membersOf(tenant, String(a))).toEqual([b]);
  expect(await membersOf(tenant, String(b))).toEqual([String(a), String(ada)].toSorted(byText));
  for (const [user, other] of [
    [ada, bob],
    [bob, ada],
  ]) {
    expect((await call(tenant, 'GET', `/Users/${user}`)).body).toMatchObject(manager(String(other)));
  }
  for (const [index, path] of [`/Groups/${a}`, `/Groups/${b}`].entries()) {
    expect((await call(tenant, 'GET', path)).headers['etag']).toBe(answered[index]?.version);
  }
});

test('a circle of which one cannot be created leaves nobody', async () => {
  await createGroup(tenant, 'Taken');
  const answered = await send(tenant, [
    newGroup('a', ['bulkId:b']),
    newGroup('b', ['bulkId:a'], { displayName: 'TAKEN' }),
  ]);
  expect(statuses(answered)).toEqual(['409', '409']);
  expect((await call(tenant, 'GET', '/Groups')).body.totalResults).toBe(1);
});

test('what one operation gives up, the next may have', async () => {
  const user = await createUser(tenant, 'ada');
  const rename = patch(`/Users/${user}`, { op: 'replace', path: 'userName', value: 'lovelace' });
  expect(statuses(await send(tenant, [rename, newUser('ada')]))).toEqual(['200', '201']);
  expect(statuses(await send(tenant, [remove(`/Users/${user}`), newUser('lovelace')]))).toEqual([
    '204',
    '201',
  ]);
});

test('many that take one name are one, the first', async () => {
  const many = Array.from({ length: 40 }, (_, n) => newUser(`u${n}`, { userName: 'ada', title: `u${n}` }));
  expect(statuses(await send(tenant, many))).toEqual(['201', ...Array(39).fill('409')]);
  expect((await call(tenant, 'GET', '/Users')).body.Resources).toMatchObject([{ title: 'u0' }]);
});

test('many changes of one group are made in their order', async () => {
  const [ada, bob] = [await createUser(tenant, 'ada'), await createUser(tenant, 'bob')];
  const path = `/Groups/${await createGroup(tenant, 'Crew')}`;
  const leave = patch(path, { op: 'remove', path: `members[value eq "${ada}"]` });
  const turns = Array.from({ length: 20 }, () => [adding(path, ada), leave]).flat();
  expect(new Set(statuses(await send(tenant, [...turns, adding(path, bob)])))).toEqual(new Set(['204']));
  expect(await membersOf(tenant, path.split('/').at(-1) ?? '')).toEqual([bob]);
});

test('a failure ends it where the request says so', async () => {
  const answered = await send(tenant, [newUser('a'), remove(`/Users/${NOBODY}`), newUser('b')], {
    failOnErrors: 1,
  });
  expect(statuses(answered)).toEqual(['201', '404']);
  expect((await call(tenant, 'GET', '/Users')).body.totalResults).toBe(1);
});

test('the same again creates nobody twice', async () => {
  const request = [newUser('ada'), newUser('bob'), newUser('cyd', manager('bulkId:ada'))];
  await send(tenant, request.slice(0, 2));
  const answered = await send(tenant, request);
  expect(statuses(answered)).toEqual(['409', '409', '400']);
  expect((await call(tenant, 'GET', '/Users')).body.totalResults).toBe(2);
});

test('an earlier version is a 412, and changes nothing', async () => {
  const path = `/Users/${await createUser(tenant, 'ada')}`;
  const { headers } = await call(tenant, 'GET', path);
  const data = { schemas: [USER], userName: 'ada', title: 'x' };
  const operation = { method: 'PUT', path, version: String(headers['etag']), data };
  expect(statuses(await send(tenant, [operation, operation]))).toEqual(['200', '412']);
});

describe('another tenant', () => {
  test('is out of reach', async () => {
    const other = await service.openTenant();
    const user = await createUser(other, 'ada');
    const group = await createGroup(tenant, 'Crew');
    const answered = await send(tenant, [remove(`/Users/${user}`), adding(`/Groups/${group}`, user)]);
    expect(statuses(answered)).toEqual(['404', '400']);
    expect((await call(other, 'GET', `/Users/${user}`)).status).toBe(200);
  });

  test('is not asked by a token that may only read', async () => {
    const reader = await service.openTenant({ scopes: ['read'] });
    expect(asError(await call(reader, 'POST', '/Bulk', bulkOf([newUser('ada')])))).toEqual(scimError(403));
  });
});

/** The audit lines of the tenant, which come after the answer; as many as there are to be. */
const trailOf = async (count: number) => {
  for (;;) {
    const lines = service
      .logLines()
      .filter((line) => line.includes(`"tenant":"${tenant.tenantId}"`))
      .map((line) => JSON.parse(line))
      .filter(({ message }) => String(message).startsWith('scim '));
    if (lines.length >= count) return lines;
    await sleep(20);
  }
};

test('the audit trail has a line for each operation and one for the request, without a name', async () => {
  const answered = await send(tenant, [newUser('lovelace'), remove(`/Users/${NOBODY}`)]);
  const lines = await trailOf(3);
  const common = {
    tenant: tenant.tenantId,
    token: tenant.tokenId,
    request: lines[0].audit.request,
    dialect: 'other',
  };
  const ofOperations = lines.filter(({ message }) => message === 'scim operation');
  expect(ofOperations.map(({ audit }) => audit).sort((a, b) => a.operation - b.operation)).toMatchObject([
    { ...common, operation: 0, method: 'POST', resource: '/Users', id: idIn(answered[0]), status: 201 },
    { ...common, operation: 1, method: 'DELETE', resource: '/Users', id: NOBODY, status: 404 },
  ]);
  const ofRequest = lines.filter(({ message }) => message === 'scim request');
  expect(ofRequest.map(({ audit }) => audit)).toMatchObject([
    { ...common, method: 'POST', resource: '/Bulk', status: 200 },
  ]);
  expect(JSON.stringify(lines)).not.toContain('lovelace');
});

test('as many operations as there may be are done', async () => {
  const { body } = await call(tenant, 'GET', '/ServiceProviderConfig');
  const many = Array.from({ length: body.bulk.maxOperations }, (_, n) => newUser(`user-${n}`));
  expect(new Set(statuses(await send(tenant, many)))).toEqual(new Set(['201']));
  expect((await call(tenant, 'GET', '/Users?count=0')).body.totalResults).toBe(body.bulk.maxOperations);
}, 60_000);
