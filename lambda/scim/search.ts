import { requireSchema } from './body.ts';
import { invalidSyntax, invalidValue } from './error.ts';
import { entriesOf, isObject, type Json, listOf } from './json.ts';
import type { PageParameters } from './list.ts';

export const SEARCH_SCHEMA = 'urn:ietf:params:scim:api:messages:2.0:SearchRequest';

/** What a query by POST asks for, as it would be written in a URL (RFC 7644 §3.4.3). */
export interface Search extends PageParameters {
  readonly attributes?: readonly string[];
  readonly excludedAttributes?: readonly string[];
  readonly filter?: string;
  readonly sortBy?: string;
  readonly sortOrder?: string;
}

/**
 * The body of a query by POST; what it has beside the names below is passed over, as in a URL.
 * @throws ScimError 400 invalidSyntax, invalidValue
 */
export const parseSearch = (body: Json): Search => {
  if (!isObject(body)) throw invalidSyntax('the body has to be a JSON object');
  requireSchema(SEARCH_SCHEMA, body);
  const sent = new Map<string, Json>();
  for (const [name, value] of entriesOf(body)) {
    const lower = name.toLowerCase();
    if (sent.has(lower)) throw invalidSyntax(`${name} is given twice`);
    if (value !== null) sent.set(lower, value);
  }
  const read = (names: readonly string[], parse: (value: Json, name: string) => unknown) =>
    names.flatMap((name) => {
      const value = sent.get(name.toLowerCase());
      const parsed = value === undefined ? undefined : parse(value, name);
      return parsed === undefined ? [] : [[name, parsed] as const];
    });
  return Object.fromEntries([
    ...read(['attributes', 'excludedAttributes'], namesOf),
    ...read(['filter', 'sortBy', 'sortOrder', 'cursor'], textOf),
    ...read(['startIndex', 'count'], numberOf),
  ]);
};

/** Undefined for a list that names nothing, which is as good as none. */
const namesOf = (value: Json, name: string): readonly string[] | undefined => {
  const names = listOf(value);
  if (!Array.isArray(value) || !names.every((one) => typeof one === 'string')) {
    throw invalidValue(`${name} has to be an array of strings`);
  }
  return names.length > 0 ? names : undefined;
};

const textOf = (value: Json, name: string): string => {
  if (typeof value !== 'string') throw invalidValue(`${name} has to be a string`);
  return value;
};

const numberOf = (value: Json, name: string): string => {
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) {
    throw invalidValue(`${name} has to be an integer`);
  }
  return String(value);
};
