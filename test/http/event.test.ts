import { describe, expect, test } from '@jest/globals';
import { scimRequest } from '../../lambda/http/event.ts';
import { MAX_PAYLOAD_BYTES } from '../../lambda/scim/discovery.ts';
import { scimError } from '../scim/support.ts';
import { AUTHORIZER, contextOf, eventOf, type Sent } from './support.ts';

const requestOf = (sent: Sent, publicUrl = '') => scimRequest(eventOf(sent), contextOf(10_000), publicUrl);

describe('the endpoint of an event', () => {
  test.each([
    ['/Users', undefined, 'Users'],
    ['/Users/{proxy+}', 'u1', 'Users'],
    ['/v2/Users', undefined, 'Users'],
    ['/v2/Groups/{proxy+}', 'g1', 'Groups'],
    ['/ServiceProviderConfig', undefined, 'ServiceProviderConfig'],
    ['/v2/Me', undefined, 'Me'],
    ['/', undefined, ''],
    ['/v2', undefined, ''],
    ['/.search', undefined, '.search'],
    ['/v2/.search', undefined, '.search'],
    ['/v2x/{proxy+}', 'x', 'v2x'],
  ])('comes from the route %s and its parameter, never from the path', (resource, id, endpoint) => {
    const request = requestOf({ method: 'PUT', resource, ...(id && { id }) });
    expect(request).toMatchObject({ method: 'PUT', resource: endpoint, id });
  });

  test('has an id as it was written', () => {
    expect(requestOf({ id: 'a%2Fb' }).id).toBe('a%2Fb');
    expect(requestOf({ id: 'a/b' }).id).toBe('a/b');
  });

  test('has letters and digits of an id as themselves, however they are encoded', () => {
    expect(requestOf({ id: '%38c655c6e%2D20fb%2d4Fc1%5f%61%5a%7E' }).id).toBe('8c655c6e-20fb-4Fc1_aZ~');
    expect(requestOf({ id: 'a%00%20%3A%5B%7F' }).id).toBe('a%00%20%3A%5B%7F');
  });
});

describe('the query', () => {
  test('is taken as it is, decoded once by API Gateway', () => {
    const { query } = requestOf({ query: { filter: ['userName eq "a%2Bb+c"'], count: ['%2525'] } });
    expect(query.get('filter')).toEqual(['userName eq "a%2Bb+c"']);
    expect(query.get('count')).toEqual(['%2525']);
  });

  test('is found in any case, and keeps every value', () => {
    const { query } = requestOf({ query: { Filter: ['a', 'b'], FILTER: ['c'], aadOptscim062020: [''] } });
    expect(query).toEqual(
      new Map([
        ['filter', ['a', 'b', 'c']],
        ['aadoptscim062020', ['']],
      ]),
    );
  });

  test('may be none', () => {
    expect(requestOf({}).query.size).toBe(0);
  });
});

describe('headers', () => {
  test('are found in lower case', () => {
    expect(requestOf({ headers: { 'If-Match': 'W/"1"' } }).headers.get('if-match')).toBe('W/"1"');
  });

  test('that come twice are one list', () => {
    const event = { ...eventOf({}), multiValueHeaders: { 'If-Match': ['"1"', '"2"'] } };
    expect(scimRequest(event, contextOf(1), '').headers.get('if-match')).toBe('"1", "2"');
  });
});

describe('the body', () => {
  test.each([
    ['none', {}, undefined],
    ['empty', { body: '' }, undefined],
    ['text', { body: '{"a":"é"}' }, '{"a":"é"}'],
    ['base64', { body: Buffer.from('{"a":"é"}').toString('base64'), isBase64Encoded: true }, '{"a":"é"}'],
  ])('may be %s', (_, sent, body) => {
    expect(requestOf(sent).body?.toString()).toBe(body);
  });

  test('may be any bytes', () => {
    const bytes = Buffer.from([0x1f, 0x8b, 0xff]);
    expect(requestOf({ body: bytes.toString('base64'), isBase64Encoded: true }).body).toEqual(bytes);
  });

  test(`has at most ${MAX_PAYLOAD_BYTES} bytes`, () => {
    const most = 'a'.repeat(MAX_PAYLOAD_BYTES);
    const tooLarge = scimError(413, undefined, `${MAX_PAYLOAD_BYTES} bytes`);
    expect(requestOf({ body: most }).body).toHaveLength(MAX_PAYLOAD_BYTES);
    expect(() => requestOf({ body: `${most}a` })).toThrow(tooLarge);
    expect(() => requestOf({ body: 'é'.repeat(MAX_PAYLOAD_BYTES / 2 + 1) })).toThrow(tooLarge);
    const encoded = Buffer.from(`${most}a`).toString('base64');
    expect(() => requestOf({ body: encoded, isBase64Encoded: true })).toThrow(tooLarge);
  });
});

describe('the base URL', () => {
  test('is the one that is set', () => {
    expect(requestOf({ headers: { Host: 'evil.example' } }, 'https://scim.contoso.com/scim').baseUrl).toBe(
      'https://scim.contoso.com/scim',
    );
  });

  test('is otherwise the one that the client used', () => {
    const headers = { Host: 'localhost:8787', 'X-Forwarded-Proto': 'http' };
    expect(requestOf({ headers }).baseUrl).toBe('http://localhost:8787/scim');
    expect(requestOf({ resource: '/v2/Users', headers }).baseUrl).toBe('http://localhost:8787/scim');
    expect(requestOf({}).baseUrl).toBe('https://abc.execute-api.eu-west-1.amazonaws.com/scim');
  });
});

describe('the caller', () => {
  test('is whom the authorizer names', () => {
    expect(requestOf({}).caller).toEqual({
      tenantId: 'contoso',
      tokenId: 't1',
      scopes: ['provision', 'read'],
      groupNames: 'unique',
      cursorKey: Buffer.alloc(32, 'k'),
    });
    expect(requestOf({ authorizer: { ...AUTHORIZER, groupNames: 'any' } }).caller.groupNames).toBe('any');
  });

  test.each(['tenantId', 'tokenId', 'scopes'])('is nobody without %s, which is our own fault', (name) => {
    const { [name]: _, ...authorizer } = AUTHORIZER as Record<string, string>;
    expect(() => requestOf({ authorizer })).toThrow('passed no authorizer');
  });

  test('has no cursor key from an authorizer that was remembered from before there were any', () => {
    const { cursorKey: _, ...authorizer } = AUTHORIZER;
    expect(requestOf({ authorizer }).caller.cursorKey).toHaveLength(0);
  });

  test('is who is noted as the one who changes things', () => {
    expect(requestOf({ headers: { 'User-Agent': 'Okta SCIM Client 1.0' } }).by).toEqual({
      tokenId: 't1',
      requestId: 'r1',
      sourceIp: '192.0.2.1',
      dialect: 'okta',
    });
  });
});

test('the deadline leaves time for the answer', () => {
  const now = Date.now();
  const { deadline } = requestOf({});
  expect(deadline).toBeGreaterThanOrEqual(now + 8_000);
  expect(deadline).toBeLessThan(now + 10_000);
});
