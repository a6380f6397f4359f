/**
 * What single provisioning clients send beside the RFC, and what it means. Each form is one function, with a
 * fixture under `test/idp`, called where a message is parsed and nowhere else.
 */
import { isObject, type Json, type JsonObject } from './json.ts';

/** Entra's default dialect writes booleans as "True" and "False". */
export const stringBoolean = (value: Json): Json => {
  if (typeof value !== 'string') return value;
  const lower = value.toLowerCase();
  return lower === 'true' ? true : lower === 'false' ? false : value;
};

/**
 * Entra sends a manager as an object, as a bare id, or as an array of one object; an empty one has the
 * manager removed.
 */
export const managerForms = (value: Json): Json | undefined => {
  const one = Array.isArray(value) && value.length <= 1 ? (value[0] ?? '') : value;
  if (one === '') return undefined;
  return typeof one === 'string' ? { value: one } : one;
};

/**
 * Entra's default dialect removes members by `{"op":"Remove","path":"members","value":[{"value":"…"}]}`,
 * where the RFC would have the ids in the path; only those members are meant. Undefined where `value` is
 * absent, and so the whole attribute is meant.
 */
export const removalByValue = (value: Json | undefined): JsonObject[] | undefined =>
  value === undefined ? undefined : (Array.isArray(value) ? value : [value]).filter(isObject);
