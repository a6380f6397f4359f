/**
 * What single provisioning clients send beside the RFC, and what it means. Each form is one function, with a
 * fixture under `test/idp`, called where a message is parsed and nowhere else.
 */
import { isObject, type Json, listOf, valueNamed } from './json.ts';

/** Entra's default dialect writes booleans as "True" and "False". */
export const stringBoolean = (value: Json): Json => {
  if (typeof value !== 'string') return value;
  const lower = value.toLowerCase();
  return lower === 'true' ? true : lower === 'false' ? false : value;
};

/**
 * Entra sends a manager as an object, as a bare id, or as an array of one of them. An empty one, which has the
 * manager removed, is an object without a value.
 */
export const managerForms = (value: Json): Json => {
  const one = Array.isArray(value) && value.length <= 1 ? (value[0] ?? '') : value;
  if (typeof one === 'string') return { value: one };
  if (!isObject(one) || valueNamed(one, 'value') !== undefined) return one;
  const $ref = valueNamed(one, '$ref');
  return typeof $ref === 'string' ? { value: referencedId($ref) } : one;
};

/** The id in a reference, absolute or relative: what follows the last slash. */
export const referencedId = ($ref: string): string => $ref.slice($ref.lastIndexOf('/') + 1);

/**
 * Entra's default dialect removes members by `{"op":"Remove","path":"members","value":[{"value":"…"}]}`,
 * where the RFC would have the ids in the path; only those members are meant, and none by an empty list.
 * Undefined where `value` is absent, and so the whole attribute is meant.
 */
export const removalByValue = (value: Json | undefined): Json[] | undefined =>
  value === undefined ? undefined : listOf(value);
