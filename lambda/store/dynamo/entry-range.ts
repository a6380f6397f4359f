import type { ValueRange } from '../../scim/value-range.ts';
import { AFTER_IDS, beginning, entryRange } from './keys.ts';
import type { SortRange } from './read-item.ts';

/**
 * A range of sort keys that holds every entry of the values in `range`; undefined for all there are. Values that
 * were cut, and those that share a beginning with them, may be in it too.
 */
export const entriesWithin = (range: ValueRange): SortRange | undefined => {
  switch (range.kind) {
    case 'equal':
      return entryRange(range.value);
    case 'prefix': {
      const start = beginning(range.value);
      return between(start, successor(start));
    }
    case 'between': {
      const { from, to } = range;
      return between(from ? beginning(from.value) : '', to && endOf(to.value));
    }
  }
};

/** No key may be empty, and an empty beginning leaves none out. */
const between = (from: string, to: string | undefined): SortRange | undefined => {
  if (from === '') return to === undefined ? undefined : { to };
  return to === undefined ? { from } : { from, to };
};

/** A sort key after those of all values up to this one, also where it and they share what is left of a cut one. */
const endOf = (value: string): string | undefined => {
  const start = beginning(value);
  return start === value ? `${value}${AFTER_IDS}` : successor(start);
};

/** The least text that is greater than all that begin with `text`; undefined where there is none. */
const successor = (text: string): string | undefined => {
  const points = Array.from(text);
  for (let last = points.pop(); last !== undefined; last = points.pop()) {
    const next = (last.codePointAt(0) ?? 0) + 1;
    // Surrogates are no characters of their own, and are not in UTF-8.
    const valid = next >= 0xd800 && next <= 0xdfff ? 0xe000 : next;
    if (valid <= 0x10ffff) return points.join('') + String.fromCodePoint(valid);
  }
  return undefined;
};
