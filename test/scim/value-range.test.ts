import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Bound, intersection, isWithin, type ValueRange } from '../../lambda/scim/value-range.ts';

describe('a value is within a range', () => {
  const from = (value: string, included: boolean): ValueRange => ({
    kind: 'between',
    from: { value, included },
  });
  const to = (value: string, included: boolean): ValueRange => ({ kind: 'between', to: { value, included } });

  test.each<[ValueRange, string[], string[]]>([
    [{ kind: 'equal', value: 'a' }, ['a'], ['', 'b', 'aa']],
    [{ kind: 'prefix', value: 'a' }, ['a', 'ab'], ['', 'b', 'ba']],
    [from('b', true), ['b', 'ba', 'c'], ['a', 'azz']],
    [from('b', false), ['ba', 'c'], ['b', 'a']],
    [to('b', true), ['', 'a', 'b'], ['ba', 'c']],
    [to('b', false), ['', 'a', 'az'], ['b', 'ba']],
    [{ kind: 'between' }, ['', 'a'], []],
    // In the order of bytes, which is not JavaScript's.
    [from('～', false), ['😀'], ['é']],
  ])('%j', (range, within, without) => {
    expect(within.filter((value) => !isWithin(range, value))).toEqual([]);
    expect(without.filter((value) => isWithin(range, value))).toEqual([]);
  });
});

describe('the intersection of two ranges', () => {
  const value = fc.constantFrom('', 'a', 'ab', 'b', '～', '😀');
  const bound: fc.Arbitrary<Bound> = fc.record({ value, included: fc.boolean() });
  const between = fc
    .record({ from: bound, to: bound }, { requiredKeys: [] })
    .map((bounds) => ({ kind: 'between' as const, ...bounds }));

  test('has what both have', () => {
    fc.assert(
      fc.property(between, between, value, (a, b, one) => {
        expect(isWithin(intersection(a, b), one)).toBe(isWithin(a, one) && isWithin(b, one));
      }),
    );
  });
});
