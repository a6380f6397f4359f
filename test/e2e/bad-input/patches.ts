import type { BadRequest } from './case.ts';

const SCHEMAS = ['urn:ietf:params:scim:api:messages:2.0:PatchOp'];
const NOBODY = '9f0c2d1e-7a4b-4c3d-8e5f-0a1b2c3d4e5f';
const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

/** Each comes behind an operation that is right, whose effect must not be seen. */
const HARMLESS = { op: 'replace', path: 'externalId', value: 'half-written' };

const patched =
  (send: string) =>
  (scimType: string, what: string, operation: unknown): BadRequest => ({
    what: `${what} (${send})`,
    send,
    body: { schemas: SCHEMAS, Operations: [HARMLESS, operation] },
    status: 400,
    scimType,
  });

const user = patched('PATCH /Users/{user}');
const group = patched('PATCH /Groups/{group}');

/** PATCHes that cannot be made; every one leaves its resource as it was (RFC 7644 §3.5.2). */
export const PATCHES: readonly BadRequest[] = [
  {
    what: 'no Operations',
    send: 'PATCH /Users/{user}',
    body: { schemas: SCHEMAS },
    status: 400,
    scimType: 'invalidSyntax',
  },
  {
    what: 'Operations that are no array',
    send: 'PATCH /Users/{user}',
    body: { schemas: SCHEMAS, Operations: HARMLESS },
    status: 400,
    scimType: 'invalidSyntax',
  },
  user('invalidSyntax', 'an operation that is a string', 'replace'),
  user('invalidSyntax', 'no op', { path: 'title', value: 'x' }),
  user('invalidSyntax', 'an unknown op', { op: 'move', path: 'title', value: 'x' }),
  user('invalidSyntax', 'an op that is a number', { op: 1, path: 'title', value: 'x' }),

  user('invalidPath', 'a path that is a number', { op: 'replace', path: 1, value: 'x' }),
  user('invalidPath', 'an unknown path', { op: 'replace', path: 'shoeSize', value: 'x' }),
  user('invalidPath', 'an unknown sub-attribute', { op: 'replace', path: 'name.shoeSize', value: 'x' }),
  user('invalidPath', 'a path of three parts', { op: 'replace', path: 'name.givenName.x', value: 'x' }),
  user('invalidPath', 'an unknown URN', { op: 'replace', path: 'urn:example:2.0:Robot:title', value: 'x' }),
  user('invalidPath', '__proto__', { op: 'replace', path: '__proto__.polluted', value: 'x' }),
  user('invalidPath', 'something behind a path', {
    op: 'replace',
    path: 'emails[type eq "work"].value x',
    value: 'x',
  }),
  user('invalidFilter', 'a filter that does not end', {
    op: 'replace',
    path: 'emails[type eq "work"',
    value: 'x',
  }),
  user('invalidFilter', 'a filter of an unknown sub-attribute', {
    op: 'replace',
    path: 'emails[shoeSize eq "42"].value',
    value: 'x',
  }),

  user('noTarget', 'a removal without a path', { op: 'remove' }),
  user('noTarget', 'a filter that selects nothing', {
    op: 'replace',
    path: 'emails[type ne "work"].value',
    value: 'x',
  }),

  user('mutability', 'the id', { op: 'replace', path: 'id', value: NOBODY }),
  user('mutability', 'meta', { op: 'replace', path: 'meta.lastModified', value: '2026-01-31T08:00:00Z' }),
  user('mutability', 'the groups of a user', { op: 'add', path: 'groups', value: [{ value: NOBODY }] }),
  user('mutability', 'the name of a manager', {
    op: 'replace',
    path: `${ENTERPRISE}:manager.displayName`,
    value: 'x',
  }),
  user('mutability', 'removal of a required attribute', { op: 'remove', path: 'userName' }),
  group('mutability', 'removal of a required attribute', { op: 'remove', path: 'displayName' }),
  group('mutability', 'a change inside a member', {
    op: 'replace',
    path: 'members[value eq "x"].value',
    value: NOBODY,
  }),

  user('invalidValue', 'no value', { op: 'replace', path: 'title' }),
  user('invalidValue', 'an empty userName', { op: 'replace', path: 'userName', value: '' }),
  user('invalidValue', 'a pathless value that is a string', { op: 'replace', value: 'x' }),
  user('invalidValue', 'a boolean that is a word', { op: 'replace', path: 'active', value: 'yes' }),
  user('invalidValue', 'an object in the place of a string', { op: 'replace', path: 'title', value: {} }),
  user('invalidValue', 'an email that is a number', { op: 'add', path: 'emails', value: [1] }),
  user('invalidValue', 'U+0000', { op: 'replace', path: 'title', value: 'a\u0000' }),
  group('invalidValue', 'members that are strings', { op: 'add', path: 'members', value: ['x'] }),
  group('invalidValue', 'a member that does not exist', {
    op: 'add',
    path: 'members',
    value: [{ value: NOBODY }],
  }),
  group('invalidValue', 'a member whose id is no UUID', {
    op: 'add',
    path: 'members',
    value: [{ value: 'x' }],
  }),
  group('invalidValue', 'a group in itself', { op: 'add', path: 'members', value: [{ value: '{group}' }] }),
];
