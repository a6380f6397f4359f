/** The sample stack, served over HTTP: what a client sees of API Gateway, with its functions behind it. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { gateway } from '../../../local/api-gateway/gateway.ts';
import { type Exchange, gatewayServer } from '../../../local/api-gateway/http.ts';
import { type LambdaService, lambdaService } from '../../../local/lambda/service.ts';
import { closeServer, listen, portOf } from '../../../local/network.ts';
import { NOWHERE } from '../support/endpoints.ts';
import { type SampleDeployment, sampleDeployment } from '../support/sample-deployment.ts';

let sample: SampleDeployment;
let lambda: LambdaService;
let server: ReturnType<typeof gatewayServer>;
let now = 0;
const exchanges: Exchange[] = [];
const failures: unknown[] = [];

beforeAll(async () => {
  sample = await sampleDeployment();
  const { api, functions } = sample.deployment;
  lambda = lambdaService({
    functions,
    endpoints: NOWHERE,
    concurrency: 2,
    log: () => {},
  });
  server = gatewayServer({
    gateway: Promise.resolve(
      gateway(api, { invoke: lambda.invoke, usagePlans: { admit: () => 'unknown' }, now: () => now }),
    ),
    answered: (exchange) => exchanges.push(exchange),
    failed: (error) => failures.push(error),
  });
  await listen(server, 0, '127.0.0.1');
}, 30_000);

afterAll(async () => {
  await closeServer(server);
  await lambda.stop();
  await sample.remove();
});

interface Sent {
  readonly method?: string;
  readonly body?: string;
  readonly token?: string;
}

const send = (path: string, { token = 'Bearer good', ...init }: Sent = {}): Promise<Response> =>
  fetch(`http://127.0.0.1:${portOf(server)}${path}`, { ...init, headers: { Authorization: token } });

const withToken = (token: string): Promise<Response> => send('/scim/Users', { token });

/** Bytes as they are, and all that comes back. */
const sendRaw = async (request: string): Promise<string> => {
  const socket = connect(portOf(server), '127.0.0.1');
  await once(socket, 'connect');
  socket.write(request);
  return text(socket);
};

describe('a request that passes', () => {
  test('reaches the function as a proxy event, and its answer comes back', async () => {
    const response = await send('/scim/Users/7?filter=a%2Bb+c&x=%2525', { method: 'PATCH', body: 'å' });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(response.headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/);
    expect(await response.json()).toMatchObject({
      resource: '/Users/{proxy+}',
      pathParameters: { proxy: '7' },
      httpMethod: 'PATCH',
      queryStringParameters: { filter: 'a+b c', x: '%25' },
      body: 'å',
      requestContext: {
        path: '/scim/Users/7',
        authorizer: { principalId: 'somebody', flag: 'true', name: 'text' },
      },
    });
  });

  test('has the status, headers and body that the function says', async () => {
    const answer = {
      statusCode: 201,
      headers: { Location: '/x' },
      multiValueHeaders: { Vary: ['a', 'b'] },
      body: 'made',
    };
    const response = await send('/scim/Users', { method: 'POST', body: JSON.stringify({ answer }) });
    expect([
      response.status,
      response.headers.get('location'),
      response.headers.get('vary'),
      await response.text(),
    ]).toEqual([201, '/x', 'a, b', 'made']);
  });

  test('has no body when it is a HEAD', async () => {
    const response = await send('/scim/Users', { method: 'HEAD' });
    expect(response.status).toBe(200);
    expect(Number(response.headers.get('content-length'))).toBeGreaterThan(0);
    expect(await response.text()).toBe('');
  });

  test('has no content when the function says 204', async () => {
    const response = await send('/scim/Users/1', { method: 'DELETE', body: '{"answer":{"statusCode":204}}' });
    expect([response.status, response.headers.get('content-length'), await response.text()]).toEqual([
      204,
      null,
      '',
    ]);
  });

  test('may have its target in absolute form', async () => {
    const answer = await sendRaw(
      'GET http://scim.example.com/scim/Users HTTP/1.1\r\nHost: scim.example.com\r\nAuthorization: Bearer good\r\nConnection: close\r\n\r\n',
    );
    expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    expect(answer).toContain('"path":"/scim/Users"');
  });

  test('may expect to be told to continue', async () => {
    const answer = await sendRaw(
      'POST /scim/Users HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer good\r\nExpect: 100-continue\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}',
    );
    expect(answer).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 OK\r\n/);
  });
});

describe('a path', () => {
  test('that no resource has is answered before anybody asks who calls', async () => {
    const response = await send('/scim/Nothing', { token: '' });
    expect([response.status, await response.json()]).toEqual([
      404,
      { message: 'Missing Authentication Token' },
    ]);
  });

  test('with a method that its resource lacks is the same', async () => {
    expect((await send('/scim/Schemas', { method: 'POST' })).status).toBe(404);
  });

  test.each(['/', '/scimmy/Users', '/SCIM/Users'])('of no stage is forbidden: %s', async (path) => {
    const response = await send(path);
    expect([response.status, await response.json()]).toEqual([403, { message: 'Forbidden' }]);
  });
});

