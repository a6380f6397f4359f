import { describe, expect, test } from '@jest/globals';
import type { Json, JsonObject } from '../../../lambda/scim/json.ts';
import { ENTERPRISE, MISTYPED, USER_URN } from '../support.ts';
import { patched } from './patched.ts';

const WORK = { value: 'ada@work', type: 'work' };
const HOME = { value: 'ada@home', type: 'home' };

const ADA: JsonObject = {
  userName: 'ada',
  title: 'Countess',
  name: { familyName: 'Lovelace', givenName: 'Ada' },
  emails: [WORK, HOME],
  [ENTERPRISE]: { department: 'Engines', manager: { value: 'm1' } },
};

/** What of Ada a patch changes: the attributes that are another, undefined where one is gone. */
const difference = (operation: Json): JsonObject => {
  const after = patched(ADA, operation);
  const names = new Set([...Object.keys(ADA), ...Object.keys(after)]);
  return Object.fromEntries(
    [...names]
      .filter((name) => JSON.stringify(ADA[name]) !== JSON.stringify(after[name]))
      .map((name) => [name, after[name] ?? null]),
  );
};

/** An operation in short: op, path and value; what it leaves of what it changes, null where nothing is left. */
type Row = readonly [op: string, path: string | undefined, value: Json | undefined, after: JsonObject];

const rows = (...table: readonly Row[]): readonly Row[] => table;

const enterprise = (attributes: JsonObject): JsonObject => ({
  [ENTERPRISE]: { department: 'Engines', manager: { value: 'm1' }, ...attributes },
});

