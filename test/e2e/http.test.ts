import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { exchange, type Target } from '../../local/replay/client.ts';
import { asError, call, createGroup, createUser, scimError, USER } from './scim.ts';
import { type Service, startService } from './service.ts';

let service: Service;
let target: Target;
let paths: Readonly<Record<string, string>>;

beforeAll(async () => {
  service = await startService();
  target = await service.openTenant();
  const user = await createUser(target, 'josefina.quintaneiro@contoso.com');
  paths = {
    user: `/Users/${user}`,
    group: `/Groups/${await createGroup(target, 'Sales EMEA', [user])}`,
    users: '/Users',
    filter: '/Users?filter=userName+sw+%22j%22',
    schemas: '/Schemas',
    config: '/ServiceProviderConfig',
    nobody: '/Users/9f0c2d1e-7a4b-4c3d-8e5f-0a1b2c3d4e5f',
    nothing: '/Robots',
  };
}, 60_000);

afterAll(() => service?.close());

const PLACES = ['user', 'group', 'users', 'filter', 'schemas', 'config', 'nobody', 'nothing'];

/** All that is not of the moment. */
const lasting = (headers: object) =>
  Object.fromEntries(
    Object.entries(headers).filter(
      ([name]) => !['date', 'x-amzn-requestid', 'content-length'].includes(name),
    ),
  );

describe('HEAD', () => {
  test.each(PLACES)('has the status and headers of GET, and no body: %s', async (place) => {
    const path = paths[place] ?? '';
    const [get, head] = await Promise.all(
      ['GET', 'HEAD'].map((method) => exchange(target, method, path, { accept: '*/*' })),
    );
    expect({ status: head?.status, text: head?.text }).toEqual({ status: get?.status, text: '' });
    expect(lasting(head?.headers ?? {})).toEqual(lasting(get?.headers ?? {}));
  });

  test('may be said with a token that reads only', async () => {
    const reader = await service.openTenant({ scopes: ['read'] });
    expect((await call(reader, 'HEAD', '/Users')).status).toBe(200);
    expect((await call(reader, 'OPTIONS', '/Users')).status).toBe(204);
  });
});

describe('OPTIONS', () => {
  test.each([
    ['users', 'GET, POST, HEAD, OPTIONS'],
    ['user', 'GET, PUT, PATCH, DELETE, HEAD, OPTIONS'],
    ['group', 'GET, PUT, PATCH, DELETE, HEAD, OPTIONS'],
    ['schemas', 'GET, HEAD, OPTIONS'],
  ])('tells what there is, and does nothing: %s', async (place, allow) => {
    const { status, headers, body } = await call(target, 'OPTIONS', paths[place] ?? '');
    expect({ status, allow: headers['allow'], body }).toEqual({ status: 204, allow, body: undefined });
  });

  test('is for who may ask', async () => {
    const answer = await call(target, 'OPTIONS', '/Users', undefined, { authorization: null });
    expect(asError(answer)).toEqual(scimError(401));
  });
});

describe('a large answer', () => {
  const get = (headers: Record<string, string | null>) => exchange(target, 'GET', '/Schemas', headers);

  test('comes in gzip to who takes it, as the same', async () => {
    const [plain, inGzip] = [
      await get({ accept: '*/*' }),
      await get({ accept: '*/*', 'accept-encoding': 'gzip, deflate' }),
    ];
    expect(plain.headers).not.toHaveProperty('content-encoding');
    expect(inGzip.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'Accept-Encoding' });
    expect(inGzip.text).toBe(plain.text);
    expect(Number(inGzip.headers['content-length'])).toBeLessThan(plain.text.length / 4);
    expect(inGzip.headers.etag).toBe(plain.headers.etag);
  });

  test('comes as it is to who sends no Accept, which API Gateway would need', async () => {
    expect((await get({ 'accept-encoding': 'gzip' })).headers).not.toHaveProperty('content-encoding');
  });
});

describe('a body', () => {
  const sent = JSON.stringify({ schemas: [USER], userName: 'tomás.\ufffd@contoso.com' });

  test('arrives byte by byte, whatever it is called, or not called', async () => {
    for (const type of ['application/scim+json', 'application/json; charset=utf-8', null]) {
      const created = await call(target, 'POST', '/Users', sent, { 'content-type': type });
      expect(created).toMatchObject({ status: 201, body: { userName: 'tomás.\ufffd@contoso.com' } });
      await call(target, 'DELETE', `/Users/${created.body.id}`);
    }
  });

  test('in gzip is not taken', async () => {
    const headers = { 'content-type': 'application/scim+json', 'content-encoding': 'gzip' };
    const answer = await exchange(target, 'POST', '/Users', headers, gzipSync(sent));
    expect(answer).toMatchObject({ status: 415, headers: { 'accept-encoding': 'identity' } });
  });
});
