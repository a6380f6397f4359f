import { describe, expect, test } from '@jest/globals';
import type { Json } from '../../../lambda/scim/json.ts';
import { ENTERPRISE } from '../support.ts';
import { patched } from './patched.ts';

const ADA = { userName: 'ada', active: true };

describe('the two dialects in which Entra says the same', () => {
  test.each<[string, Json[], Json[], object]>([
    [
      'disable a user',
      [{ op: 'Replace', path: 'active', value: 'False' }],
      [{ op: 'replace', path: 'active', value: false }],
      { userName: 'ada', active: false },
    ],
    [
      'change several attributes',
      [
        { op: 'Replace', path: 'displayName', value: 'Ada' },
        { op: 'Add', path: 'emails[type eq "work"].value', value: 'ada@work' },
        { op: 'Add', path: 'name.givenName', value: 'Ada' },
        { op: 'Add', path: `${ENTERPRISE}:employeeNumber`, value: '7' },
      ],
      [
        { op: 'add', path: 'emails[type eq "work"].value', value: 'ada@work' },
        {
          op: 'replace',
          value: { displayName: 'Ada', 'name.givenName': 'Ada', [`${ENTERPRISE}:employeeNumber`]: '7' },
        },
      ],
      {
        ...ADA,
        displayName: 'Ada',
        emails: [{ type: 'work', value: 'ada@work' }],
        name: { givenName: 'Ada' },
        [ENTERPRISE]: { employeeNumber: '7' },
      },
    ],
  ])('%s', (_, byDefault, withFlag, after) => {
    expect(patched(ADA, ...byDefault)).toEqual(after);
    expect(patched(ADA, ...withFlag)).toEqual(after);
  });
});

describe('a path whose filter selects nothing', () => {
  test.each<[string, Json, object]>([
    ['emails[type eq "work"].value', 'a@b', { emails: [{ type: 'work', value: 'a@b' }] }],
    [
      'addresses[type eq "work"].streetAddress',
      'Mall 1',
      { addresses: [{ type: 'work', streetAddress: 'Mall 1' }] },
    ],
    ['roles[primary eq "True"].display', 'Owner', { roles: [{ primary: true, display: 'Owner' }] }],
    [
      'emails[type eq "work" and primary eq true].value',
      'a@b',
      { emails: [{ type: 'work', primary: true, value: 'a@b' }] },
    ],
    ['roles[value eq "owner"].display', 'Owner', { roles: [{ value: 'owner', display: 'Owner' }] }],
  ])('makes the value that it describes: %s', (path, value, made) => {
    for (const op of ['Add', 'Replace']) {
      expect(patched(ADA, { op, path, value })).toEqual({ ...ADA, ...made });
    }
  });

  test('makes it beside those that are there', () => {
    const phoneNumbers = [{ type: 'mobile', value: '2' }];
    expect(
      patched(
        { ...ADA, phoneNumbers },
        { op: 'Add', path: 'phoneNumbers[type eq "work"].value', value: '1' },
      ),
    ).toEqual({ ...ADA, phoneNumbers: [...phoneNumbers, { type: 'work', value: '1' }] });
  });

  test.each(['', null])('makes none to be left without a value by %j', (value) => {
    expect(patched(ADA, { op: 'Replace', path: 'emails[type eq "work"].value', value })).toEqual(ADA);
  });

  test('is filled by the operations that follow', () => {
    const address = (name: string, value: string) => ({
      op: 'Add',
      path: `addresses[type eq "work"].${name}`,
      value,
    });
    expect(
      patched(
        ADA,
        address('streetAddress', 'Mall 1'),
        address('locality', 'London'),
        address('country', 'GB'),
      ),
    ).toEqual({
      ...ADA,
      addresses: [{ type: 'work', streetAddress: 'Mall 1', locality: 'London', country: 'GB' }],
    });
  });
});

describe('the primary value', () => {
  const emails = [
    { value: 'a', type: 'work', primary: true },
    { value: 'b', type: 'home' },
  ];
  const handedOver = [
    { value: 'a', type: 'work', primary: false },
    { value: 'b', type: 'home', primary: true },
  ];

  test.each<[string, Json]>([
    ['that is selected', { op: 'replace', path: 'emails[type eq "home"].primary', value: 'True' }],
    [
      'that is replaced',
      { op: 'replace', path: 'emails[type eq "home"]', value: { value: 'b', type: 'home', primary: true } },
    ],
    ['that is added to', { op: 'add', path: 'emails[type eq "home"]', value: { primary: true } }],
    [
      'that is added again',
      { op: 'add', path: 'emails', value: [{ value: 'b', type: 'home', primary: true }] },
    ],
    [
      'that is named without a path',
      { op: 'add', value: { emails: [{ value: 'b', type: 'home', primary: true }] } },
    ],
  ])('hands over to one %s', (_, operation) => {
    expect(patched({ ...ADA, emails }, operation)).toEqual({ ...ADA, emails: handedOver });
  });

  test('hands over to one that a path makes', () => {
    expect(
      patched(
        { ...ADA, emails },
        { op: 'add', path: 'emails[type eq "other" and primary eq true].value', value: 'c' },
      ),
    ).toEqual({
      ...ADA,
      emails: [{ ...emails[0], primary: false }, emails[1], { value: 'c', type: 'other', primary: true }],
    });
  });

  test('stays where another attribute of it changes', () => {
    expect(
      patched({ ...ADA, emails }, { op: 'replace', path: 'emails[type eq "work"].value', value: 'c' }),
    ).toEqual({
      ...ADA,
      emails: [{ ...emails[0], value: 'c' }, emails[1]],
    });
  });

  test('is handed on from operation to operation', () => {
    const primary = (type: string) => ({
      op: 'replace',
      path: `emails[type eq "${type}"].primary`,
      value: true,
    });
    expect(patched({ ...ADA, emails }, primary('home'), primary('work'))).toEqual({
      ...ADA,
      emails: [emails[0], { ...emails[1], primary: false }],
    });
  });
});

describe('a password', () => {
  test('is discarded, with a path and without', () => {
    expect(patched(ADA, { op: 'replace', path: 'password', value: 'x' })).toEqual(ADA);
    expect(patched(ADA, { op: 'replace', value: { password: 'x', title: 'Lady' } })).toEqual({
      ...ADA,
      title: 'Lady',
    });
    expect(patched(ADA, { op: 'remove', path: 'password' })).toEqual(ADA);
  });
});

test('schemas follow from the attributes, whatever a client makes them', () => {
  expect(patched(ADA, { op: 'add', path: 'schemas', value: ['urn:example'] })).toEqual(ADA);
});
