import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { resourceEndpoint } from '../../lambda/http/resource-endpoint.ts';
import type { Changed, Shown } from '../../lambda/service/context.ts';
import type { ResourceService } from '../../lambda/service/service.ts';
import { CONTEXT } from '../service/support.ts';
import { handle, type Sent } from './support.ts';

const LOCATION = 'https://example.com/scim/Users/u1';
const SHOWN: Shown = { resource: { id: 'u1' }, version: 'W/"5"', location: LOCATION };
const NEW = { ETag: 'W/"5"', Location: LOCATION, 'Content-Location': LOCATION };
const BODY = '{"userName":"ada"}';

let calls: unknown[][];
let patchAnswer: Shown | Changed;

/** A service that answers, and notes what it was asked besides the context. */
const SERVICE: ResourceService = {
  create: async (_, ...asked) => note('create', asked, SHOWN),
  get: async (_, ...asked) => note('get', asked, SHOWN),
  list: async (_, ...asked) => note('list', asked, { totalResults: 0 }),
  replace: async (_, ...asked) => note('replace', asked, SHOWN),
  patch: async (_, ...asked) => note('patch', asked, patchAnswer),
  remove: async (_, ...asked) => note('remove', asked, undefined),
};

const note = <Answer>(method: string, asked: unknown[], answer: Answer): Answer => {
  calls.push([method, ...asked]);
  return answer;
};

beforeAll(() => {
  process.env['PUBLIC_URL'] = 'https://example.com/scim';
});

beforeEach(() => {
  calls = [];
  patchAnswer = SHOWN;
});

const send = async (sent: Sent) => {
  const { status, headers, body } = await handle(resourceEndpoint(SERVICE), sent);
  return { status, headers, body };
};

describe('the collection', () => {
  const Allow = 'GET, POST, HEAD, OPTIONS';

  test('is listed by GET', async () => {
    const query = {
      filter: ['a'],
      startIndex: ['2'],
      COUNT: ['3'],
      cursor: [''],
      sortby: ['userName'],
      sortOrder: ['descending'],
      attributes: ['userName, emails.value'],
      foo: ['x'],
    };
    expect(await send({ query })).toMatchObject({ status: 200, body: { totalResults: 0 } });
    expect(calls).toEqual([
      [
        'list',
        {
          filter: 'a',
          startIndex: '2',
          count: '3',
          cursor: '',
          sortBy: 'userName',
          sortOrder: 'descending',
          attributes: ['userName', ' emails.value'],
        },
      ],
    ]);
  });

  test('takes a new resource by POST', async () => {
    expect(await send({ method: 'POST', body: BODY, query: { excludedAttributes: ['name'] } })).toMatchObject(
      {
        status: 201,
        headers: NEW,
        body: { id: 'u1' },
      },
    );
    expect(calls).toEqual([['create', { userName: 'ada' }, { excludedAttributes: ['name'] }]]);
  });

  test.each(['PUT', 'PATCH', 'DELETE', 'TRACE', 'constructor'])(
    'answers %s with 405 and what it allows',
    async (method) => {
      expect(await send({ method })).toMatchObject({ status: 405, headers: { Allow } });
      expect(calls).toEqual([]);
    },
  );

  test('tells by OPTIONS what it allows', async () => {
    const { status, headers, body } = await send({ method: 'OPTIONS' });
    expect({ status, body }).toEqual({ status: 204, body: undefined });
    expect(headers).toEqual({ Allow, 'Content-Type': 'application/scim+json' });
    expect(calls).toEqual([]);
  });

  test('is listed by HEAD, without a body', async () => {
    expect(await send({ method: 'HEAD', query: { count: ['0'] } })).toMatchObject({
      status: 200,
      body: undefined,
    });
    expect(calls).toEqual([['list', { count: '0' }]]);
  });

  test.each([{ 'If-Match': 'W/"4"' }, { 'If-None-Match': '*' }])(
    'has no version that %j could be about',
    async (headers) => {
      expect(await send({ headers })).toMatchObject({ status: 200 });
      expect(await send({ method: 'POST', body: BODY, headers })).toMatchObject({ status: 201 });
    },
  );
});

