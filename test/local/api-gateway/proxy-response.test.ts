import { describe, expect, test } from '@jest/globals';
import { proxyAnswer } from '../../../local/api-gateway/proxy-response.ts';

const answerTo = (result: unknown, decodes = false) =>
  proxyAnswer({ kind: 'returned', payload: JSON.stringify(result) }, decodes);

test('status, headers and body are passed on', () => {
  expect(
    answerTo({
      statusCode: 201,
      headers: { 'Content-Type': 'application/scim+json', ETag: 'W/"1"' },
      body: '{}',
    }),
  ).toEqual({
    status: 201,
    headers: [
      ['Content-Type', 'application/scim+json'],
      ['ETag', 'W/"1"'],
    ],
    body: '{}',
  });
});

test('everything may be left out', () => {
  expect(answerTo({})).toEqual({ status: 200, headers: [['Content-Type', 'application/json']], body: '' });
});

describe('a body in base64', () => {
  const body = Buffer.from([0x1f, 0x8b, 0xff]).toString('base64');

  test('becomes its bytes for who takes bytes', () => {
    expect(answerTo({ body, isBase64Encoded: true }, true).body).toEqual(Buffer.from([0x1f, 0x8b, 0xff]));
    expect(answerTo({ isBase64Encoded: true }, true).body).toEqual(Buffer.alloc(0));
  });

  test('leaves as it is for others, and where it is not said to be one', () => {
    expect(answerTo({ body, isBase64Encoded: true }, false).body).toBe(body);
    expect(answerTo({ body, isBase64Encoded: false }, true).body).toBe(body);
    expect(answerTo({ body }, true).body).toBe(body);
  });
});

test('multiValueHeaders come before headers of the same name', () => {
  const { headers } = answerTo({
    headers: { 'set-cookie': 'one', vary: 'Accept' },
    multiValueHeaders: { 'Set-Cookie': ['two', 'three'] },
  });
  expect(headers).toEqual([
    ['vary', 'Accept'],
    ['Set-Cookie', 'two'],
    ['Set-Cookie', 'three'],
    ['Content-Type', 'application/json'],
  ]);
});

test('headers that API Gateway keeps for itself arrive under another name, or not at all', () => {
  const { headers } = answerTo({ headers: { 'WWW-Authenticate': 'Bearer', 'Transfer-Encoding': 'chunked' } });
  expect(headers).toEqual([
    ['x-amzn-Remapped-WWW-Authenticate', 'Bearer'],
    ['Content-Type', 'application/json'],
  ]);
});

describe('malformed is', () => {
  test.each<[string, unknown]>([
    ['nothing', null],
    ['a text', 'ok'],
    ['a list', []],
    ['a body that is an object', { statusCode: 200, body: {} }],
    ['a status that is none', { statusCode: 'ok' }],
    ['a status that no answer has', { statusCode: 101 }],
    ['a member that is not known', { statusCode: 200, cookies: [] }],
    ['a header that is a number', { headers: { age: 1 } }],
    ['headers that are a list', { headers: [] }],
    ['a header with several values in the wrong place', { headers: { vary: ['a', 'b'] } }],
    ['several values that are one', { multiValueHeaders: { vary: 'a' } }],
    ['a header name that HTTP does not know', { headers: { 'a b': 'c' } }],
    ['a header value with a line break', { headers: { a: 'b\r\nc: d' } }],
  ])('%s: 502', (_, result) => {
    expect(() => answerTo(result)).toThrow(expect.objectContaining({ type: 'DEFAULT_5XX', status: 502 }));
  });
});

test('a function that failed is a 502, and nothing of its error is told', () => {
  const failed = { kind: 'failed', error: { errorType: 'Error', errorMessage: 'secret' } } as const;
  expect(() => proxyAnswer(failed, false)).toThrow(
    expect.objectContaining({ type: 'DEFAULT_5XX', status: 502, text: 'Internal server error' }),
  );
});
