import { beforeAll, describe, expect, test } from '@jest/globals';
import { discoveryEndpoint } from '../../lambda/http/discovery-endpoint.ts';
import { GROUP_URN, USER_URN } from '../scim/support.ts';
import { AUTHORIZER, handle, type Sent } from './support.ts';

beforeAll(() => {
  process.env['PUBLIC_URL'] = 'https://example.com/scim';
});

const send = (sent: Sent) => handle(discoveryEndpoint, sent);

const id = (resource: string, proxy: string): Sent => ({ resource: `/${resource}/{proxy+}`, id: proxy });

describe('discovery', () => {
  test.each<[Sent, object]>([
    [{ resource: '/ServiceProviderConfig' }, { patch: { supported: true } }],
    [{ resource: '/v2/ServiceProviderConfig' }, { patch: { supported: true } }],
    [{ resource: '/ResourceTypes' }, { totalResults: 2, Resources: [{ id: 'User' }, { id: 'Group' }] }],
    [
      id('ResourceTypes', 'Group'),
      { id: 'Group', meta: { location: 'https://example.com/scim/ResourceTypes/Group' } },
    ],
    [
      { resource: '/Schemas', query: { startIndex: ['2'], count: ['1'] } },
      { totalResults: 6, itemsPerPage: 6 },
    ],
    [id('Schemas', USER_URN), { id: USER_URN }],
    [id('Schemas', USER_URN.replaceAll(':', '%3A')), { id: USER_URN }],
    [id('Schemas', USER_URN.replaceAll(':', '%3a')), { id: USER_URN }],
  ])('answers %j', async (sent, body) => {
    expect(await send(sent)).toMatchObject({ status: 200, body });
  });

  test('says what the tenant has set', async () => {
    const authorizer = { ...AUTHORIZER, groupNames: 'any' };
    const { body } = await send({ ...id('Schemas', GROUP_URN), authorizer });
    expect((body as { attributes: unknown[] }).attributes).toContainEqual(
      expect.objectContaining({ name: 'displayName', uniqueness: 'none' }),
    );
  });

  test('may be read by any token', async () => {
    const authorizer = { ...AUTHORIZER, scopes: 'read' };
    expect(await send({ resource: '/Schemas', authorizer })).toMatchObject({ status: 200 });
  });

  test.each<[number, Sent]>([
    [404, id('Schemas', 'urn:example')],
    [404, id('Schemas', '__proto__')],
    [404, id('ResourceTypes', 'Robot')],
    [404, id('ServiceProviderConfig', 'x')],
    [404, { resource: '/Robots' }],
    [404, { resource: '/constructor' }],
    [403, { resource: '/Schemas', query: { filter: ['id eq "x"'] } }],
    [403, { resource: '/ServiceProviderConfig', query: { FILTER: [''] } }],
    [501, { resource: '/Me' }],
    [501, { resource: '/v2/Me', method: 'PATCH' }],
    [501, { resource: '/Me/{proxy+}', id: 'x' }],
  ])('answers with %d: %j', async (status, sent) => {
    expect(await send(sent)).toMatchObject({
      status,
      body: { status: `${status}`, detail: expect.any(String) },
    });
  });

  const Allow = 'GET, HEAD, OPTIONS';
  const DOCUMENTS = ['/Schemas', '/ResourceTypes', '/ServiceProviderConfig'];

  test.each(['POST', 'PUT', 'PATCH', 'DELETE'])('answers %s with 405', async (method) => {
    for (const resource of DOCUMENTS) {
      expect(await send({ resource, method })).toMatchObject({ status: 405, headers: { Allow } });
    }
  });

  test('tells by OPTIONS what it allows', async () => {
    for (const resource of DOCUMENTS) {
      expect(await send({ resource, method: 'OPTIONS' })).toMatchObject({ status: 204, headers: { Allow } });
    }
  });

  describe.each(DOCUMENTS)('has an entity tag of its content: %s', (resource) => {
    const tagOf = async (sent: Sent = {}) => (await send({ resource, ...sent })).headers?.['ETag'];

    test('which is weak, stays the same, and is the same for HEAD', async () => {
      const tag = await tagOf();
      expect(tag).toMatch(/^W\/"[\w-]{22}"$/);
      expect([await tagOf(), await tagOf({ method: 'HEAD' })]).toEqual([tag, tag]);
    });

    test('and is not answered again to who has it', async () => {
      const headers = { 'If-None-Match': `"x", ${await tagOf()}` };
      expect(await send({ resource, headers })).toMatchObject({ status: 304, body: undefined });
      expect(await send({ resource, headers: { 'If-None-Match': '"x"' } })).toMatchObject({ status: 200 });
      expect(await send({ resource, headers: { 'If-Match': '"x"' } })).toMatchObject({ status: 412 });
    });
  });

  test('has another entity tag where the tenant has other settings', async () => {
    const tagOf = async (groupNames: string) =>
      (await send({ resource: '/Schemas', authorizer: { ...AUTHORIZER, groupNames } })).headers?.['ETag'];
    expect(await tagOf('any')).not.toBe(await tagOf('unique'));
  });

  test('says where a document is, as its meta does', async () => {
    const location = `https://example.com/scim/Schemas/${USER_URN}`;
    expect((await send(id('Schemas', USER_URN))).headers).toMatchObject({ 'Content-Location': location });
    expect((await send({ resource: '/Schemas' })).headers).not.toHaveProperty('Content-Location');
  });
});
