import { describe, expect, test } from '@jest/globals';
import { COMMON_ATTRIBUTES } from '../../../lambda/scim/schema/common.ts';
import { USER } from '../../../lambda/scim/schema/models.ts';
import type { RawAnswer } from '../../../local/replay/client.ts';
import type { DrawnRequest } from '../draw/request.ts';
import { answerViolations, type Expectations } from './answer.ts';
import { shapeOf } from './schema.ts';

const expectations: Expectations = {
  shapes: new Map([['User', shapeOf(USER, COMMON_ATTRIBUTES)]]),
  isForeign: (_, id) => id === 'theirs',
};

const request: DrawnRequest = {
  who: 'contoso',
  method: 'GET',
  path: '/Users/1',
  headers: {},
  body: undefined,
};

const user = {
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
  id: '1',
  userName: 'ada',
  meta: { resourceType: 'User', location: 'https://example.com/scim/Users/1', version: 'W/"1"' },
};

const answer = (status: number, body: object, headers: RawAnswer['headers'] = {}): RawAnswer => ({
  status,
  headers: {
    'content-type': 'application/scim+json',
    etag: user.meta.version,
    location: user.meta.location,
    ...headers,
  },
  text: JSON.stringify(body),
});

const error = (status: number, change: object = {}) =>
  answer(status, {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
    status: String(status),
    detail: 'something is wrong',
    ...change,
  });

const list = (change: object = {}) =>
  answer(200, {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
    totalResults: 1,
    itemsPerPage: 1,
    startIndex: 1,
    Resources: [user],
    ...change,
  });

test.each<[string, RawAnswer]>([
  ['a user', answer(200, user)],
  ['a list', list()],
  ['an error', error(404)],
  ['an error with a keyword', error(400, { scimType: 'invalidFilter' })],
  ['nothing', { status: 204, headers: {}, text: '' }],
  ['that it is too long', { status: 431, headers: {}, text: '' }],
  ['that its URL is', { status: 414, headers: {}, text: '{"message":"Request URI too long"}' }],
])('nothing is wrong with %s', (_, given) => {
  expect(answerViolations(expectations, request, given)).toEqual([]);
});

describe('it is wrong', () => {
  test.each<[string, RawAnswer]>([
    ['the status is 500', error(500)],
    ['the status is 501', error(501)],
    ['the status is 302', answer(302, user)],
    ['the body is no object', { ...answer(200, {}), text: '<html>' }],
    ['a 204 to GET has a body', answer(204, user)],
    ['the content type is text/html', answer(200, user, { 'content-type': 'text/html' })],
    ['the error is not of the schema', error(400, { schemas: [] })],
    ['the error says 400', error(400, { status: 400 })],
    ['the scimType of a 400 is "invalid"', error(400, { scimType: 'invalid' })],
    ['the scimType of a 400 is "uniqueness"', error(400, { scimType: 'uniqueness' })],
    ['the detail is ""', error(400, { detail: '' })],
    ['the detail is "xxx', error(400, { detail: 'x'.repeat(10_000) })],
    ['the error has a member stack', error(400, { stack: 'at …' })],
    ['a 401 does not ask', error(401)],
    ['a 405 does not say', error(405)],
    ['etag is not what meta says', answer(200, user, { etag: 'W/"2"' })],
    ['location is not what meta says', answer(200, user, { location: 'https://example.com' })],
    ['"nick" is in no schema', answer(200, { ...user, nick: 'a' })],
    ['userName is missing', answer(200, { ...user, userName: undefined })],
    ['has no id', answer(200, { ...user, id: undefined })],
    ['belongs to another tenant', answer(200, { ...user, id: 'theirs' })],
    ['itemsPerPage is 2', list({ itemsPerPage: 2 })],
    ['totalResults is 0', list({ totalResults: 0 })],
    ['"nick" is in no schema', list({ Resources: [{ ...user, nick: 'a' }] })],
    ['the list has no Resources', list({ Resources: undefined })],
  ])('that %s', (violation, given) => {
    const found = answerViolations(expectations, request, given);
    expect(found.join('\n')).toContain(violation);
  });
});
