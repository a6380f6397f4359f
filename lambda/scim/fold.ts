/** Which folding this is: raised with any change of results, so that declared indexes of the one before count no more. */
export const FOLD_VERSION = 1;

/**
 * The form in which two values of an attribute with `caseExact: false` are the same: the one function for the
 * keys of the store and for comparison in filters. Idempotent; independent of locale and of context. A test pins
 * its results, since what is stored under others is not found (`docs/adr/0009-folding.md`).
 *
 * Decomposed first, so that no composed character hides a mark from its base (Unicode §3.13, D145). Lowered,
 * raised and lowered: `ẞ` becomes `ß` only by the first, and `ß` `ss` only by the second. A final `ς`, which
 * lowering makes by context alone, is a `σ`. Composed at the end: keys are short, and `é` does not contain `e`.
 */
export const fold = (value: string): string =>
  ASCII.test(value)
    ? value.toLowerCase()
    : value.normalize('NFD').toLowerCase().toUpperCase().toLowerCase().replaceAll('ς', 'σ').normalize('NFC');

/** Most values are nothing else, and fold ten times faster so. */
const ASCII = /^\p{ASCII}*$/u;

/**
 * The order of two well-formed strings by their UTF-8 bytes, which is that of code points and of DynamoDB's
 * keys: negative, zero or positive. JavaScript's own `<` differs: it puts U+1F600 before U+FF5E.
 */
export const compareUtf8 = (a: string, b: string): number => {
  const shorter = Math.min(a.length, b.length);
  for (let index = 0; index < shorter; index++) {
    const unitOfA = a.charCodeAt(index);
    const unitOfB = b.charCodeAt(index);
    if (unitOfA !== unitOfB) return rank(unitOfA) - rank(unitOfB);
  }
  return a.length - b.length;
};

const FIRST_SURROGATE = 0xd800;
const LAST_SURROGATE = 0xdfff;

/** The UTF-16 unit, raised above all others where it is half of a code point beyond U+FFFF. */
const rank = (unit: number): number =>
  unit >= FIRST_SURROGATE && unit <= LAST_SURROGATE ? unit + 0x10000 : unit;

/**
 * Whether a string can be a key and survive UTF-8: well-formed, and without the U+0000 that separates keys. Nor
 * with more marks on one letter than any script has, since putting them in order, as normalisation does, takes
 * time quadratic in their number (UAX #15 §13).
 */
export const isStorable = (value: string): boolean =>
  value.isWellFormed() && !value.includes('\u0000') && !ENDLESS_MARKS.test(value);

const ENDLESS_MARKS = /(?<!\p{M})\p{M}{31}/u;
