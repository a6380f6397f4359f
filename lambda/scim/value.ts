import { invalidSyntax, invalidValue } from './error.ts';
import { entriesOf, isObject, type Json, type JsonObject } from './json.ts';
import { managerForms } from './leniency.ts';
import type { AttributeDefinition } from './schema/definition.ts';
import { MANAGER } from './schema/enterprise-user.ts';
import { subAttributeOf } from './schema/resolve.ts';
import { simpleValue } from './simple-value.ts';

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
export const valuesOf = (
  attribute: AttributeDefinition,
  value: Json,
  path: string = attribute.name,
): Json[] => {
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
  return attribute.type === 'complex'
    ? complexOf(attribute, subValuesOf(attribute, value, path))
    : simpleValue(attribute.type, value, path);
};

/** Sub-attributes by canonical name; undefined is one that has been left without a value. */
export type SubValues = Iterable<readonly [name: string, value: Json | undefined]>;

/**
 * What a client sent for each sub-attribute of a complex value that it may write.
 * @throws ScimError 400 invalidValue, and invalidSyntax for a sub-attribute that is given twice
 */
export const subValuesOf = (
  attribute: AttributeDefinition,
  value: Json,
  path: string = attribute.name,
): SubValues => {
  const meant = attribute === MANAGER ? managerForms(value) : value;
  if (!isObject(meant)) throw invalidValue(`${path} has to be an object with sub-attributes`);

  const values = new Map<string, Json | undefined>();
  for (const [name, sent] of entriesOf(meant)) {
    const subAttribute = subAttributeOf(attribute, name);
    if (!subAttribute || subAttribute.mutability === 'readOnly') continue;
    const subPath = `${path}.${subAttribute.name}`;
    if (values.has(subAttribute.name)) throw invalidSyntax(`${subPath} is given twice`);
    values.set(subAttribute.name, normaliseValue(subAttribute, sent, subPath));
  }
  return values;
};

/**
 * The complex value of these sub-attributes, the last one where a name comes twice, in the order of the schema
 * so that equal values look the same. Undefined when none of them has a value.
 */
export const complexOf = (attribute: AttributeDefinition, values: SubValues): JsonObject | undefined => {
  const byName = new Map(values);
  const complex: JsonObject = {};
  for (const { name } of attribute.subAttributes ?? []) {
    const value = byName.get(name);
    if (value !== undefined) complex[name] = value;
  }
  return Object.keys(complex).length > 0 ? complex : undefined;
};
