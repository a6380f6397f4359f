import { invalidValue } from './error.ts';
import { isStorable } from './fold.ts';
import { isObject, type Json, type JsonObject } from './json.ts';
import { managerForms, stringBoolean } from './leniency.ts';
import type { AttributeDefinition } from './schema/definition.ts';
import { subAttributeOf } from './schema/resolve.ts';
import { isInstant } from './time.ts';

/**
 * The most values that a multi-valued attribute may have; members of a group, which are kept apart, have a
 * limit of their own. It bounds what a PATCH can cost, together with the number of its operations.
 */
export const MAX_VALUES = 500;

/**
 * What a client sent for an attribute, as it is kept: of the schema's type, canonical names, without what the
 * schema does not know or the client may not write. Undefined when the attribute is left without a value,
 * which null, an empty string and an empty array all mean (RFC 7643 §2.5).
 * @throws ScimError 400 invalidValue naming `path`
 */
export const normaliseValue = (
  attribute: AttributeDefinition,
  value: Json,
  path: string = attribute.name,
): Json | undefined => {
  if (value === null) return undefined;
  return attribute.multiValued
    ? settleValues(attribute, valuesOf(attribute, value, path), path)
    : singular(attribute, value, path);
};

/** The normalised elements that a client sent for a multi-valued attribute, before they are made one list. */
export const valuesOf = (attribute: AttributeDefinition, value: Json, path: string): Json[] => {
  const sent = Array.isArray(value) ? value : [value];
  if (sent.length > MAX_VALUES) throw invalidValue(`${path} may have at most ${MAX_VALUES} values`);
  return sent
    .map((element, index) =>
      element === null ? undefined : singular(attribute, element, `${path}[${index}]`),
    )
    .filter((element) => element !== undefined);
};

/**
 * A list of values as it may stand: no value twice, nothing that is no value, at most one primary.
 * Undefined when nothing is left.
 */
export const settleValues = (
  attribute: AttributeDefinition,
  elements: readonly Json[],
  path: string = attribute.name,
): Json[] | undefined => {
  const distinct = new Map(
    elements.filter((element) => !isBare(element)).map((element) => [JSON.stringify(element), element]),
  );
  const values = [...distinct.values()];
  if (values.length > MAX_VALUES) throw invalidValue(`${path} may have at most ${MAX_VALUES} values`);
  if (values.filter(isPrimary).length > 1) throw invalidValue(`only one value of ${path} may be primary`);
  return values.length > 0 ? values : undefined;
};

export const isPrimary = (element: Json): boolean => isObject(element) && element['primary'] === true;

/** An element that says only which value it would be, but has none: what clearing its value leaves. */
const isBare = (element: Json): boolean =>
  isObject(element) && Object.keys(element).every((name) => name === 'type' || name === 'primary');

const singular = (attribute: AttributeDefinition, value: Json, path: string): Json | undefined => {
  if (value === '') return undefined;
  switch (attribute.type) {
    case 'string':
    case 'reference':
      return text(value, path);
    case 'binary':
      return base64(value, path);
    case 'dateTime':
      return instant(value, path);
    case 'boolean':
      return boolean(value, path);
    case 'integer':
    case 'decimal':
      return number(attribute.type, value, path);
    case 'complex':
      return complex(attribute, value, path);
  }
};

const text = (value: Json, path: string): string => {
  if (typeof value !== 'string') throw invalidValue(`${path} has to be a string`);
  if (!isStorable(value)) throw invalidValue(`${path} holds a character that is not allowed`);
  return value;
};

const BASE64 = /^[A-Za-z0-9+/_-]*={0,2}$/;

const base64 = (value: Json, path: string): string => {
  const encoded = text(value, path);
  if (!BASE64.test(encoded)) throw invalidValue(`${path} has to be base64`);
  return encoded;
};

const instant = (value: Json, path: string): string => {
  const written = text(value, path);
  if (!isInstant(written))
    throw invalidValue(`${path} has to be a date and time such as 2026-01-31T08:00:00Z`);
  return written;
};

const boolean = (value: Json, path: string): boolean => {
  const meant = stringBoolean(value);
  if (typeof meant !== 'boolean') throw invalidValue(`${path} has to be true or false`);
  return meant;
};

const number = (type: 'integer' | 'decimal', value: Json, path: string): number => {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw invalidValue(`${path} has to be a number`);
  if (type === 'integer' && !Number.isSafeInteger(value)) throw invalidValue(`${path} has to be an integer`);
  return value;
};

const complex = (attribute: AttributeDefinition, value: Json, path: string): JsonObject | undefined => {
  const meant = attribute.name === 'manager' ? managerForms(value) : value;
  if (meant === undefined) return undefined;
  if (!isObject(meant)) throw invalidValue(`${path} has to be an object with sub-attributes`);

  const kept: JsonObject = {};
  for (const [name, sent] of Object.entries(meant)) {
    const subAttribute = subAttributeOf(attribute, name);
    if (!subAttribute || subAttribute.mutability === 'readOnly' || isDerivedReference(subAttribute)) continue;
    const normalised = normaliseValue(subAttribute, sent, `${path}.${subAttribute.name}`);
    if (normalised !== undefined) kept[subAttribute.name] = normalised;
  }
  return Object.keys(kept).length > 0 ? kept : undefined;
};

/**
 * `$ref` of a resource of ours follows from `value`, and from the address under which it is asked for; what a
 * client sends is not kept.
 */
export const isDerivedReference = (subAttribute: AttributeDefinition): boolean =>
  subAttribute.name === '$ref';
