import { invalidSyntax } from './error.ts';

/** A JSON value, as `JSON.parse` yields it and as a SCIM message carries it. */
export type Json = null | boolean | number | string | Json[] | JsonObject;

/** A JSON object. Only names that a schema knows are ever copied into one, so no client-chosen key reaches it. */
export interface JsonObject {
  [name: string]: Json;
}

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The most names that an object of a message may have, which is far more than any schema defines. */
export const MAX_NAMES = 1_000;

/**
 * The names and values of an object that a client sent.
 * @throws ScimError 400 invalidSyntax for more than MAX_NAMES
 */
export const entriesOf = (object: JsonObject): [name: string, value: Json][] => {
  if (Object.keys(object).length > MAX_NAMES) {
    throw invalidSyntax(`an object may have at most ${MAX_NAMES} names`);
  }
  return Object.entries(object);
};

/** The value that an object has under a lower-case name in any case, as all names of SCIM are (RFC 7643 §2.1). */
export const valueNamed = (object: JsonObject, lowerName: string): Json | undefined =>
  entriesOf(object).find(([name]) => name.toLowerCase() === lowerName)?.[1];

/** One value or several as a list, without those that are none: null and the empty string (RFC 7643 §2.5). */
export const listOf = (value: Json): Json[] =>
  (Array.isArray(value) ? value : [value]).filter((element) => element !== null && element !== '');

/** The bytes of a text as a string within JSON, where a backslash goes before each mark that needs one. */
export const quotedBytes = (text: string): number => Buffer.byteLength(JSON.stringify(text));
