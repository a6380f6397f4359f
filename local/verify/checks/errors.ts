/** Bad input (RFC 7644 §3.12). */
import { check, type Draft, group } from '../check.ts';
import { expectAnswer } from '../expect/answer.ts';
import { anything } from '../expect/matcher.ts';
import { NOBODY, USER } from '../urns.ts';
import { expectError } from './support.ts';

const ERRORS = 'RFC 7644 §3.12';

/** Bodies that are none, to each place that takes one. */
const PLACES = ['POST /Users', 'PUT /Users/{user}', 'PATCH /Users/{user}', 'POST /Groups'] as const;

const malformed = (name: string, what: string, body: string): readonly Draft[] =>
  PLACES.map((place) => {
    const [method = '', path = ''] = place.split(' ');
    return check(
      `${name}-${method.toLowerCase()}${path.startsWith('/Groups') ? '-group' : ''}`,
      ERRORS,
      `${what} in ${place} is a 400 with invalidSyntax`,
      async (scim) => {
        const target = path.includes('{user}') ? (await scim.user()).path : path;
        expectError(await scim.send(method, target, { body }), 400, 'invalidSyntax');
      },
      {
        needs: [
          ...(method === 'PATCH' ? (['patch'] as const) : []),
          path.startsWith('/Groups') ? 'groups' : 'users',
        ],
      },
    );
  });

const unauthorized = (name: string, what: string, authorization: string | null): Draft =>
  check(name, 'RFC 7644 §2, RFC 9110 §15.5.2', `${what} is a 401 with WWW-Authenticate`, async (scim) =>
    expectError(await scim.get('/Users', { authorization }), 401),
  );

const notFound = (name: string, what: string, path: string): Draft =>
  check(name, ERRORS, `${what} is a 404`, async (scim) => expectError(await scim.get(path), 404));

const notAllowed = (method: string, path: string): Draft =>
  check(
    `not-allowed-${method.toLowerCase()}${path.toLowerCase().replace(/[^a-z]+/g, '-')}`.replace(/-$/, ''),
    'RFC 9110 §15.5.6',
    `${method} ${path} is a 405 with Allow`,
    async (scim) => {
      const target = path.replace('{user}', (await scim.user()).id);
      expectError(await scim.send(method, target, method === 'DELETE' ? {} : { body: {} }), 405);
    },
    { needs: ['users'] },
  );

const mediaType = (type: string): Draft =>
  check(
    `media-type-${type.replace(/[^a-z]+/gi, '-')}`,
    'RFC 9110 §15.5.16',
    `a body of ${type} is a 415`,
    async (scim) => {
      const body = { schemas: [USER], userName: `${scim.name('refused')}@example.com` };
      expectError(await scim.post('/Users', body, { 'content-type': type }), 415);
    },
    { needs: ['users'] },
  );

export const ERROR_CHECKS = group(
  'errors',
  'Errors',
  [],
  [
    ...malformed('half', 'half a JSON', '{"schemas":['),
    ...malformed('none', 'no JSON', 'userName=ada'),
    ...malformed('list', 'a list', '[]'),
    ...malformed('text', 'a text', '"ada"'),
    ...malformed('no-schemas', 'an object without schemas', '{}'),
    ...malformed('deep', 'ten thousand brackets', '['.repeat(10_000)),
    unauthorized('no-authorization', 'a request without Authorization', null),
    unauthorized('wrong-token', 'a token that is none', 'Bearer not-a-token'),
    unauthorized('basic', 'another scheme', 'Basic YWRhOmFkYQ=='),
    unauthorized('empty-token', 'a scheme without a token', 'Bearer'),
    notFound('unknown-endpoint', 'an endpoint that there is not', '/Robots'),
    notFound('below-a-user', 'something below a user', `/Users/${NOBODY}/emails`),
    notFound('strange-id', 'an id of strange characters', '/Users/%23%23%23'),
    notFound('long-id', 'an id of a thousand letters', `/Users/${'a'.repeat(1_000)}`),
    notFound('encoded-slash', 'an id with a slash in it', '/Users/a%2Fb'),
    ...['PUT', 'PATCH', 'DELETE'].map((method) => notAllowed(method, '/Users')),
    notAllowed('POST', '/Users/{user}'),
    mediaType('text/plain'),
    mediaType('application/xml'),
    mediaType('application/x-www-form-urlencoded'),
    check('bad-encoding', ERRORS, 'an escape in the query that does not end is a 400', async (scim) =>
      expectError(await scim.get('/Users?filter=userName%20eq%20%2'), 400),
    ),
    check(
      'unknown-parameter',
      'RFC 7644 §3.4.2',
      'a parameter that there is not is ignored',
      async (scim) => {
        const user = await scim.user();
        const plain = await scim.get(user.path);
        const answer = await scim.get(`${user.path}?unknown=1&another`);
        expectAnswer(answer, { status: 200, body: anything });
        expectAnswer({ ...answer, body: undefined, text: '' }, { status: plain.status });
      },
      { needs: ['users'] },
    ),
    check(
      'error-is-complete',
      ERRORS,
      'an error has schemas, status as a text, and the media type of SCIM',
      async (scim) => expectError(await scim.get(`/Users/${NOBODY}`), 404),
    ),
  ],
);
