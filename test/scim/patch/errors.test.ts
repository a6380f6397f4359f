import { describe, expect, test } from '@jest/globals';
import type { ScimType } from '../../../lambda/scim/error.ts';
import { type Json, MAX_NAMES } from '../../../lambda/scim/json.ts';
import { MAX_OPERATIONS, parsePatch } from '../../../lambda/scim/patch/operations.ts';
import { GROUP, USER } from '../../../lambda/scim/schema/models.ts';
import { MAX_VALUES } from '../../../lambda/scim/value.ts';
import { badRequest, ENTERPRISE, PATCH_OP, USER_URN, wire } from '../support.ts';
import { patched, patchOf } from './patched.ts';

const ADA = { userName: 'ada', emails: [{ value: 'ada@work', type: 'work' }] };

const title = (value: Json) => ({ op: 'replace', path: 'title', value });

test('what may not be written is named in full', () => {
  const writes = (path: string) => () => parsePatch(USER, patchOf([{ op: 'replace', path, value: 'x' }]));
  expect(writes('manager.displayName')).toThrow(`${ENTERPRISE}:manager.displayName is readOnly`);
  expect(writes('meta.created')).toThrow('meta.created is readOnly');
});

describe('the body of a PATCH', () => {
  test.each<[string, Json]>([
    ['null', null],
    ['a list', [title('x')]],
    ['a string', 'replace'],
    ['without schemas', { Operations: [] }],
    ['with the schemas of a user', { schemas: [USER_URN], Operations: [] }],
    ['without Operations', { schemas: [PATCH_OP] }],
    ['with Operations that are null', patchOf(null)],
    ['with Operations that are an object', patchOf(title('x'))],
    ['with an operation that is null', patchOf([null])],
    ['with an operation that is a string', patchOf(['remove'])],
    ['with an operation that is a list', patchOf([[]])],
    ['with an operation without op', patchOf([{ path: 'title', value: 'x' }])],
    ['with an unknown op', patchOf([{ op: 'move', path: 'title', value: 'x' }])],
    ['with an op that is a number', patchOf([{ op: 1, path: 'title', value: 'x' }])],
  ])('cannot be %s', (_, body) => {
    expect(() => parsePatch(USER, body)).toThrow(badRequest('invalidSyntax'));
  });

  test('may spell its names in any case', () => {
    const body = {
      SCHEMAS: [PATCH_OP.toLowerCase()],
      operations: [{ OP: 'Add', Path: 'Title', VALUE: 'Countess' }],
    };
    expect(parsePatch(USER, body)).toMatchObject([{ op: 'add', value: 'Countess' }]);
  });

  test('without operations asks for nothing', () => {
    expect(patched(ADA)).toEqual(ADA);
  });
});

