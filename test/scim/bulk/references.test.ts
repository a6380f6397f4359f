import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { namedIn, referencesIn, referredTo, substituted } from '../../../lambda/scim/bulk/references.ts';
import type { Json } from '../../../lambda/scim/json.ts';
import { frozen } from '../frozen.ts';
import { anyJson } from '../json.ts';
import { ENTERPRISE, wire } from '../support.ts';
import { patch } from './support.ts';

/** An id that tells which bulkId it was. */
const idOf = (bulkId: string) => `<${bulkId}>`;

describe('a bulkId stands for an id', () => {
  test.each<[string, Json, Json]>([
    ['a member', { members: [{ value: 'bulkId:a' }] }, { members: [{ value: '<a>' }] }],
    [
      'a manager',
      { [ENTERPRISE]: { manager: { value: 'bulkId:a' } } },
      { [ENTERPRISE]: { manager: { value: '<a>' } } },
    ],
    ['a manager as Entra writes one', { manager: 'bulkId:a' }, { manager: '<a>' }],
    ['a $ref', { $ref: '../Users/bulkId:a' }, { $ref: '../Users/<a>' }],
    ['any case of the keyword', { value: 'BULKID:A' }, { value: '<A>' }],
    ['any characters', { value: 'bulkId:a b:"/\n' }, { value: '<a b:"/\n>' }],
    [
      'a removal by value',
      patch('/Groups/g', { op: 'remove', path: 'members', value: [{ value: 'bulkId:a' }] }),
      patch('/Groups/g', { op: 'remove', path: 'members', value: [{ value: '<a>' }] }),
    ],
    ['a filter', { path: 'members[value eq "bulkId:a"]' }, { path: 'members[value eq "<a>"]' }],
    [
      'each of a filter',
      { path: 'members[value eq "bulkId:a" or value eq "bulkId:b"]' },
      { path: 'members[value eq "<a>" or value eq "<b>"]' },
    ],
    [
      'an escape in a filter',
      { path: 'members[value eq "bulkId:\\u0061\\"b"]' },
      { path: 'members[value eq "<a"b>"]' },
    ],
    ['a filter without quotes', { path: 'members[value eq bulkId:a]' }, { path: 'members[value eq "<a>"]' }],
  ])('in %s', (_, sent, meant) => {
    expect(substituted(frozen(sent), idOf)).toEqual(meant);
    expect(referencesIn(sent).size).toBeGreaterThan(0);
  });

  test.each<[string, Json]>([
    ['another word', { value: 'notBulkId:a' }],
    ['the keyword alone', { value: 'bulkId:' }],
    ['a text that speaks of one', { title: 'see bulkId:a' }],
    ['a URI elsewhere', { profileUrl: 'https://x/bulkId:a' }],
    ['a name', { 'bulkId:a': 'x' }],
    ['a filter whose string does not end', { path: 'members[value eq "bulkId:a' }],
    ['a filter whose escape is none', { path: 'members[value eq "bulkId:\\x"]' }],
    ['what is too deep for any schema', [[[[[[[[[[[['bulkId:a']]]]]]]]]]]]],
  ])('but not in %s', (_, sent) => {
    expect(substituted(sent, idOf)).toEqual(sent);
    expect(referencesIn(sent)).toEqual(new Set());
  });

  test('whoever has none has it said by whoever is asked', () => {
    const nobody = () => {
      throw new RangeError('nobody');
    };
    expect(() => substituted({ value: 'bulkId:a' }, nobody)).toThrow('nobody');
  });
});

test('a reference is told from an id', () => {
  expect(referredTo('bulkId:ada')).toBe('ada');
  expect(referredTo('0b9a4c1e-6f0d-4a55-9d8f-6f1d2c7f9a31')).toBeUndefined();
});

test('ids are found in values and at the ends of URIs', () => {
  const data = { members: [{ value: 'u1' }, { $ref: 'https://x/Users/u2' }, { value: 'u3' }] };
  expect(namedIn(data, new Set(['u1', 'u2', 'x']))).toEqual(new Set(['u1', 'u2']));
});

test('what refers to nobody is left as it is, whatever its names are', () => {
  fc.assert(
    fc.property(anyJson, (json) => {
      expect(substituted(frozen(json), idOf)).toEqual(json);
    }),
  );
  const sent = wire('{"__proto__":{"value":"bulkId:a"},"constructor":"bulkId:b"}');
  const meant = substituted(sent, idOf);
  expect(JSON.stringify(meant)).toBe('{"__proto__":{"value":"<a>"},"constructor":"<b>"}');
  expect(Object.getPrototypeOf(meant)).toBe(Object.prototype);
});

test('depth takes no more stack than any schema has', () => {
  const deep = wire(`${'['.repeat(200_000)}"bulkId:a"${']'.repeat(200_000)}`);
  expect(referencesIn(deep)).toEqual(new Set());
});
