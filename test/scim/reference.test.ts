import { describe, expect, test } from '@jest/globals';
import { parseResource } from '../../lambda/scim/body.ts';
import type { Json } from '../../lambda/scim/json.ts';
import { parseReferences } from '../../lambda/scim/reference.ts';
import { GROUP } from '../../lambda/scim/schema/models.ts';
import { badRequest, GROUP_URN } from './support.ts';

const user = (id: string) => ({ id, type: 'User' });
const group = (id: string) => ({ id, type: 'Group' });

describe('the members that a client names', () => {
  test.each<[string, Json, object[]]>([
    ['nobody', [], []],
    ['null', null, []],
    ['an empty string', '', []],
    ['nothing but nulls', [null, ''], []],
    ['one, without a list', { value: 'a' }, [user('a')]],
    ['several in their order', [{ value: 'b' }, { value: 'a' }], [user('b'), user('a')]],
    ['one of them twice', [{ value: 'a' }, { value: 'b' }, { value: 'a' }], [user('a'), user('b')]],
    ['names in any case', [{ VALUE: 'a', Type: 'group' }], [group('a')]],
    [
      'a type',
      [
        { value: 'a', type: 'Group' },
        { value: 'b', type: 'User' },
      ],
      [group('a'), user('b')],
    ],
    [
      'a type that nobody knows',
      [
        { value: 'a', type: 'direct' },
        { value: 'b', type: 1 },
      ],
      [user('a'), user('b')],
    ],
    ['a reference to a group', [{ value: 'a', $ref: 'https://example.com/scim/v2/Groups/a' }], [group('a')]],
    [
      'a reference to a user of a host of groups',
      [{ value: 'a', $ref: 'https://groups.example.com/scim/Users/a' }],
      [user('a')],
    ],
    [
      'a reference only',
      [{ $ref: '../Groups/a' }, { $ref: 'https://example.com/scim/Users/b' }],
      [group('a'), user('b')],
    ],
    ['a reference that is null', [{ value: 'a', $ref: null, display: 'Ada' }], [user('a')]],
  ])('may be %s', (_, value, members) => {
    expect(parseReferences(value)).toEqual(members);
    expect(
      parseResource(GROUP, { schemas: [GROUP_URN], displayName: 'Crew', members: value }).members,
    ).toEqual(members);
  });

  test.each<[string, Json]>([
    ['a string', 'a'],
    ['strings', ['a']],
    ['numbers', [1]],
    ['lists', [[{ value: 'a' }]]],
    ['without an id', [{ type: 'User' }]],
    ['of an empty id', [{ value: '' }]],
    ['of an id that is a number', [{ value: 1 }]],
    ['of an empty reference', [{ $ref: '' }]],
    ['of a reference that ends too early', [{ $ref: 'https://example.com/scim/Users/' }]],
  ])('cannot be %s', (_, value) => {
    expect(() => parseReferences(value)).toThrow(badRequest('invalidValue', 'the id of a member'));
  });

  test('are told by their own names only', () => {
    expect(() => parseReferences(JSON.parse('[{"__proto__":{"value":"a"}}]'))).toThrow(
      badRequest('invalidValue'),
    );
  });
});
