/** A JSON value, as `JSON.parse` yields it and as a SCIM message carries it. */
export type Json = null | boolean | number | string | Json[] | JsonObject;

/** A JSON object. Only names that a schema knows are ever copied into one, so no client-chosen key reaches it. */
export interface JsonObject {
  [name: string]: Json;
}

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
