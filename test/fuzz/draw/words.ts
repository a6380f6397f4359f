import type { Random } from '../../../local/simulate/source/random.ts';

/** Few values, so that comparisons often hold; some differ in case only, some in how UTF-16 orders them. */
const COMMON: readonly string[] = [
  ...['a', 'A', 'ab', 'b', 'é', 'É', '～', '😀'],
  ...['ada', 'Ada', 'work', 'home', 'a@b.example', 'Zoë'],
];

/** What folding, comparing, quoting or keeping a text might trip over. */
const ODD: readonly string[] = [
  ...['', ' ', '\t', '\n', '"', '\\', '\\"', '\\u0000', "'"],
  ...['\u0000', '\u0001', '\u007f', '\u00a0', '\u200d'],
  ...['\ud800', '\udc00a', 'a\ud83d', '\ufffd', '\ufeff', '\uffff', '\u{10ffff}', '\u{1f1e9}\u{1f1ea}'],
  ...['ß', 'ẞ', 'ſ', 'SS', '\u212a', 'İ', 'ı', 'Σ', 'ς', 'ﬀ', 'ŉ', 'ǰ', 'ΐ'],
  ...['e\u0301', '\u0345', '한', '\u1100\u1161'],
  ...[`a${'\u0301'.repeat(30)}`, `a${'\u0315\u0300'.repeat(16)}`, '\u0301a'],
  ...['true', 'False', 'null', 'and', 'or', 'not', 'eq', 'pr', '0', '-1', '1e999', '9007199254740993', 'NaN'],
  ...['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'],
  ...['#', 'm#a', 'gate', '%2525', '+', '*'],
  ...['.', '..', '/', '?', '&', '[', ']', '(', ')', ':', ',', '$ref', 'a.b.c', 'urn:', '{{user}}'],
  ...['2026-01-31T08:00:00Z', '2026-02-30T08:00:00Z', '1969-12-31t23:59:59.999999999-23:59', 'dGVzdA==', 'd'],
];

/** Around where keys are cut, cursors are full, and filters too long. */
const LENGTHS = [30, 31, 255, 799, 801, 835, 900, 901, 1_024, 2_048];
const GREAT_LENGTHS = [8_192, 16_383, 16_385, 70_000];

/** UTF-16 units, halves of pairs among them. */
const units = (random: Random): string =>
  String.fromCharCode(
    ...Array.from({ length: random.below(7) }, () => random.below(random.pick([128, 0x10000]))),
  );

/** Any text: mostly such as others are, so that it is found, compared and counted twice. */
export const text = (random: Random): string => {
  const kind = random.below(1_000);
  if (kind < 600) return random.pick(COMMON);
  if (kind < 800) return random.pick(ODD);
  if (kind < 880) return text(random) + text(random);
  if (kind < 950) return units(random);
  if (kind < 985) return random.uuid();
  if (kind < 999) return long(random, LENGTHS);
  return long(random, GREAT_LENGTHS);
};

const long = (random: Random, lengths: readonly number[]): string => {
  const piece = random.pick([...COMMON, 'ß', 'e\u0301', '"', '\\', ' ']);
  return piece.repeat(Math.ceil(random.pick(lengths) / piece.length));
};

/** A word in another case. */
export const recased = (random: Random, word: string): string =>
  random.pick([
    () => word.toLowerCase(),
    () => word.toUpperCase(),
    () =>
      Array.from(word, (letter) => (random.chance(0.5) ? letter.toUpperCase() : letter.toLowerCase())).join(
        '',
      ),
  ])();

/** White space as somebody might leave it. */
export const space = (random: Random): string =>
  random.chance(0.9) ? ' ' : random.pick(['  ', '\t', '\n', '\u00a0 ']);
