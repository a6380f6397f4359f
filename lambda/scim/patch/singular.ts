import { isObject, type Json, type JsonObject } from '../json.ts';
import type { AttributeDefinition } from '../schema/definition.ts';
import { complexOf, normaliseValue, subValuesOf } from '../value.ts';
import type { Change } from './operations.ts';

/**
 * A singular attribute after a change; undefined when it has no value left. A complex one keeps the
 * sub-attributes that are not named (RFC 7644 §3.5.2.1, §3.5.2.3).
 * @throws ScimError 400 invalidSyntax, invalidValue
 */
export const changedValue = (
  attribute: AttributeDefinition,
  before: Json | undefined,
  change: Change,
): Json | undefined => {
  const { op, path, value = null } = change;
  const object = isObject(before) ? before : {};
  if (path.subAttribute) return withSubAttribute(attribute, object, path.subAttribute, change);
  if (op === 'remove' || value === null || value === '') return undefined;
  return attribute.type === 'complex' ? merged(attribute, object, value) : normaliseValue(attribute, value);
};

/** A complex value with the sub-attributes that `sent` has, without those that it clears. */
export const merged = (
  attribute: AttributeDefinition,
  object: JsonObject,
  sent: Json,
): JsonObject | undefined =>
  complexOf(attribute, [...Object.entries(object), ...subValuesOf(attribute, sent)]);

/** A complex value after a change of one of its sub-attributes. */
export const withSubAttribute = (
  attribute: AttributeDefinition,
  object: JsonObject,
  subAttribute: AttributeDefinition,
  { op, value = null }: Change,
): JsonObject | undefined => {
  const path = `${attribute.name}.${subAttribute.name}`;
  const after = op === 'remove' ? undefined : normaliseValue(subAttribute, value, path);
  return complexOf(attribute, [...Object.entries(object), [subAttribute.name, after]]);
};
