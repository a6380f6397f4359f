import { MAX_LENGTH } from '../filter/parser.ts';
import type { Json } from '../json.ts';

/** Nothing of a resource or of a PATCH lies deeper; what does is of no schema, and dropped. */
const MAX_DEPTH = 10;

const KEYWORD = /bulkId:/i;
const WHOLE = /^bulkId:(.+)$/is;
const AT_THE_END = /(?<=\/)bulkId:([^/]+)$/i;
/** The strings of a filter, and what stands between them: each character is looked at once. */
const PIECES = /"(?:[^"\\]|\\.)*"?|[^"]+/gs;
const WORD = /(?<![^\s[(])bulkId:([^\s()[\]]+)/gi;

/** The bulkId in place of an id: `bulkId:ada` refers to the creation whose bulkId is `ada` (RFC 7644 §3.7.2). */
export const referredTo = (text: string): string | undefined => WHOLE.exec(text)?.[1];

type IdOf = (bulkId: string) => string;

/**
 * Data with the ids in place of the bulkIds that it refers to: in any value, at the end of a `$ref`, and in the
 * filter of a PATCH's path. What was passed in is never touched.
 */
export const substituted = (data: Json, idOf: IdOf): Json =>
  referencesIn(data).size === 0 ? data : mapTexts(data, (text, name) => inText(text, name, idOf));

/** The bulkIds that data refers to. */
export const referencesIn = (data: Json): ReadonlySet<string> => {
  const found = new Set<string>();
  const note: IdOf = (bulkId) => {
    found.add(bulkId);
    return bulkId;
  };
  visitTexts(data, (text, name) => {
    if (KEYWORD.test(text)) inText(text, name, note);
  });
  return found;
};

/** Those of some ids that data names: as a value, or at the end of what may be a URI. */
export const namedIn = (data: Json, ids: ReadonlySet<string>): ReadonlySet<string> => {
  const found = new Set<string>();
  if (ids.size === 0) return found;
  visitTexts(data, (text) => {
    const id = text.slice(text.lastIndexOf('/') + 1);
    if (ids.has(id)) found.add(id);
  });
  return found;
};

const inText = (text: string, name: string, idOf: IdOf): string => {
  const whole = referredTo(text);
  if (whole !== undefined) return idOf(whole);
  const lowerName = name.toLowerCase();
  if (lowerName === '$ref') return text.replace(AT_THE_END, (_, bulkId: string) => idOf(bulkId));
  // What is longer is no path.
  return lowerName === 'path' && text.length <= MAX_LENGTH ? inFilter(text, idOf) : text;
};

const inFilter = (path: string, idOf: IdOf): string =>
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

type Visit<Result> = (text: string, name: string) => Result;

/** @param visit is told each text, and the name under which it stands */
const visitTexts = (data: Json, visit: Visit<void>, name = '', depth = 0): void => {
  if (typeof data === 'string') visit(data, name);
  if (typeof data !== 'object' || data === null || depth > MAX_DEPTH) return;
  if (Array.isArray(data)) {
    for (const element of data) visitTexts(element, visit, name, depth + 1);
  } else {
    for (const key of Object.keys(data)) visitTexts(data[key] ?? null, visit, key, depth + 1);
  }
};

/** The same data with other texts. */
const mapTexts = (data: Json, change: Visit<string>, name = '', depth = 0): Json => {
  if (typeof data === 'string') return change(data, name);
  if (typeof data !== 'object' || data === null || depth > MAX_DEPTH) return data;
  if (Array.isArray(data)) return data.map((element) => mapTexts(element, change, name, depth + 1));
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => [key, mapTexts(value, change, key, depth + 1)]),
  );
};