const TABLES: Readonly<Record<string, readonly Row[]>> = {
  'a simple attribute': rows(
    ['add', 'nickName', 'A', { nickName: 'A' }],
    ['add', 'title', 'Lady', { title: 'Lady' }],
    ['add', 'title', 'Countess', {}],
    ['add', 'active', 'False', { active: false }],
    ['replace', 'title', 'Lady', { title: 'Lady' }],
    ['replace', 'nickName', 'A', { nickName: 'A' }],
    ['replace', 'TITLE', 'Lady', { title: 'Lady' }],
    ['replace', 'title', null, { title: null }],
    ['replace', 'title', '', { title: null }],
    ['replace', 'nickName', '', {}],
    ['remove', 'title', undefined, { title: null }],
    ['remove', 'title', 'whatever', { title: null }],
    ['remove', 'nickName', undefined, {}],
  ),

  'a complex attribute': rows(
    [
      'add',
      'name',
      { middleName: 'King' },
      { name: { familyName: 'Lovelace', givenName: 'Ada', middleName: 'King' } },
    ],
    ['replace', 'name', { givenName: 'Augusta' }, { name: { familyName: 'Lovelace', givenName: 'Augusta' } }],
    ['replace', 'name', { givenName: '' }, { name: { familyName: 'Lovelace' } }],
    ['replace', 'name', { GIVENNAME: null }, { name: { familyName: 'Lovelace' } }],
    ['replace', 'name', { givenName: null, familyName: '' }, { name: null }],
    ['replace', 'name', {}, {}],
    ['replace', 'name', { shoeSize: 42 }, {}],
    ['replace', 'name', null, { name: null }],
    ['replace', 'name', '', { name: null }],
    ['remove', 'name', undefined, { name: null }],
  ),

  'a sub-attribute': rows(
    [
      'add',
      'name.middleName',
      'King',
      { name: { familyName: 'Lovelace', givenName: 'Ada', middleName: 'King' } },
    ],
    ['replace', 'name.givenName', 'Augusta', { name: { familyName: 'Lovelace', givenName: 'Augusta' } }],
    ['replace', 'NAME.GivenName', 'Augusta', { name: { familyName: 'Lovelace', givenName: 'Augusta' } }],
    ['replace', 'name.givenName', null, { name: { familyName: 'Lovelace' } }],
    ['replace', 'name.givenName', '', { name: { familyName: 'Lovelace' } }],
    ['remove', 'name.givenName', undefined, { name: { familyName: 'Lovelace' } }],
    ['remove', 'name.middleName', undefined, {}],
  ),

  'an attribute of several values': rows(
    [
      'add',
      'emails',
      [{ value: 'a@c', type: 'other' }],
      { emails: [WORK, HOME, { value: 'a@c', type: 'other' }] },
    ],
    ['add', 'emails', { value: 'a@c' }, { emails: [WORK, HOME, { value: 'a@c' }] }],
    ['add', 'emails', [WORK, HOME], {}],
    [
      'add',
      'emails',
      [{ type: 'WORK', value: 'ADA@WORK', display: 'A' }],
      {
        emails: [{ value: 'ADA@WORK', display: 'A', type: 'WORK' }, HOME],
      },
    ],
    ['add', 'emails', [], {}],
    ['add', 'emails', null, {}],
    ['add', 'roles', [{ value: 'r' }, { value: 'r' }], { roles: [{ value: 'r' }] }],
    ['replace', 'emails', [{ value: 'a@c' }], { emails: [{ value: 'a@c' }] }],
    ['replace', 'emails', [], { emails: null }],
    ['replace', 'emails', null, { emails: null }],
    ['replace', 'emails', '', { emails: null }],
    ['remove', 'emails', undefined, { emails: null }],
    ['remove', 'roles', undefined, {}],
  ),

  'the values that a removal names': rows(
    ['remove', 'emails', [{ value: 'ada@work' }], { emails: [HOME] }],
    ['remove', 'emails', { VALUE: 'ADA@WORK' }, { emails: [HOME] }],
    ['remove', 'emails', [WORK], { emails: [HOME] }],
    ['remove', 'emails', [{ ...WORK, primary: 'True', display: 'any' }], { emails: [HOME] }],
    ['remove', 'emails', [{ type: 'home' }], { emails: [WORK] }],
    ['remove', 'emails', [WORK, HOME], { emails: null }],
    ['remove', 'emails', [{ value: 'ada@work', type: 'home' }], {}],
    ['remove', 'emails', [{ value: 'b@c' }], {}],
    ['remove', 'emails', [], {}],
    ['remove', 'emails', null, {}],
    ['remove', 'emails', '', {}],
  ),

  'the values that a filter selects': rows(
    ['add', 'emails[type eq "work"]', { display: 'A' }, { emails: [{ ...WORK, display: 'A' }, HOME] }],
    ['add', 'emails[type eq "work"]', [{ display: 'A' }], { emails: [{ ...WORK, display: 'A' }, HOME] }],
    ['add', 'emails[type eq "work"]', { type: null }, { emails: [{ value: 'ada@work' }, HOME] }],
    ['add', 'emails[type eq "work"]', {}, {}],
    ['add', 'emails[type eq "work"]', null, {}],
    ['replace', 'emails[type eq "work"]', { value: 'a@c' }, { emails: [{ value: 'a@c' }, HOME] }],
    ['replace', 'emails[TYPE EQ "WORK"]', { value: 'a@c' }, { emails: [{ value: 'a@c' }, HOME] }],
    ['replace', 'emails[type eq "work"]', null, { emails: [HOME] }],
    ['replace', 'emails[type pr]', { value: 'a@c' }, { emails: [{ value: 'a@c' }] }],
    ['replace', 'emails[type eq "other"]', null, {}],
    ['replace', 'emails[type eq "other"]', { type: 'other' }, {}],
    ['remove', 'emails[type eq "work"]', undefined, { emails: [HOME] }],
    ['remove', 'emails[type eq "work" and value co "@home"]', undefined, {}],
    ['remove', 'emails[type eq "other"]', undefined, {}],
    ['remove', 'emails[not (type eq "work")]', undefined, { emails: [WORK] }],
    ['remove', 'emails[value pr]', undefined, { emails: null }],
  ),

  'a sub-attribute of the values that a filter selects': rows(
    ['add', 'emails[type eq "work"].display', 'A', { emails: [{ ...WORK, display: 'A' }, HOME] }],
    ['replace', 'emails[type eq "work"].value', 'a@c', { emails: [{ ...WORK, value: 'a@c' }, HOME] }],
    ['replace', 'Emails[Type eq work].Value', 'a@c', { emails: [{ ...WORK, value: 'a@c' }, HOME] }],
    ['replace', 'emails[value ew "@work"].type', 'other', { emails: [{ ...WORK, type: 'other' }, HOME] }],
    ['replace', 'emails[type eq "work"].value', null, { emails: [HOME] }],
    ['replace', 'emails[type eq "work"].value', '', { emails: [HOME] }],
    [
      'replace',
      'emails[type pr].display',
      'A',
      {
        emails: [
          { ...WORK, display: 'A' },
          { ...HOME, display: 'A' },
        ],
      },
    ],
    ['remove', 'emails[type eq "work"].value', undefined, { emails: [HOME] }],
    ['remove', 'emails[type eq "work"].type', undefined, { emails: [{ value: 'ada@work' }, HOME] }],
    ['remove', 'emails[type eq "other"].value', undefined, {}],
  ),

  'a sub-attribute of all values': rows(
    [
      'add',
      'emails.display',
      'A',
      {
        emails: [
          { ...WORK, display: 'A' },
          { ...HOME, display: 'A' },
        ],
      },
    ],
    [
      'replace',
      'emails.type',
      'other',
      {
        emails: [
          { value: 'ada@work', type: 'other' },
          { value: 'ada@home', type: 'other' },
        ],
      },
    ],
    ['replace', 'roles.value', 'r', { roles: [{ value: 'r' }] }],
    ['replace', 'roles.value', '', {}],
    ['remove', 'emails.type', undefined, { emails: [{ value: 'ada@work' }, { value: 'ada@home' }] }],
    ['remove', 'emails.value', undefined, { emails: null }],
    ['remove', 'roles.value', undefined, {}],
  ),

  'an attribute by its URN': rows(
    ['replace', `${USER_URN}:title`, 'Lady', { title: 'Lady' }],
    ['remove', `${USER_URN}:name.familyName`, undefined, { name: { givenName: 'Ada' } }],
    ['add', `${USER_URN}:emails[type eq "home"].display`, 'A', { emails: [WORK, { ...HOME, display: 'A' }] }],
    ['add', `${ENTERPRISE}:division`, 'B', enterprise({ division: 'B' })],
    ['replace', `${ENTERPRISE}:department`, 'B', enterprise({ department: 'B' })],
    ['replace', `${MISTYPED}:department`, 'B', enterprise({ department: 'B' })],
    ['replace', `${ENTERPRISE.toUpperCase()}:DEPARTMENT`, 'B', enterprise({ department: 'B' })],
    ['remove', `${ENTERPRISE}:department`, undefined, { [ENTERPRISE]: { manager: { value: 'm1' } } }],
    ['replace', `${ENTERPRISE}:department`, '', { [ENTERPRISE]: { manager: { value: 'm1' } } }],
  ),

  'an extension': rows(
    ['add', ENTERPRISE, { division: 'B' }, enterprise({ division: 'B' })],
    ['replace', ENTERPRISE, { department: 'B' }, enterprise({ department: 'B' })],
    ['replace', MISTYPED, { department: 'B', shoeSize: 42 }, enterprise({ department: 'B' })],
    ['replace', ENTERPRISE, { 'manager.value': 'm2' }, enterprise({ manager: { value: 'm2' } })],
    ['replace', ENTERPRISE, { manager: null }, { [ENTERPRISE]: { department: 'Engines' } }],
    ['replace', ENTERPRISE, {}, {}],
    ['replace', ENTERPRISE, null, { [ENTERPRISE]: null }],
    ['replace', ENTERPRISE, '', { [ENTERPRISE]: null }],
    ['remove', ENTERPRISE, undefined, { [ENTERPRISE]: null }],
  ),

  'the manager': rows(
    [
      'add',
      'manager',
      [{ $ref: 'https://example.com/scim/Users/m2', value: 'm2' }],
      enterprise({ manager: { value: 'm2' } }),
    ],
    ['add', 'manager', 'm2', enterprise({ manager: { value: 'm2' } })],
    ['replace', `${ENTERPRISE}:manager`, 'm2', enterprise({ manager: { value: 'm2' } })],
    ['replace', `${ENTERPRISE}:manager`, { value: 'm2' }, enterprise({ manager: { value: 'm2' } })],
    ['replace', `${ENTERPRISE}:manager.value`, 'm2', enterprise({ manager: { value: 'm2' } })],
    ['replace', 'manager.value', 'm2', enterprise({ manager: { value: 'm2' } })],
    ...['manager', `${ENTERPRISE}:manager`].flatMap((path) =>
      [null, '', [], [''], { value: '' }, { value: null }].map(
        (value): Row => ['replace', path, value, { [ENTERPRISE]: { department: 'Engines' } }],
      ),
    ),
    ['replace', `${ENTERPRISE}:manager.value`, '', { [ENTERPRISE]: { department: 'Engines' } }],
    ['remove', 'manager', undefined, { [ENTERPRISE]: { department: 'Engines' } }],
    ['remove', `${ENTERPRISE}:manager.value`, undefined, { [ENTERPRISE]: { department: 'Engines' } }],
  ),

  'what a value without a path names': rows(
    ['replace', undefined, { title: 'Lady' }, { title: 'Lady' }],
    ['add', undefined, { nickName: 'A', Active: 'True' }, { nickName: 'A', active: true }],
    ['replace', undefined, { title: null, name: '' }, { title: null, name: null }],
    [
      'replace',
      undefined,
      { name: { givenName: 'Augusta' } },
      { name: { familyName: 'Lovelace', givenName: 'Augusta' } },
    ],
    [
      'replace',
      undefined,
      { 'name.givenName': 'Augusta', 'NAME.middleName': 'King' },
      {
        name: { familyName: 'Lovelace', givenName: 'Augusta', middleName: 'King' },
      },
    ],
    ['replace', undefined, { emails: [HOME] }, { emails: [HOME] }],
    ['add', undefined, { emails: [{ value: 'a@c' }] }, { emails: [WORK, HOME, { value: 'a@c' }] }],
    [
      'replace',
      undefined,
      { 'emails[type eq "work"].value': 'a@c' },
      { emails: [{ ...WORK, value: 'a@c' }, HOME] },
    ],
    ['replace', undefined, { [`${ENTERPRISE}:department`]: 'B' }, enterprise({ department: 'B' })],
    ['replace', undefined, { [`${MISTYPED}:department`]: 'B' }, enterprise({ department: 'B' })],
    ['replace', undefined, { [ENTERPRISE]: { department: 'B' } }, enterprise({ department: 'B' })],
    [
      'replace',
      undefined,
      { [ENTERPRISE]: { department: '' } },
      { [ENTERPRISE]: { manager: { value: 'm1' } } },
    ],
    ['replace', undefined, { [ENTERPRISE]: null }, { [ENTERPRISE]: null }],
    ['replace', undefined, { [`${USER_URN}:title`]: 'Lady' }, { title: 'Lady' }],
    ['replace', undefined, { manager: 'm2' }, enterprise({ manager: { value: 'm2' } })],
    [
      'replace',
      undefined,
      { shoeSize: 42, 'name.shoeSize': 42, 'a.b.c': 1, 'userName[x': 1, [USER_URN]: {} },
      {},
    ],
    [
      'replace',
      undefined,
      { id: 'x', meta: {}, groups: [], schemas: [], 'manager.displayName': 'Grace' },
      {},
    ],
    ['replace', undefined, { id: 'x', title: 'Lady' }, { title: 'Lady' }],
    ['add', undefined, {}, {}],
  ),
};

const capitals = (op: string): readonly string[] => [
  op,
  `${op.charAt(0).toUpperCase()}${op.slice(1)}`,
  op.toUpperCase(),
];

describe.each(Object.entries(TABLES))('PATCH of %s', (_, table) => {
  test.each(table)('%s %s %j', (op, path, value, after) => {
    for (const written of capitals(op)) {
      const operation = {
        op: written,
        ...(path !== undefined && { path }),
        ...(value !== undefined && { value }),
      };
      expect(difference(operation)).toEqual(after);
    }
  });
});
