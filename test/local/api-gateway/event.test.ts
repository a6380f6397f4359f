import { describe, expect, test } from '@jest/globals';
import { proxyEvent } from '../../../local/api-gateway/event.ts';
import { router } from '../../../local/api-gateway/route.ts';
import { apiDefinition } from '../support/api-definition.ts';
import { gatewayRequest, type Overrides } from '../support/gateway-request.ts';

const api = apiDefinition();
const find = router(api.routes);

const eventOf = (overrides: Overrides, binaryMediaTypes: readonly string[] = []) => {
  const request = gatewayRequest(overrides);
  const path = request.path.slice('/scim'.length);
  const match = find(request.method, path);
  if (match === undefined) throw new Error(`${request.path} is no route`);
  return proxyEvent({ ...api, binaryMediaTypes }, request, path, match, {
    principalId: 'p',
    tenantId: 't',
  });
};

test('a request becomes the event that was recorded on AWS', () => {
  const event = eventOf({
    method: 'POST',
    path: '/scim/Users/test%2Balias@example.com/',
    query: 'price=10&price=20&plus=a+b',
    headers: [
      ['Host', 'scim.example.com'],
      ['tEsT-HEADeR', 'aValUE'],
      ['User-Agent', 'testing'],
    ],
    body: '{}',
  });
  const headers = {
    Host: 'scim.example.com',
    'tEsT-HEADeR': 'aValUE',
    'User-Agent': 'testing',
    'X-Amzn-Trace-Id': 'Root=1-6bff4eb6-9ed4b5a27f0c4a43a3a50f8b',
    'X-Forwarded-For': '192.0.2.7',
    'X-Forwarded-Port': '8787',
    'X-Forwarded-Proto': 'http',
  };
  expect(event).toEqual({
    resource: '/Users/{proxy+}',
    path: '/Users/test%2Balias@example.com/',
    httpMethod: 'POST',
    headers: { ...headers, 'X-Amzn-Trace-Id': expect.stringMatching(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/) },
    multiValueHeaders: Object.fromEntries(Object.keys(headers).map((name) => [name, expect.any(Array)])),
    queryStringParameters: { price: '20', plus: 'a b' },
    multiValueQueryStringParameters: { price: ['10', '20'], plus: ['a b'] },
    pathParameters: { proxy: 'test%2Balias@example.com' },
    stageVariables: null,
    requestContext: {
      accountId: '123456789012',
      apiId: 'local',
      authorizer: { principalId: 'p', tenantId: 't' },
      domainName: 'scim.example.com',
      domainPrefix: 'local',
      extendedRequestId: expect.any(String),
      httpMethod: 'POST',
      identity: expect.objectContaining({ sourceIp: '192.0.2.7', userAgent: 'testing', user: null }),
      path: '/scim/Users/test%2Balias@example.com/',
      protocol: 'HTTP/1.1',
      requestId: '9ed4b5a2-7f0c-4a43-a3a5-0f8b2f1c7d11',
      requestTime: '24/Nov/2026:19:33:10 +0000',
      requestTimeEpoch: Date.UTC(2026, 10, 24, 19, 33, 10),
      resourceId: '/Users/{proxy+}',
      resourcePath: '/Users/{proxy+}',
      stage: 'scim',
    },
    body: '{}',
    isBase64Encoded: false,
  });
});

test('what is not there is null', () => {
  expect(eventOf({ path: '/scim/Users' })).toMatchObject({
    queryStringParameters: null,
    multiValueQueryStringParameters: null,
    pathParameters: null,
    stageVariables: null,
    body: null,
  });
});

describe('a body', () => {
  const bytes = Buffer.from([0x7b, 0xff, 0x7d]);

  test('is in base64 where its media type is a binary one', () => {
    expect(eventOf({ body: bytes }, ['*/*'])).toMatchObject({ body: 'e/99', isBase64Encoded: true });
    expect(eventOf({}, ['*/*'])).toMatchObject({ body: null, isBase64Encoded: false });
  });

  test('is text elsewhere, in which what is no UTF-8 is replaced', () => {
    expect(eventOf({ body: bytes })).toMatchObject({ body: '{\ufffd}', isBase64Encoded: false });
  });
});

describe('headers', () => {
  test('of one name in any case are one, whose last value counts', () => {
    const { headers, multiValueHeaders } = eventOf({
      headers: [
        ['X-Trace', 'a'],
        ['x-trace', 'b'],
      ],
    });
    expect(headers).toMatchObject({ 'X-Trace': 'b' });
    expect(multiValueHeaders).toMatchObject({ 'X-Trace': ['a', 'b'] });
  });

  test('of the connection stay behind', () => {
    const { headers } = eventOf({
      headers: [
        ['Connection', 'keep-alive'],
        ['Content-Length', '2'],
        ['Transfer-Encoding', 'chunked'],
        ['If-Match', '"1"'],
      ],
    });
    expect(Object.keys(headers).filter((name) => !name.startsWith('X-'))).toEqual(['If-Match']);
  });

  test('say where the request came from, and a client cannot say otherwise', () => {
    const { headers } = eventOf({
      headers: [
        ['X-Forwarded-For', '203.0.113.1'],
        ['X-Forwarded-Proto', 'gopher'],
      ],
    });
    expect(headers).toMatchObject({
      'X-Forwarded-For': '203.0.113.1, 192.0.2.7',
      'X-Forwarded-Proto': 'http',
    });
  });
});