describe('the authorizer', () => {
  test.each([
    ['is missing', ''],
    ['does not match the expression', 'Bearer GOOD'],
    ['is unknown', 'Bearer unknown'],
  ])('answers with the gateway response for 401 when the token %s', async (_, token) => {
    const response = await withToken(token);
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toBe('Bearer');
    expect(response.headers.get('content-type')).toBe('application/scim+json');
    expect(await response.json()).toEqual({
      status: '401',
      request: response.headers.get('x-amzn-requestid'),
    });
  });

  test.each([
    ['Bearer denied', 403],
    ['Bearer silent', 500],
    ['Bearer failing', 500],
    ['Bearer slow', 500],
  ])('%s: %d', async (token, status) => {
    expect((await withToken(token)).status).toBe(status);
  });

  test('is asked once a token and time to live', async () => {
    const invocations = async (): Promise<string | undefined> =>
      /"invocations":"(\d+)"/.exec(await (await send('/scim/Users')).text())?.[1];
    now += 3_600_000;
    const first = await invocations();
    expect(await invocations()).toBe(first);
    now += 60_000;
    expect(await invocations()).not.toBe(first);
  });
});

describe('what the function does wrong', () => {
  test.each([
    ['throws', { do: 'throw', message: 'secret' }],
    ['leaves', { do: 'exit' }],
    ['answers nonsense', { answer: { statusCode: 'ok' } }],
  ])('is a 502 when it %s, without a word of why', async (_, body) => {
    const response = await send('/scim/Users', { method: 'POST', body: JSON.stringify(body) });
    expect([response.status, await response.json()]).toEqual([502, { message: 'Internal server error' }]);
  });

  test('is a 504 when it takes longer than the integration may', async () => {
    const response = await send('/scim/Users', { method: 'POST', body: '{"do":"hang"}' });
    expect([response.status, await response.json()]).toEqual([
      504,
      { message: 'Endpoint request timed out' },
    ]);
  });
});

describe('a request that is too large', () => {
  test.each([
    ['for Lambda, whose events may have 6 MB', 6 * 1024 * 1024],
    ['for API Gateway, whose bodies may have 10 MB', 10 * 1024 * 1024 + 1],
  ])('%s, is a 413', async (_, bytes) => {
    const response = await send('/scim/Users', { method: 'POST', body: 'x'.repeat(bytes) });
    expect([response.status, await response.json()]).toEqual([413, { message: 'Request Too Long' }]);
  });

  const withHeaders = (bytes: number, target = '/scim/Users') => {
    const others = ['Host: a', 'Authorization: Bearer good', 'Connection: close', 'X: '].join('\r\n');
    const filler = 'x'.repeat(bytes - others.length - '\r\n'.length);
    return sendRaw(`GET ${target} HTTP/1.1\r\n${others}${filler}\r\n\r\n`);
  };

  test('in its headers, is a 431 in the words of API Gateway', async () => {
    expect(await withHeaders(10_240)).toMatch(/^HTTP\/1\.1 200 OK/);
    const answer = await withHeaders(10_241);
    expect(answer).toMatch(/^HTTP\/1\.1 431 Request Header Fields Too Large\r\n/);
    expect(answer).toContain('{"message":"HTTP header is larger than 10240 bytes."}');
  });

  test('in its URL, is a 414', async () => {
    const target = (characters: number) => '/scim/Users?x='.padEnd(characters, 'x');
    expect(await withHeaders(1_000, target(10_240))).toMatch(/^HTTP\/1\.1 200 OK/);
    expect(await withHeaders(1_000, target(10_241))).toMatch(/^HTTP\/1\.1 414 /);
  });

  test('for Node itself ends the connection with a 431', async () => {
    expect(await withHeaders(100_000)).toMatch(/^HTTP\/1\.1 431 /);
  });
});

describe('what is no request', () => {
  test.each([
    ['no HTTP at all', 'hello\r\n\r\n'],
    ['a header without a colon', 'GET /scim/Users HTTP/1.1\r\nHost a\r\n\r\n'],
    ['two lengths', 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab'],
    ['no host', 'GET /scim/Users HTTP/1.1\r\n\r\n'],
  ])('is told so: %s', async (_, bytes) => {
    expect(await sendRaw(bytes)).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
  });

  test('a client that goes away while it sends disturbs nobody', async () => {
    const socket = connect(portOf(server), '127.0.0.1');
    await once(socket, 'connect');
    socket.write('POST /scim/Users HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nhalf');
    socket.destroy();
    await once(socket, 'close');
    expect((await send('/scim/Users')).status).toBe(200);
    expect(failures).toEqual([]);
  });

  test.each(['a=%', 'a=%FF'])('a query string that cannot be decoded is a bad request: %s', async (query) => {
    expect((await send(`/scim/Users?${query}`)).status).toBe(400);
  });
});

test('an answered request is told of without a value of its query string', async () => {
  exchanges.splice(0);
  await send('/scim/Users/1?filter=userName%20eq%20%22ada%22&count=1');
  expect(exchanges).toEqual([
    {
      method: 'GET',
      path: '/scim/Users/1',
      queryNames: ['filter', 'count'],
      status: 200,
      milliseconds: expect.any(Number),
    },
  ]);
});