describe('a search', () => {
  const search: Sent = {
    resource: '/Users/{proxy+}',
    id: '.search',
    method: 'POST',
    query: { count: ['7'] },
    body: JSON.stringify({
      schemas: ['urn:ietf:params:scim:api:messages:2.0:SearchRequest'],
      filter: 'title pr',
      attributes: ['userName'],
      startIndex: 3,
    }),
  };

  test('asks by POST for the list that its body says', async () => {
    expect(await send(search)).toMatchObject({ status: 200, body: { totalResults: 0 } });
    expect(calls).toEqual([['list', { filter: 'title pr', attributes: ['userName'], startIndex: '3' }]]);
  });

  test.each(['GET', 'PUT', 'PATCH', 'DELETE'])('is asked by POST only, not by %s', async (method) => {
    expect(await send({ ...search, method })).toMatchObject({
      status: 405,
      headers: { Allow: 'POST, OPTIONS' },
    });
    expect(calls).toEqual([]);
  });
});

describe('a resource', () => {
  const one: Sent = { resource: '/Users/{proxy+}', id: 'u1' };

  test('is read by GET', async () => {
    expect(await send(one)).toMatchObject({ status: 200, headers: NEW, body: { id: 'u1' } });
    expect(calls).toEqual([['get', 'u1', {}]]);
  });

  test.each([
    ['W/"5"', 304],
    ['"5"', 304],
    ['*', 304],
    ['W/"4", W/"5"', 304],
    ['W/"4"', 200],
  ])('is not answered again to who has it: If-None-Match %s is %d', async (tags, status) => {
    for (const method of ['GET', 'HEAD']) {
      const answer = await send({ ...one, method, headers: { 'If-None-Match': tags } });
      expect(answer).toMatchObject({ status, headers: { ...NEW, Vary: 'Accept-Encoding' } });
      if (status === 304) expect(answer.body).toBeUndefined();
    }
  });

  test.each<[Record<string, string>, number]>([
    [{ 'If-Match': 'W/"5"' }, 200],
    [{ 'If-Match': '*' }, 200],
    [{ 'If-Match': 'W/"4", W/"5"', 'If-None-Match': 'W/"4"' }, 200],
    [{ 'If-Match': 'W/"4"' }, 412],
    [{ 'If-Match': 'W/"5"', 'If-None-Match': 'W/"5"' }, 304],
    [{ 'If-Match': 'W/"4"', 'If-None-Match': 'W/"5"' }, 412],
  ])('is read on the conditions %j: %d', async (headers, status) => {
    expect(await send({ ...one, headers })).toMatchObject({ status });
  });

  test('is read by HEAD, without a body', async () => {
    expect(await send({ ...one, method: 'HEAD' })).toMatchObject({
      status: 200,
      headers: NEW,
      body: undefined,
    });
    expect(calls).toEqual([['get', 'u1', {}]]);
  });

  test('is replaced by PUT', async () => {
    expect(
      await send({ ...one, method: 'PUT', body: BODY, headers: { 'If-Match': 'W/"4", "5"' } }),
    ).toMatchObject({
      status: 200,
      headers: NEW,
      body: { id: 'u1' },
    });
    expect(calls).toEqual([['replace', 'u1', { userName: 'ada' }, {}, { ifMatch: ['4', '5'] }]]);
  });

  test('is changed by PATCH, with an answer or without', async () => {
    expect(await send({ ...one, method: 'PATCH', body: BODY, query: { attributes: ['id'] } })).toMatchObject({
      status: 200,
      headers: NEW,
    });
    patchAnswer = { version: 'W/"6"' };
    expect(await send({ ...one, method: 'PATCH', body: BODY, headers: { 'If-Match': '*' } })).toMatchObject({
      status: 204,
      headers: { ETag: 'W/"6"' },
      body: undefined,
    });
    patchAnswer = { version: undefined };
    const { status, headers } = await send({ ...one, method: 'PATCH', body: BODY });
    expect({ status, etag: headers?.['ETag'] }).toEqual({ status: 204, etag: undefined });
    expect(calls).toEqual([
      ['patch', 'u1', { userName: 'ada' }, { attributes: ['id'] }, {}],
      ['patch', 'u1', { userName: 'ada' }, {}, { ifMatch: '*' }],
      ['patch', 'u1', { userName: 'ada' }, {}, {}],
    ]);
  });

  test('is deleted by DELETE', async () => {
    const headers = { 'If-Match': '"5"', 'If-None-Match': '"4"' };
    expect(await send({ ...one, method: 'DELETE', headers })).toMatchObject({ status: 204, body: undefined });
    expect(calls).toEqual([['remove', 'u1', { ifMatch: ['5'], ifNoneMatch: ['4'] }]]);
  });

  const Allow = 'GET, PUT, PATCH, DELETE, HEAD, OPTIONS';

  test.each(['POST', 'TRACE'])('answers %s with 405 and what it allows', async (method) => {
    expect(await send({ ...one, method })).toMatchObject({ status: 405, headers: { Allow } });
    expect(calls).toEqual([]);
  });

  test('tells by OPTIONS what it allows, and in what a PATCH may be', async () => {
    expect(await send({ ...one, method: 'OPTIONS', headers: { 'If-Match': 'x' } })).toMatchObject({
      status: 204,
      headers: { Allow, 'Accept-Patch': 'application/scim+json, application/json' },
      body: undefined,
    });
    expect(calls).toEqual([]);
  });

  test.each(['GET', 'POST', 'DELETE'])('has nothing below it, for %s', async (method) => {
    expect(await send({ ...one, id: 'u1/emails', method })).toMatchObject({ status: 404 });
    expect(calls).toEqual([]);
  });
});