describe('an operation that cannot be made', () => {
  const refused: readonly [ScimType, string, Json][] = [
    ['invalidPath', 'a path that is a number', { op: 'replace', path: 1, value: 'x' }],
    ['invalidPath', 'a path that is an object', { op: 'replace', path: {}, value: 'x' }],
    ['invalidPath', 'an empty path', { op: 'replace', path: '', value: 'x' }],
    ['invalidPath', 'an unknown attribute', { op: 'replace', path: 'shoeSize', value: 'x' }],
    ['invalidPath', 'an unknown attribute to remove', { op: 'remove', path: 'shoeSize' }],
    ['invalidPath', 'an unknown sub-attribute', { op: 'replace', path: 'name.shoeSize', value: 'x' }],
    ['invalidPath', 'an unknown URN', { op: 'replace', path: 'urn:example:2.0:Robot:title', value: 'x' }],
    [
      'invalidPath',
      'an unknown name of an extension',
      { op: 'add', path: `${ENTERPRISE}:title`, value: 'x' },
    ],
    ['invalidPath', '__proto__', { op: 'replace', path: '__proto__', value: 'x' }],
    ['invalidPath', 'constructor.prototype', { op: 'replace', path: 'constructor.prototype', value: 'x' }],
    [
      'invalidPath',
      'a filter of a single value',
      { op: 'replace', path: 'name[givenName eq "x"]', value: 'x' },
    ],
    [
      'invalidFilter',
      'an unknown name in a filter',
      { op: 'replace', path: 'emails[size eq 1].value', value: 'x' },
    ],
    ['invalidFilter', 'a filter that is none', { op: 'remove', path: 'emails[type is "work"]' }],
    [
      'invalidFilter',
      'such a filter in a value',
      { op: 'replace', value: { 'emails[type is "work"].value': 'x' } },
    ],

    ['noTarget', 'a removal without a path', { op: 'remove' }],
    ['noTarget', 'a removal with null for a path', { op: 'remove', path: null }],
    ['noTarget', 'a removal with a value for a path', { op: 'remove', value: { title: 'x' } }],
    [
      'noTarget',
      'values that nothing selects',
      { op: 'replace', path: 'emails[type eq "home"]', value: { value: 'x' } },
    ],
    [
      'noTarget',
      'an addition to values that nothing selects',
      { op: 'add', path: 'emails[type eq "home"]', value: { value: 'x' } },
    ],
    [
      'noTarget',
      'a description that is no equality',
      { op: 'replace', path: 'emails[type ne "work"].value', value: 'x' },
    ],
    [
      'noTarget',
      'a description with a choice',
      { op: 'add', path: 'emails[type eq "a" or type eq "b"].value', value: 'x' },
    ],
    [
      'noTarget',
      'a description that contradicts itself',
      { op: 'add', path: 'emails[type eq "a" and type eq "b"].value', value: 'x' },
    ],
    [
      'noTarget',
      'a description that the value contradicts',
      { op: 'add', path: 'emails[value eq "a"].value', value: 'b' },
    ],
    ['noTarget', 'a description of nothing', { op: 'add', path: 'emails[type eq ""].value', value: 'b' }],

    ['mutability', 'the id', { op: 'replace', path: 'id', value: 'x' }],
    ['mutability', 'the id to remove', { op: 'remove', path: 'id' }],
    ['mutability', 'meta', { op: 'replace', path: 'meta', value: {} }],
    ['mutability', 'a sub-attribute of meta', { op: 'replace', path: 'meta.created', value: 'x' }],
    ['mutability', 'the groups of a user', { op: 'add', path: 'groups', value: [{ value: 'x' }] }],
    ['mutability', 'groups by a filter', { op: 'remove', path: 'groups[value eq "x"]' }],
    [
      'mutability',
      'the name of a manager',
      { op: 'replace', path: `${ENTERPRISE}:manager.displayName`, value: 'x' },
    ],
    ['mutability', 'the reference to a manager', { op: 'replace', path: 'manager.$ref', value: 'x' }],
    ['mutability', 'a required attribute to remove', { op: 'remove', path: 'userName' }],
    ['mutability', 'the schemas to remove', { op: 'remove', path: 'schemas' }],

    ['invalidValue', 'no value to add', { op: 'add', path: 'title' }],
    ['invalidValue', 'no value to replace', { op: 'replace', path: 'title' }],
    ['invalidValue', 'neither path nor value', { op: 'add' }],
    ['invalidValue', 'a string for a value without a path', { op: 'replace', value: 'x' }],
    ['invalidValue', 'a list for a value without a path', { op: 'replace', value: [{ title: 'x' }] }],
    ['invalidValue', 'null for a value without a path', { op: 'replace', value: null }],
    ['invalidValue', 'a required attribute without a value', { op: 'replace', path: 'userName', value: '' }],
    ['invalidValue', 'a required attribute cleared by a value', { op: 'replace', value: { userName: null } }],
    ['invalidValue', 'an object for a string', { op: 'replace', path: 'title', value: {} }],
    ['invalidValue', 'a list for a string', { op: 'replace', path: 'title', value: ['x'] }],
    ['invalidValue', 'a word for a boolean', { op: 'replace', path: 'active', value: 'yes' }],
    ['invalidValue', 'a string for an object', { op: 'replace', path: 'name', value: 'x' }],
    ['invalidValue', 'a number within an object', { op: 'replace', path: 'name', value: { givenName: 1 } }],
    ['invalidValue', 'a number for a sub-attribute', { op: 'replace', path: 'name.givenName', value: 1 }],
    ['invalidValue', 'a string for a value of several', { op: 'add', path: 'emails', value: ['x'] }],
    ['invalidValue', 'a string for a value to remove', { op: 'remove', path: 'emails', value: ['ada@work'] }],
    [
      'invalidValue',
      'two values for a selected one',
      { op: 'replace', path: 'emails[type eq "work"]', value: [{ value: 'a' }, { value: 'b' }] },
    ],
    [
      'invalidValue',
      'a string for a selected value',
      { op: 'replace', path: 'emails[type eq "work"]', value: 'x' },
    ],
    ['invalidValue', 'a string for an extension', { op: 'replace', path: ENTERPRISE, value: 'x' }],
    ['invalidValue', 'a string for an extension in a value', { op: 'replace', value: { [ENTERPRISE]: 'x' } }],
    ['invalidValue', 'U+0000', { op: 'replace', path: 'title', value: 'a\u0000' }],
    [
      'invalidValue',
      'half a surrogate pair',
      { op: 'replace', path: 'emails[type eq "work"].value', value: '\ud800' },
    ],
    ['invalidValue', 'a password that is a number', { op: 'replace', path: 'password', value: 1 }],
    [
      'invalidValue',
      'two primary values',
      {
        op: 'add',
        path: 'emails',
        value: [
          { value: 'a', primary: true },
          { value: 'b', primary: true },
        ],
      },
    ],
    [
      'invalidValue',
      'primary for all values',
      {
        op: 'add',
        value: {
          roles: [
            { value: 'a', primary: 'True' },
            { value: 'b', primary: 'true' },
          ],
        },
      },
    ],
    [
      'invalidValue',
      'too many values',
      { op: 'add', path: 'emails', value: Array.from({ length: MAX_VALUES }, (_, n) => ({ value: `${n}` })) },
    ],
    [
      'invalidValue',
      'too many values to remove',
      {
        op: 'remove',
        path: 'emails',
        value: Array.from({ length: MAX_VALUES + 1 }, (_, n) => ({ value: `${n}` })),
      },
    ],

    [
      'invalidSyntax',
      'a sub-attribute twice',
      { op: 'replace', path: 'name', value: { givenName: 'a', GIVENNAME: 'b' } },
    ],
  ];

  test.each(refused)('is %s: %s', (scimType, _, operation) => {
    expect(() => patched(ADA, operation)).toThrow(badRequest(scimType));
  });

  test.each(refused)('leaves nothing of those before it: %s, %s', (scimType, _, operation) => {
    const before = structuredClone(ADA);
    expect(() => patched(before, title('Countess'), operation)).toThrow(badRequest(scimType));
    expect(before).toEqual(ADA);
  });

  test('on a group is a removal of its displayName', () => {
    const [change] = parsePatch(GROUP, patchOf([{ op: 'remove', path: 'displayName' }]));
    expect(change).toMatchObject({ op: 'remove', path: { attribute: { attribute: { required: true } } } });
  });
});

