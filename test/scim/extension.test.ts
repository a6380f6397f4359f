import { describe, expect, test } from '@jest/globals';
import { parseResource } from '../../lambda/scim/body.ts';
import type { Json } from '../../lambda/scim/json.ts';
import { EXTENSION, SAMPLE } from './filter/sample.ts';
import { user } from './parsed.ts';
import { badRequest, ENTERPRISE, MISTYPED } from './support.ts';

describe('an extension', () => {
  test.each([ENTERPRISE, MISTYPED, ENTERPRISE.toLowerCase()])('is found under %s', (urn) => {
    expect(user({ [urn]: { employeeNumber: '7' } })).toEqual({
      userName: 'ada',
      [ENTERPRISE]: { employeeNumber: '7' },
    });
  });

  test('has attributes of its own under names that the core has too', () => {
    const { attributes } = parseResource(SAMPLE, {
      schemas: [SAMPLE.schema.id],
      text: 'core',
      [EXTENSION]: { text: 'more', grade: 1, tags: [{ value: 'a' }] },
    });
    expect(attributes).toEqual({
      text: 'core',
      [EXTENSION]: { text: 'more', grade: 1, tags: [{ value: 'a' }] },
    });
  });

  test.each<[string, Json]>([
    ['a string', 'Sales'],
    ['a number', 1],
    ['a list', [{ department: 'Sales' }]],
  ])('cannot be %s', (_, value) => {
    expect(() => user({ [ENTERPRISE]: value })).toThrow(badRequest('invalidValue', ENTERPRISE));
  });

  test('without a value left is not there', () => {
    expect(user({ [ENTERPRISE]: {} })).toEqual({ userName: 'ada' });
    expect(user({ [ENTERPRISE]: [] })).toEqual({ userName: 'ada' });
    expect(user({ [ENTERPRISE]: { shoeSize: 42, manager: {} } })).toEqual({ userName: 'ada' });
  });
});

describe('a manager', () => {
  const managers: readonly [string, Json][] = [
    ['an object', { value: 'm' }],
    ['a plain id', 'm'],
    ['a list of one object', [{ value: 'm', $ref: 'https://example.com/scim/Users/m' }]],
    ['a list of one id', ['m']],
    ['a reference only', { $ref: 'https://example.com/scim/Users/m' }],
    ['an object with a name, which is for the service to give', { value: 'm', displayName: 'Grace' }],
  ];

  test.each(managers)('may be sent as %s', (_, manager) => {
    const expected = { userName: 'ada', [ENTERPRISE]: { manager: { value: 'm' } } };
    expect(user({ [ENTERPRISE]: { manager } })).toEqual(expected);
    expect(user({ manager })).toEqual(expected);
  });

  test.each<[string, Json]>([
    ['null', null],
    ['""', ''],
    ['[]', []],
    ['[null]', [null]],
    ['[""]', ['']],
    ['{}', {}],
    ['an object with an empty value', { value: '' }],
  ])('that is %s is none', (_, manager) => {
    expect(user({ [ENTERPRISE]: { manager } })).toEqual({ userName: 'ada' });
  });

  test.each<[string, Json]>([
    ['two', ['m', 'n']],
    ['a number', 1],
    ['a value that is no string', { value: 1 }],
  ])('cannot be %s', (_, manager) => {
    expect(() => user({ [ENTERPRISE]: { manager } })).toThrow(badRequest('invalidValue', 'manager'));
  });
});
