import type { BadRequest } from './case.ts';

const NOBODY = '9f0c2d1e-7a4b-4c3d-8e5f-0a1b2c3d4e5f';

const COLLECTION = 'GET, POST, HEAD, OPTIONS';
const RESOURCE = 'GET, PUT, PATCH, DELETE, HEAD, OPTIONS';
const DOCUMENT = 'GET, HEAD, OPTIONS';

/** Paths that lead nowhere, and methods that an endpoint does not have. */
export const URLS: readonly BadRequest[] = [
  { what: 'an endpoint that does not exist', send: 'GET /Robots', status: 404 },
  { what: 'an endpoint in the wrong case', send: 'GET /users', status: 404 },
  { what: 'something below a user', send: 'GET /Users/{user}/emails', status: 404 },
  { what: 'something below a schema', send: 'GET /Schemas/a/b', status: 404 },
  { what: 'a schema that does not exist', send: 'GET /Schemas/urn:example:2.0:Robot', status: 404 },
  { what: 'a resource type that does not exist', send: 'GET /ResourceTypes/Robot', status: 404 },
  { what: 'a user that does not exist', send: `GET /Users/${NOBODY}`, status: 404 },
  { what: 'a group by the id of a user', send: 'GET /Groups/{user}', status: 404 },
  { what: 'an id that is no UUID', send: 'GET /Users/josefina', status: 404 },
  { what: 'an id of nothing but separators', send: 'GET /Users/%23%23%23', status: 404 },
  { what: 'an id that holds a slash', send: 'GET /Users/a%2Fb', status: 404 },
  { what: 'an id that holds U+0000', send: 'GET /Users/%00', status: 404 },
  { what: 'an id of 4,000 characters', send: `DELETE /Users/${'a'.repeat(4_000)}`, status: 404 },
  { what: 'PUT of a user that does not exist', send: `PUT /Users/${NOBODY}`, status: 404, body: user() },
  {
    what: 'PATCH of a group that does not exist',
    send: `PATCH /Groups/${NOBODY}`,
    status: 404,
    body: patch(),
  },
  { what: 'DELETE of a group that does not exist', send: `DELETE /Groups/${NOBODY}`, status: 404 },
  { what: 'something below /Bulk', send: 'POST /Bulk/1', body: {}, status: 404 },
  { what: 'something below /.search', send: 'POST /.search/1', body: {}, status: 404 },
  { what: '/Me', send: 'GET /Me', status: 501 },
  ...['PUT', 'PATCH', 'DELETE'].map((method) => notAllowed(`${method} /Users`, COLLECTION)),
  ...['PUT', 'PATCH', 'DELETE'].map((method) => notAllowed(`${method} /Groups`, COLLECTION)),
  notAllowed('POST /Users/{user}', RESOURCE),
  notAllowed('POST /Groups/{group}', RESOURCE),
  notAllowed('POST /Schemas', DOCUMENT),
  notAllowed('GET /Bulk', 'POST, OPTIONS'),
  ...['/.search', '/Users/.search', '/Groups/.search', '/v2/.search'].flatMap((path) =>
    ['GET', 'PUT', 'DELETE'].map((method) => notAllowed(`${method} ${path}`, 'POST, OPTIONS')),
  ),
  ...['POST', 'PUT', 'PATCH', 'DELETE'].map((method) => notAllowed(`${method} /v2`, DOCUMENT)),
  notAllowed('DELETE /ResourceTypes/User', DOCUMENT),
  notAllowed('PUT /ServiceProviderConfig', DOCUMENT),
];

function notAllowed(send: string, allow: string): BadRequest {
  return { what: send, send, body: {}, status: 405, answers: { allow } };
}

function user() {
  return { schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'], userName: 'nobody' };
}

function patch() {
  return { schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations: [] };
}
