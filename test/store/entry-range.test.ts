import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compareUtf8, isStorable } from '../../lambda/scim/fold.ts';
import { type Bound, isWithin, type ValueRange } from '../../lambda/scim/value-range.ts';
import { entriesWithin } from '../../lambda/store/dynamo/entry-range.ts';
import { entrySort, isCut, valueIn } from '../../lambda/store/dynamo/keys.ts';

const ID = '3f2504e0-4f89-41d3-9a0c-0305e82c3301';

/** Values that are alike for long, around the lengths at which they are cut, and ends of what UTF-8 can hold. */
const value = fc
  .tuple(
    fc.constantFrom(
      '',
      'm'.repeat(833),
      'm'.repeat(835),
      'm'.repeat(899),
      'm'.repeat(1_100),
      '\u{10ffff}'.repeat(230),
    ),
    fc.array(fc.constantFrom('a', 'm', 'é', '\ud7ff', '\ue000', '～', '😀', '\u{10ffff}'), { maxLength: 4 }),
  )
  .map(([beginning, end]) => beginning + end.join(''))
  .filter(isStorable);

const bound: fc.Arbitrary<Bound> = fc.record({ value, included: fc.boolean() });
const ranges: fc.Arbitrary<ValueRange> = fc.oneof(
  value.map((one): ValueRange => ({ kind: 'equal', value: one })),
  value.map((one): ValueRange => ({ kind: 'prefix', value: one })),
  fc
    .record({ from: bound, to: bound }, { requiredKeys: [] })
    .map((bounds): ValueRange => ({ kind: 'between', ...bounds })),
);

test('the keys of all values of a range are read for it, and none is too long or empty', () => {
  fc.assert(
    fc.property(ranges, value, fc.boolean(), (range, one, unique) => {
      const bounds: Readonly<Record<string, string>> = { ...entriesWithin(range) };
      const { from = '', to = '\u{10ffff}'.repeat(256) } = bounds;
      for (const key of [from, to]) expect(Buffer.byteLength(key)).toBeLessThanOrEqual(1_024);
      expect(to).not.toBe('');
      const sort = entrySort(one, unique, ID);
      if (isWithin(range, one)) {
        expect(compareUtf8(from, sort)).toBeLessThanOrEqual(0);
        expect(compareUtf8(sort, to)).toBeLessThanOrEqual(0);
      }
    }),
    { numRuns: 5_000 },
  );
});

test('the value of an entry is told by its key, unless it is cut', () => {
  fc.assert(
    fc.property(value, fc.boolean(), (one, unique) => {
      if (!isCut(one)) expect(valueIn(entrySort(one, unique, ID))).toBe(one);
    }),
  );
});
