import type { Json } from '../json.ts';

/** Nothing of a resource or of a PATCH lies deeper; what does is of no schema, and dropped. */
const MAX_DEPTH = 10;

const WHOLE = /^bulkId:(.+)$/is;
const AT_THE_END = /(?<=\/)bulkId:([^/]+)$/i;
/** The strings of a filter, and what stands between them: each character is looked at once. */
const PIECES = /"(?:[^"\\]|\\.)*"?|[^"]+/gs;
const WORD = /(?<![^\s[(])bulkId:([^\s()[\]]+)/gi;

/** The bulkId in place of an id: `bulkId:ada` refers to the creation whose bulkId is `ada` (RFC 7644 §3.7.2). */
export const referredTo = (text: string): string | undefined => WHOLE.exec(text)?.[1];

/**
 * Data with the ids in place of the bulkIds that it refers to: in any value, at the end of a `$ref`, and in the
 * filter of a PATCH's path. What was passed in is never touched.
 */
export const substituted = (data: Json, idOf: (bulkId: string) => string): Json =>
  mapTexts(data, (text, name) => {
    const whole = referredTo(text);
    if (whole !== undefined) return idOf(whole);
    if (name === '$ref') return text.replace(AT_THE_END, (_, bulkId: string) => idOf(bulkId));
    return name === 'path' ? inFilter(text, idOf) : text;
  });

/** The bulkIds that data refers to. */
export const referencesIn = (data: Json): ReadonlySet<string> => {
  const found = new Set<string>();
  substituted(data, (bulkId) => {
    found.add(bulkId);
    return bulkId;
  });
  return found;
};

/** The texts in data that may be ids: its values, and the ends of what may be a URI. */
export const idsIn = (data: Json): ReadonlySet<string> => {
  const found = new Set<string>();
  mapTexts(data, (text) => {
    found.add(text.slice(text.lastIndexOf('/') + 1));
    return text;
  });
  return found;
};

const inFilter = (path: string, idOf: (bulkId: string) => string): string =>
  path.replace(PIECES, (piece) => {
    if (!piece.startsWith('"')) return piece.replace(WORD, (_, bulkId: string) => `"${idOf(bulkId)}"`);
    const bulkId = referredTo(meaningOf(piece));
    return bulkId === undefined ? piece : `"${idOf(bulkId)}"`;
  });

/** What a string of a filter means, which is JSON's own; itself where it is none, as the filter's parser will find. */
const meaningOf = (piece: string): string => {
  try {
    return String(JSON.parse(piece));
  } catch {
    return piece;
  }
};

/** @param change is told each text and the name under which it stands, in lower case */
const mapTexts = (data: Json, change: (text: string, name: string) => string): Json => {
  const within = (value: Json, name: string, depth: number): Json => {
    if (typeof value === 'string') return change(value, name);
    if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) return value;
    if (Array.isArray(value)) return value.map((element) => within(element, name, depth + 1));
    const entries = Object.entries(value);
    return Object.fromEntries(entries.map(([key, one]) => [key, within(one, key.toLowerCase(), depth + 1)]));
  };
  return within(data, '', 0);
};
