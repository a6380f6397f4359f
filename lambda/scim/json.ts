/** A JSON value, as `JSON.parse` yields it and as a SCIM message carries it. */
export type Json = null | boolean | number | string | Json[] | JsonObject;

/** A JSON object. Only names that a schema knows are ever copied into one, so no client-chosen key reaches it. */
export interface JsonObject {
  [name: string]: Json;
}

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value that an object has under a lower-case name in any case, as all names of SCIM are (RFC 7643 §2.1). */
export const valueNamed = (object: JsonObject, lowerName: string): Json | undefined =>
  Object.entries(object).find(([name]) => name.toLowerCase() === lowerName)?.[1];

/** One value or several as a list, without those that are none: null and the empty string (RFC 7643 §2.5). */
export const listOf = (value: Json): Json[] =>
  (Array.isArray(value) ? value : [value]).filter((element) => element !== null && element !== '');
