import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { rootEndpoint } from '../../lambda/http/root-endpoint.ts';
import type { ListQuery } from '../../lambda/service/list/list.ts';
import { handle, type Sent } from './support.ts';

let asked: ListQuery[];

beforeAll(() => {
  process.env['PUBLIC_URL'] = 'https://example.com/scim';
});

beforeEach(() => {
  asked = [];
});

const send = (sent: Sent) =>
  handle(
    rootEndpoint({
      list: async ({ tenant, baseUrl }, query) => {
        asked.push(query);
        return { tenant, baseUrl };
      },
    }),
    sent,
  );

const SEARCH = JSON.stringify({
  schemas: ['urn:ietf:params:scim:api:messages:2.0:SearchRequest'],
  filter: 'title pr',
  count: 5,
});
const LISTED = { tenant: 'contoso', baseUrl: 'https://example.com/scim' };

describe('the base URL', () => {
  test.each(['/', '/v2'])('as %s is listed by GET', async (resource) => {
    const query = { filter: ['title pr'], count: ['5'] };
    expect(await send({ resource, query })).toMatchObject({ status: 200, body: LISTED });
    expect(asked).toEqual([{ filter: 'title pr', count: '5' }]);
  });

  test.each(['POST', 'PUT', 'PATCH', 'DELETE'])('answers %s with 405', async (method) => {
    expect(await send({ resource: '/', method })).toMatchObject({
      status: 405,
      headers: { Allow: 'GET, HEAD, OPTIONS' },
    });
    expect(asked).toEqual([]);
  });
});

describe('/.search', () => {
  test('is asked by POST', async () => {
    expect(await send({ resource: '/.search', method: 'POST', body: SEARCH })).toMatchObject({
      status: 200,
      body: LISTED,
    });
    expect(asked).toEqual([{ filter: 'title pr', count: '5' }]);
  });

  test('asks what its body says, and nothing else', async () => {
    await send({ resource: '/.search', method: 'POST', body: SEARCH, query: { filter: ['active pr'] } });
    expect(asked).toEqual([{ filter: 'title pr', count: '5' }]);
  });

  test.each(['GET', 'PUT', 'PATCH', 'DELETE'])('answers %s with 405', async (method) => {
    expect(await send({ resource: '/v2/.search', method, body: SEARCH })).toMatchObject({
      status: 405,
      headers: { Allow: 'POST, OPTIONS' },
    });
    expect(asked).toEqual([]);
  });

  test('takes JSON only', async () => {
    const headers = { 'Content-Type': 'text/plain' };
    expect(await send({ resource: '/.search', method: 'POST', headers, body: SEARCH })).toMatchObject({
      status: 415,
    });
  });

  test('has nothing below it', async () => {
    expect(
      await send({ resource: '/.search/{proxy+}', id: 'x', method: 'POST', body: SEARCH }),
    ).toMatchObject({
      status: 404,
    });
  });
});
