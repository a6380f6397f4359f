import type { BadRequest } from './case.ts';

const body = { schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'], userName: 'bad@contoso.com' };
const BEARER = { 'www-authenticate': 'Bearer' };

const unauthorized = (what: string, authorization: string | null): BadRequest => ({
  what,
  send: 'GET /Users',
  headers: { authorization },
  status: 401,
  answers: BEARER,
});

const mediaType = (type: string): BadRequest => ({
  what: `the media type ${type}`,
  send: 'POST /Users',
  headers: { 'content-type': type },
  body,
  status: 415,
  answers: { accept: 'application/scim+json, application/json' },
});

const notAcceptable = (accept: string): BadRequest => ({
  what: `an Accept of ${accept}`,
  send: 'DELETE /Users/{user}',
  headers: { accept },
  status: 406,
});

/** Headers that are missing or wrong. */
export const HEADERS: readonly BadRequest[] = [
  unauthorized('no Authorization', null),
  unauthorized('an empty Authorization', ''),
  unauthorized('a Basic credential', 'Basic dXNlcjpwYXNzd29yZA=='),
  unauthorized('Bearer without a token', 'Bearer '),
  unauthorized('a token of another shape', 'Bearer abc'),
  unauthorized('a token with a wrong checksum', `Bearer scim_abcdefghij_${'a'.repeat(49)}`),
  unauthorized("a JWT of Entra's own", 'Bearer eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJ4In0.c2lnbmF0dXJl'),
  { ...unauthorized('no Authorization for a path that does not exist', null), send: 'GET /Robots' },

  mediaType('text/plain'),
  mediaType('application/xml'),
  mediaType('application/x-www-form-urlencoded'),
  mediaType('multipart/form-data; boundary=x'),
  mediaType('application/scim+json; charset=utf-16'),
  mediaType('application/jsonx'),
  {
    what: 'a compressed body',
    send: 'POST /Users',
    headers: { 'content-encoding': 'gzip' },
    body,
    status: 415,
    answers: { 'accept-encoding': 'identity' },
  },

  notAcceptable('text/html'),
  notAcceptable('application/scim+json;q=0, */*'),

  {
    what: 'an If-Match that names no version',
    send: 'DELETE /Users/{user}',
    headers: { 'if-match': 'x' },
    status: 400,
    scimType: 'invalidValue',
  },
  {
    what: 'an If-None-Match that does not end',
    send: 'GET /Users/{user}',
    headers: { 'if-none-match': 'W/"1' },
    status: 400,
    scimType: 'invalidValue',
  },
  {
    what: 'an If-Match of a version that never was',
    send: 'DELETE /Users/{user}',
    headers: { 'if-match': 'W/"999"' },
    status: 412,
  },
  {
    what: 'an If-Match of a group of a version that never was',
    send: 'DELETE /Groups/{group}',
    headers: { 'if-match': 'W/"999"' },
    status: 412,
  },
];