describe('a request that is wrong reaches no service', () => {
  test.each<[string, Sent, number, string | undefined]>([
    ['two filters', { query: { filter: ['a', 'b'] } }, 400, 'invalidValue'],
    ['two counts in two cases', { query: { count: ['1'], Count: ['2'] } }, 400, 'invalidValue'],
    ['two cursors', { query: { cursor: ['a', 'b'] } }, 400, 'invalidValue'],
    ['sortBy twice', { query: { sortBy: ['a', 'a'] } }, 400, 'invalidValue'],
    ['attributes twice', { query: { attributes: ['a', 'a'] } }, 400, 'invalidValue'],
    ['no body', { method: 'POST' }, 400, 'invalidSyntax'],
    ['no JSON', { method: 'POST', body: '{' }, 400, 'invalidSyntax'],
    [
      'another media type',
      { method: 'POST', body: BODY, headers: { 'Content-Type': 'text/plain' } },
      415,
      undefined,
    ],
    [
      'If-Match without quotes',
      { method: 'DELETE', id: 'u1', headers: { 'If-Match': '5' } },
      400,
      'invalidValue',
    ],
    [
      'an empty If-Match',
      { method: 'PUT', id: 'u1', body: BODY, headers: { 'If-Match': '' } },
      400,
      'invalidValue',
    ],
    [
      'If-None-Match that does not end',
      { id: 'u1', headers: { 'If-None-Match': 'W/"5' } },
      400,
      'invalidValue',
    ],
  ])('%s', async (_, sent, status, scimType) => {
    const { status: answered, body } = await send(sent);
    expect({ status: answered, scimType: (body as { scimType?: string }).scimType }).toEqual({
      status,
      scimType,
    });
    expect(calls).toEqual([]);
  });
});

describe('attributes and excludedAttributes', () => {
  test.each([
    [['userName'], ['userName']],
    [['a,b'], ['a', 'b']],
    [['a,,b,'], ['a', 'b']],
    [[''], undefined],
    [[' , '], undefined],
  ])('%j names %j', async (attributes, names) => {
    await send({ id: 'u1', query: { attributes } });
    expect(calls).toEqual([['get', 'u1', names ? { attributes: names } : {}]]);
  });
});

test('the service is told who asks, by when, and where it is', async () => {
  const contexts: unknown[] = [];
  const service: ResourceService = {
    ...SERVICE,
    list: async (context) => {
      contexts.push(context);
      return {};
    },
  };
  await handle(resourceEndpoint(service), {});
  expect(contexts).toEqual([{ ...CONTEXT, call: { ...CONTEXT.call, deadline: expect.any(Number) } }]);
});