describe('a PATCH is bounded', () => {
  const tooMany = badRequest('tooMany', `at most ${MAX_OPERATIONS} operations`);
  const names = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, n) => [`n${n}`, n]));

  test('in its operations', () => {
    expect(() => patched(ADA, ...Array.from({ length: MAX_OPERATIONS }, () => title('x')))).not.toThrow();
    expect(() => patched(ADA, ...Array.from({ length: MAX_OPERATIONS + 1 }, () => title('x')))).toThrow(
      tooMany,
    );
  });

  test('in the names of operations without a path, known or not', () => {
    const half = { op: 'add', value: names(MAX_OPERATIONS / 2 + 1) };
    expect(() => patched(ADA, half)).not.toThrow();
    expect(() => patched(ADA, half, half)).toThrow(tooMany);
    expect(() => patched(ADA, half, { op: 'add', value: { [ENTERPRISE]: half.value } })).toThrow(tooMany);
    const nothing = { op: 'add', value: {} };
    expect(() => patched(ADA, ...Array.from({ length: MAX_OPERATIONS + 1 }, () => nothing))).toThrow(tooMany);
  });

  test('in the names of one object', () => {
    const many = names(MAX_NAMES + 1);
    const tooManyNames = badRequest('invalidSyntax', `at most ${MAX_NAMES} names`);
    expect(() => patched(ADA, { op: 'add', value: many })).toThrow(tooManyNames);
    expect(() => patched(ADA, { op: 'add', path: 'title', value: 'x', ...many })).toThrow(tooManyNames);
    expect(() => patched(ADA, { op: 'add', path: 'name', value: many })).toThrow(tooManyNames);
    expect(() => patched(ADA, { op: 'add', path: ENTERPRISE, value: many })).toThrow(tooManyNames);
  });

  test('in what its operations do together', () => {
    const roles = Array.from({ length: MAX_VALUES }, (_, n) => ({ value: `role ${n}` }));
    const filter = Array.from({ length: 100 }, (_, n) => `display eq "${n}"`).join(' or ');
    const operation = { op: 'remove', path: `roles[${filter}]` };
    expect(patched({ ...ADA, roles }, operation)).toMatchObject({ roles });
    expect(() => patched({ ...ADA, roles }, ...Array.from({ length: 50 }, () => operation))).toThrow(
      badRequest('tooMany', 'send them in several'),
    );
  });

  test('but not so that 250 values could not be added and removed one by one', () => {
    const each = (op: string) =>
      Array.from({ length: 250 }, (_, n) => ({
        op,
        path: 'roles',
        value: [{ value: `role ${n}`, type: 'work' }],
      }));
    const full = patched(ADA, ...each('add'));
    expect(full['roles']).toHaveLength(250);
    expect(patched(full, ...each('remove'))).toEqual(ADA);
  });
});

describe('names that every object has', () => {
  test('are names like any other', () => {
    const body = wire(`{
      "schemas": ["${PATCH_OP}"],
      "Operations": [{
        "op": "add",
        "value": {
          "__proto__": { "admin": true },
          "constructor": { "prototype": { "admin": true } },
          "__proto__.admin": true,
          "name": { "__proto__": { "admin": true }, "givenName": "Ada" },
          "emails": [{ "__proto__": { "admin": true }, "value": "a@b" }],
          "${ENTERPRISE}": { "__proto__": { "admin": true }, "constructor": "x" }
        }
      }]
    }`);
    expect(parsePatch(USER, body).map(({ path }) => path.attribute.attribute.name)).toEqual([
      'name',
      'emails',
    ]);
    expect(Object.hasOwn(Object.prototype, 'admin')).toBe(false);
  });
});
