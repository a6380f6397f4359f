import { describe, expect, test } from '@jest/globals';
import { errorBody, expectAnswer, Mismatch } from '../../local/verify/expect/answer.ts';
import type { Answer } from '../../local/verify/http/exchange.ts';
import { redactorOf, requestText, responseText } from '../../local/verify/http/exchange.ts';

const answer = (some: Partial<Answer>): Answer => ({
  method: 'GET',
  path: '/Users/1',
  requestHeaders: {},
  requestBody: undefined,
  status: 200,
  headers: { 'content-type': 'application/scim+json' },
  text: some.body === undefined ? '' : JSON.stringify(some.body),
  body: undefined,
  ...some,
});

const placesOf = (work: () => unknown): readonly string[] => {
  try {
    work();
    return [];
  } catch (error) {
    if (!(error instanceof Mismatch)) throw error;
    return error.differences.map(({ path }) => path);
  }
};

describe('every answer', () => {
  const META = { meta: { version: 'W/"1"', location: 'https://x/scim/Users/1' } };

  test.each<[string, Partial<Answer>, readonly string[]]>([
    [
      'with a body is application/scim+json',
      { body: {}, headers: { 'content-type': 'application/json' } },
      ['header content-type'],
    ],
    [
      'that creates has the Location of its meta',
      { status: 201, body: META, headers: { 'content-type': 'application/scim+json', etag: 'W/"1"' } },
      ['header location'],
    ],
    ['that creates without meta has a Location', { status: 201, body: {} }, ['header location']],
    ['with a version has it as its ETag', { body: META }, ['header etag']],
    ['of 401 has WWW-Authenticate', { status: 401, body: {} }, ['header www-authenticate']],
    ['of 405 has Allow', { status: 405, body: {} }, ['header allow']],
  ])('%s', (_, some, places) => {
    const { status = 200, body = null } = some;
    expect(placesOf(() => expectAnswer(answer(some), { status, body }))).toEqual(places);
  });

  test('without a body that is expected, and with one that is not, differs', () => {
    expect(placesOf(() => expectAnswer(answer({}), { status: 200, body: { a: 1 } }))).toEqual(['']);
    expect(placesOf(() => expectAnswer(answer({ status: 204, body: { a: 1 } }), { status: 204 }))).toEqual([
      '',
    ]);
  });

  test('has one of the statuses that the RFC leaves open', () => {
    expect(placesOf(() => expectAnswer(answer({ status: 204 }), { status: [200, 204] }))).toEqual([]);
    expect(placesOf(() => expectAnswer(answer({ status: 202 }), { status: [200, 204] }))).toEqual(['status']);
  });
});

describe('an error', () => {
  const body = {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
    status: '409',
    scimType: 'uniqueness',
    detail: 'taken',
  };
  const check = (found: Answer['body']) =>
    placesOf(() =>
      expectAnswer(answer({ status: 409, body: found }), { status: 409, body: errorBody(409, 'uniqueness') }),
    );

  test('is exact but for its wording', () => {
    expect(check(body)).toEqual([]);
    expect(check({ ...body, detail: 'another' })).toEqual([]);
  });

  test.each([
    ['another scimType', { scimType: 'invalidValue' }, 'scimType'],
    ['no scimType', { scimType: null }, 'scimType'],
    ['a status that is a number', { status: 409 }, 'status'],
    ['another schema', { schemas: [] }, 'schemas'],
  ])('differs by %s', (_, change, place) => {
    expect(check({ ...body, ...change })).toEqual([place]);
  });
});

describe('what is told of a request', () => {
  test('has no secret in any of its forms', () => {
    const secret = 'a"b+c/d';
    const redacted = redactorOf(secret);
    const text = `plain ${secret}, in a URL ${encodeURIComponent(secret)}, in JSON ${JSON.stringify(secret)}`;
    expect(redacted(text)).toBe('plain (redacted), in a URL (redacted), in JSON "(redacted)"');
  });

  test('is the request and the answer as HTTP has them, long bodies shortened', () => {
    const told = answer({
      method: 'POST',
      path: '/Users',
      requestHeaders: { accept: 'application/scim+json' },
      requestBody: 'x'.repeat(5_000),
      status: 201,
      headers: { etag: 'W/"1"', date: 'now' },
      text: '{}',
    });
    expect(requestText(told)).toBe(
      `POST /Users\naccept: application/scim+json\n\n${'x'.repeat(4_000)}… (5000 characters)`,
    );
    expect(responseText(told)).toBe('201\netag: W/"1"\n\n{}');
  });
});
