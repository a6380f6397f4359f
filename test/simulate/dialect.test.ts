import { describe, expect, test } from '@jest/globals';
import { changesBetween, isNoChange } from '../../local/simulate/scim/changes.ts';
import { dialectOf } from '../../local/simulate/scim/dialect.ts';
import {
  attribute,
  ENTERPRISE_USER,
  element,
  extensionAttribute,
  subAttribute,
} from '../../local/simulate/scim/path.ts';

const TITLE = attribute('title');
const GIVEN = subAttribute('name', 'givenName');
const MAIL = element('emails', 'work', 'value');
const PHONE = element('phoneNumbers', 'work', 'value');
const DEPARTMENT = extensionAttribute('department');

const before = {
  active: true,
  texts: new Map([
    [TITLE, 'Clerk'],
    [GIVEN, 'Jo'],
    [PHONE, '+1'],
  ]),
};
const after = {
  active: false,
  texts: new Map([
    [TITLE, 'Boss'],
    [MAIL, 'jo@contoso.com'],
    [DEPARTMENT, 'Sales'],
  ]),
};
const CHANGES = changesBetween(before, after);

describe('changes', () => {
  test('are what came, went and became another', () => {
    expect(CHANGES).toEqual({
      active: false,
      texts: [
        { path: TITLE, from: 'Clerk', to: 'Boss' },
        { path: GIVEN, from: 'Jo', to: undefined },
        { path: PHONE, from: '+1', to: undefined },
        { path: MAIL, from: undefined, to: 'jo@contoso.com' },
        { path: DEPARTMENT, from: undefined, to: 'Sales' },
      ],
    });
  });

  test('are none between equals', () => {
    expect(isNoChange(changesBetween(before, { ...before, texts: new Map(before.texts) }))).toBe(true);
    expect(isNoChange(CHANGES)).toBe(false);
  });
});

describe('the default dialect', () => {
  const dialect = dialectOf('default');

  test('has capitals, texts for booleans, an operation a path, and the empty string for nothing', () => {
    expect(dialect.changes(CHANGES)).toEqual([
      { op: 'Replace', path: 'active', value: 'False' },
      { op: 'Replace', path: 'title', value: 'Boss' },
      { op: 'Replace', path: 'name.givenName', value: '' },
      { op: 'Replace', path: 'phoneNumbers[type eq "work"].value', value: '' },
      { op: 'Add', path: 'emails[type eq "work"].value', value: 'jo@contoso.com' },
      { op: 'Add', path: `${ENTERPRISE_USER}:department`, value: 'Sales' },
    ]);
  });

  test('names a member in the value', () => {
    const value = [{ $ref: null, value: 'u1' }];
    expect(dialect.addMember('u1')).toEqual([{ op: 'Add', path: 'members', value }]);
    expect(dialect.removeMember('u1')).toEqual([{ op: 'Remove', path: 'members', value }]);
  });

  test('sets a manager by the short path, and takes it away by an empty value', () => {
    expect(dialect.manager('u1')).toEqual([
      { op: 'Add', path: 'manager', value: [{ $ref: null, value: 'u1' }] },
    ]);
    expect(dialect.manager(undefined)).toEqual([
      { op: 'Replace', path: `${ENTERPRISE_USER}:manager`, value: '' },
    ]);
  });

  test('has no flag', () => {
    expect(dialect.query).toEqual([]);
  });
});

describe('the flag dialect', () => {
  const dialect = dialectOf('flag');

  test('has booleans, filtered paths, and all else in one operation without a path', () => {
    expect(dialect.changes(CHANGES)).toEqual([
      { op: 'replace', path: 'active', value: false },
      { op: 'replace', path: 'phoneNumbers[type eq "work"].value', value: null },
      { op: 'add', path: 'emails[type eq "work"].value', value: 'jo@contoso.com' },
      {
        op: 'replace',
        value: { title: 'Boss', 'name.givenName': null, [`${ENTERPRISE_USER}:department`]: 'Sales' },
      },
    ]);
  });

  test('has no operation without a path where nothing belongs in it', () => {
    expect(dialect.changes({ active: true, texts: [] })).toEqual([
      { op: 'replace', path: 'active', value: true },
    ]);
  });

  test('names a member who leaves in the path', () => {
    expect(dialect.addMember('u1')).toEqual([{ op: 'add', path: 'members', value: [{ value: 'u1' }] }]);
    expect(dialect.removeMember('u1')).toEqual([{ op: 'remove', path: 'members[value eq "u1"]' }]);
  });

  test('sets and removes a manager by the qualified path', () => {
    const path = `${ENTERPRISE_USER}:manager`;
    expect(dialect.manager('u1')).toEqual([{ op: 'replace', path, value: 'u1' }]);
    expect(dialect.manager(undefined)).toEqual([{ op: 'remove', path }]);
  });

  test('is asked for by a flag that every request carries', () => {
    expect(dialect.query).toEqual(['aadOptscim062020']);
  });
});
