import type { BadRequest } from './case.ts';

const USER = ['urn:ietf:params:scim:schemas:core:2.0:User'];
const GROUP = ['urn:ietf:params:scim:schemas:core:2.0:Group'];
const NOBODY = '9f0c2d1e-7a4b-4c3d-8e5f-0a1b2c3d4e5f';

const user = (attributes: object) => ({ schemas: USER, userName: 'bad@contoso.com', ...attributes });

const syntax = (what: string, body: unknown): BadRequest[] =>
  ['POST /Users', 'PUT /Users/{user}', 'PATCH /Users/{user}', 'POST /Groups', 'PATCH /Groups/{group}'].map(
    (send) => ({ what: `${what} in ${send}`, send, body, status: 400, scimType: 'invalidSyntax' }),
  );

const value = (what: string, attributes: object): BadRequest[] =>
  ['POST /Users', 'PUT /Users/{user}'].map((send) => ({
    what: `${what} in ${send}`,
    send,
    body: user(attributes),
    status: 400,
    scimType: 'invalidValue',
  }));

const group = (what: string, attributes: object, status = 400, scimType?: string): BadRequest[] =>
  ['POST /Groups', 'PUT /Groups/{group}'].map((send) => ({
    what: `${what} in ${send}`,
    send,
    body: { schemas: GROUP, displayName: 'Bad', ...attributes },
    status,
    ...(status === 400 && { scimType: scimType ?? 'invalidValue' }),
  }));

/** Bodies of POST and PUT, and bodies that are none. */
export const BODIES: readonly BadRequest[] = [
  ...syntax('no body', undefined),
  ...syntax('an empty body', ''),
  ...syntax('half a body', '{"schemas":['),
  ...syntax('JSON with something behind it', '{} {}'),
  ...syntax('a body that is no object', '[]'),
  ...syntax('null', 'null'),
  ...syntax('a string', '"user"'),
  ...syntax('no schemas', '{}'),
  ...syntax('schemas that are no array', '{"schemas":"urn:ietf:params:scim:schemas:core:2.0:User"}'),
  ...syntax('the schemas of something else', '{"schemas":["urn:example:2.0:Robot"]}'),
  ...syntax('100,000 brackets', '['.repeat(100_000)),
  {
    what: 'one attribute twice',
    send: 'POST /Users',
    body: user({ USERNAME: 'x' }),
    status: 400,
    scimType: 'invalidSyntax',
  },

  ...value('no userName', { userName: undefined }),
  ...value('an empty userName', { userName: '' }),
  ...value('a userName that is null', { userName: null }),
  ...value('a userName that is a number', { userName: 12 }),
  ...value('a userName that is an object', { userName: { value: 'x' } }),
  ...value('a userName with U+0000', { userName: 'a\u0000b' }),
  ...value('a userName with half a surrogate pair', { userName: 'a\ud83d' }),
  ...value('a boolean that is a word', { active: 'yes' }),
  ...value('a boolean that is a number', { active: 1 }),
  ...value('an email that is a string', { emails: ['x@contoso.com'] }),
  ...value('a list in the place of a string', { displayName: ['x'] }),
  ...value('a name that is a string', { name: 'Quintaneiro' }),
  ...value('two primary emails', {
    emails: [
      { value: 'a@contoso.com', primary: true },
      { value: 'b@contoso.com', primary: true },
    ],
  }),
  ...value('a certificate that is no base64', { x509Certificates: [{ value: '***' }] }),
  ...value('an extension that is a string', {
    'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User': 'Sales',
  }),
  ...value('more emails than a user may have', {
    emails: Array.from({ length: 501 }, (_, index) => ({ value: `${index}@contoso.com` })),
  }),
  ...value('more indexed values than fit one write', {
    emails: Array.from({ length: 60 }, (_, index) => ({ value: `${index}@contoso.com` })),
  }),

  ...group('no displayName', { displayName: undefined }),
  ...group('members that are strings', { members: ['x'] }),
  ...group('a member without a value', { members: [{ type: 'User' }] }),
  ...group('a member that does not exist', { members: [{ value: NOBODY }] }),
  ...group('a member whose id is no UUID', { members: [{ value: 'josefina' }] }),
  ...group(
    'more members than one request may change',
    { members: Array.from({ length: 5_001 }, (_, index) => ({ value: uuid(index) })) },
    413,
  ),
  {
    what: 'a group in itself',
    send: 'PUT /Groups/{group}',
    body: { schemas: GROUP, displayName: 'Bad', members: [{ value: '{group}' }] },
    status: 400,
    scimType: 'invalidValue',
  },
];

function uuid(index: number): string {
  return `00000000-0000-4000-8000-${index.toString(16).padStart(12, '0')}`;
}
