import { describe, expect, test } from '@jest/globals';
import type { Json } from '../../local/json.ts';
import { differences } from '../../local/verify/expect/difference.ts';
import {
  anyText,
  dateTime,
  entityTag,
  InOrder,
  id,
  ifThere,
  type Matcher,
  oneOf,
  scimJson,
  type Template,
  uriEndingIn,
  wholeNumber,
} from '../../local/verify/expect/matcher.ts';

const placesOf = (expected: Template | undefined, actual: Json | undefined) =>
  differences(expected, actual).map(({ path }) => path);

describe('an answer is as expected', () => {
  test.each<[string, Template | undefined, Json | undefined]>([
    ['when it is the same', { a: [1, 'x', { b: true }] }, { a: [1, 'x', { b: true }] }],
    ['when nothing is expected and nothing came', undefined, undefined],
    ['when an attribute without a value is left out', { a: undefined, b: 1 }, { b: 1 }],
    ['when an attribute without a value is null', { b: 1 }, { a: null, b: 1 }],
    ['when an attribute without a value is an empty list', { b: 1 }, { a: [], b: 1 }],
    ['when an empty list is left out', { a: [] }, {}],
    ['when a list comes in another order', { a: [1, { b: 2 }, 3] }, { a: [3, 1, { b: 2 }] }],
    ['when a list comes in the order that is asked for', new InOrder([2, 1]), [2, 1]],
    ['when a matcher accepts it', { a: anyText }, { a: 'x' }],
    ['when a matcher in a list accepts it', [{ a: anyText }, { a: 'x' }], [{ a: 'x' }, { a: 'y' }]],
  ])('%s', (_, expected, actual) => {
    expect(differences(expected, actual)).toEqual([]);
  });
});

describe('an answer differs', () => {
  test.each<[string, Template | undefined, Json | undefined, readonly string[]]>([
    ['by a value', { a: { b: 1 } }, { a: { b: 2 } }, ['a.b']],
    ['by a type', { a: true }, { a: 'true' }, ['a']],
    ['by a number that is a text', { status: '404' }, { status: 404 }, ['status']],
    ['by an attribute that is missing', { a: 1, b: 2 }, { a: 1 }, ['b']],
    ['by an attribute that is not expected', { a: 1 }, { a: 1, b: 2 }, ['b']],
    ['by the case of a name', { userName: 'x' }, { username: 'x' }, ['userName', 'username']],
    ['by false in the place of nothing', {}, { a: false }, ['a']],
    ['by an empty text in the place of nothing', {}, { a: '' }, ['a']],
    ['by an element that is missing', { a: [1, 2] }, { a: [1] }, ['a[]']],
    ['by an element that is not expected', { a: [1] }, { a: [1, 2] }, ['a[1]']],
    ['by an element that comes twice', { a: [1, 2] }, { a: [1, 1] }, ['a[1]']],
    ['by what is in an element', { a: [{ b: 1 }] }, { a: [{ b: 2 }] }, ['a[0].b']],
    ['by the order that is asked for', new InOrder([2, 1]), [1, 2], ['[0]', '[1]']],
    ['by a list in the place of a value', { a: 1 }, { a: [1] }, ['a']],
    ['by a value in the place of a list', { a: [1] }, { a: 1 }, ['a']],
    ['by being there', undefined, { a: 1 }, ['']],
    ['by not being there', { a: 1 }, undefined, ['']],
    ['by what a matcher does not accept', { a: anyText }, { a: 1 }, ['a']],
  ])('%s', (_, expected, actual, places) => {
    expect(placesOf(expected, actual)).toEqual(places);
  });

  test('and says what was expected and what was found', () => {
    expect(differences({ a: { id, b: 1 } }, { a: 'x' })).toEqual([
      { path: 'a', expected: JSON.stringify({ id: '‹an id›', b: 1 }, undefined, 2), found: '"x"' },
    ]);
  });
});

describe('a matcher', () => {
  test.each<[Matcher, readonly Json[], readonly Json[]]>([
    [id, ['9f0c', 'a b'], ['', 'bulkId', 1]],
    [dateTime, ['2026-01-31T08:00:00Z', '2026-01-31T08:00:00.123+01:00'], ['2026-01-31', 'yesterday', 1]],
    [entityTag, ['W/"1"', '"a"'], ['1', 'W/1', '']],
    [
      scimJson,
      ['application/scim+json', 'application/scim+json; charset=utf-8'],
      ['application/json', 'text/html'],
    ],
    [wholeNumber, [0, 7], [-1, 1.5, '7']],
    [oneOf('a', 2), ['a', 2], ['b', '2']],
    [uriEndingIn('/Users/1'), ['https://x/scim/Users/1', '/Users/1'], ['/Users/2', 1]],
    [ifThere('a'), ['a', null], ['b']],
  ])('accepts what it says: %#', (matcher, accepted, refused) => {
    expect(accepted.filter((value) => !matcher.accepts(value))).toEqual([]);
    expect(refused.filter((value) => matcher.accepts(value))).toEqual([]);
  });

  test('may be of what is missing', () => {
    expect(ifThere('a').accepts(undefined)).toBe(true);
    expect(anyText.accepts(undefined)).toBe(false);
  });
});
