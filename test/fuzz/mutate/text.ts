import { MAX_LENGTH } from '../../../lambda/scim/filter/parser.ts';
import type { Random } from '../../../local/simulate/source/random.ts';
import { text as anyText, space } from '../draw/words.ts';

/** What filters, paths and JSON are made of: strings, words, marks, white space. */
const TOKEN = /"(?:[^"\\]|\\.)*"?|[\w$.:@-]+|\s+|./gsu;

const MARKS: readonly string[] = [...'()[]".:,{}\\\u0000 '.split(''), 'not', 'and', 'or', 'pr', 'eq', 'null'];

type Change = (random: Random, text: string, other: string) => string;

const byTokens =
  (change: (random: Random, tokens: string[], others: readonly string[]) => void): Change =>
  (random, text, other) => {
    const tokens = text.match(TOKEN) ?? [];
    change(random, tokens, other.match(TOKEN) ?? []);
    return tokens.join('');
  };

const places = (random: Random, tokens: readonly string[]) => random.below(tokens.length + 1);

const CHANGES: readonly Change[] = [
  byTokens((random, tokens) => tokens.splice(places(random, tokens), 1 + random.below(2))),
  byTokens((random, tokens) => tokens.splice(places(random, tokens), 0, random.pick(MARKS))),
  byTokens((random, tokens) => tokens.splice(places(random, tokens), 1, random.pick(MARKS))),
  byTokens((random, tokens) => tokens.splice(places(random, tokens), 0, space(random), anyText(random))),
  byTokens((random, tokens) => {
    const from = places(random, tokens);
    const some = tokens.slice(from, from + 1 + random.below(8));
    const times = random.chance(0.99) ? 1 + random.below(3) : 200;
    tokens.splice(from, 0, ...Array.from({ length: times }, () => some).flat());
  }),
  byTokens((random, tokens) => {
    const [a, b] = [places(random, tokens), places(random, tokens)];
    [tokens[a], tokens[b]] = [tokens[b] ?? '', tokens[a] ?? ''];
  }),
  byTokens((random, tokens, others) => {
    if (others.length > 0) tokens.splice(places(random, tokens), 1, random.pick(others));
  }),
  // The beginning of one and the end of another.
  byTokens((random, tokens, others) => {
    tokens.splice(places(random, tokens), tokens.length, ...others.slice(random.below(others.length + 1)));
  }),
  // UTF-16 units, so that pairs are torn apart.
  (random, text) => {
    const at = random.below(text.length + 1);
    return text.slice(0, at) + String.fromCharCode(random.below(0x10000)) + text.slice(at + random.below(2));
  },
  (random, text) => text.slice(0, random.below(text.length + 1)),
  // Bytes of UTF-8.
  (random, text) => {
    const bytes = Buffer.from(text);
    if (bytes.length > 0) bytes[random.below(bytes.length)] = random.below(256);
    return bytes.toString();
  },
];

/** Around where filters and paths are too long. */
const LENGTHS = [2_000, MAX_LENGTH, MAX_LENGTH, MAX_LENGTH + 1, 4 * MAX_LENGTH];

/** A text in which something comes again and again. */
export const stretchedText = (random: Random, text: string): string => {
  const tokens = text.match(TOKEN) ?? [];
  const place = places(random, tokens);
  const piece = random.chance(0.5)
    ? random.pick([...MARKS, '\\"', '\\u00e9', 'é', '1'])
    : (tokens[place] ?? ' ');
  const length = random.pick(LENGTHS) - text.length;
  const filling = piece === '' ? '' : piece.repeat(Math.max(0, Math.floor(length / piece.length)));
  return tokens.toSpliced(place, 0, filling).join('');
};

/** A text with a few changes, or some of another in it. */
export const mutatedText = (random: Random, text: string, other: string): string => {
  let changed = text;
  for (let count = 1 + random.below(3); count > 0; count -= 1)
    changed = random.pick(CHANGES)(random, changed, other);
  return changed;
};
