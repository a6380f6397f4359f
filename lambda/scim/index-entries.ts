import { invalidValue } from './error.ts';
import { fold } from './fold.ts';
import { isObject, type Json } from './json.ts';
import type { Attributes } from './resource.ts';
import type { ResourceModel } from './schema/definition.ts';
import { type AttributeRef, requireAttribute } from './schema/resolve.ts';

/** The most indexed values of a resource, so that any write of it fits one transaction of DynamoDB. */
export const MAX_INDEXED_VALUES = 40;

/** One value by which a resource can be found. */
export interface IndexedValue {
  readonly attribute: string;
  readonly value: string;
  readonly unique: boolean;
}

/**
 * The values under which a resource is found by lookups, folded where the schema ignores case.
 * @throws ScimError 400 invalidValue for more than MAX_INDEXED_VALUES
 */
export const indexedValues = (
  model: ResourceModel,
  attributes: Attributes,
  groupNames: 'unique' | 'any',
): readonly IndexedValue[] => {
  const values = model.indexes.flatMap((index) => {
    const ref = requireAttribute(model, index.attribute);
    const unique = index.unique === 'setting' ? groupNames === 'unique' : index.unique;
    const keys = new Set(stringsOf(ref, attributes).map((value) => indexKey(ref, value)));
    return [...keys].map((value) => ({ attribute: index.attribute, value, unique }));
  });
  if (values.length > MAX_INDEXED_VALUES) {
    throw invalidValue(
      `a ${model.name} may have at most ${MAX_INDEXED_VALUES} values of ${model.indexes.map(({ attribute }) => attribute).join(', ')} together`,
    );
  }
  return values;
};

/** The value of an indexed attribute as its index has it. */
export const indexKey = (ref: AttributeRef, value: string): string =>
  (ref.subAttribute ?? ref.attribute).caseExact ? value : fold(value);

const stringsOf = (
  { extension, attribute, subAttribute }: AttributeRef,
  attributes: Attributes,
): string[] => {
  const place = extension ? attributes[extension] : attributes;
  const value = isObject(place) ? place[attribute.name] : undefined;
  const values = Array.isArray(value) ? value : [value];
  return values
    .map((element): Json | undefined =>
      subAttribute ? (isObject(element) ? element[subAttribute.name] : undefined) : element,
    )
    .filter((element) => typeof element === 'string');
};
