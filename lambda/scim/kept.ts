import { mutability } from './error.ts';
import { fold } from './fold.ts';
import { isObject, type Json, type JsonObject } from './json.ts';
import type { Attributes } from './resource.ts';
import type { AttributeDefinition, ResourceModel } from './schema/definition.ts';
import { memoize } from './schema/memoize.ts';
import { type AttributeRef, attributeName, isSecret } from './schema/resolve.ts';
import { parseInstant } from './time.ts';

/** What a resource keeps, whatever becomes of the rest: attributes, and parts of singular ones. */
interface Kept {
  /** Never changes once it has a value. */
  readonly immutable: readonly AttributeRef[];
  /** No client can see it, and so none can send it back. */
  readonly unseen: readonly AttributeRef[];
}

const keptOf = memoize((model: ResourceModel): Kept => {
  const whole = [
    ...model.schema.attributes.map((attribute): AttributeRef => ({ attribute })),
    ...model.extensions.flatMap(({ schema }) =>
      schema.attributes.map((attribute): AttributeRef => ({ extension: schema.id, attribute })),
    ),
  ];
  const parts = whole
    .filter(({ attribute }) => !attribute.multiValued)
    .flatMap((ref) =>
      (ref.attribute.subAttributes ?? []).map((subAttribute): AttributeRef => ({ ...ref, subAttribute })),
    );
  const all = [...whole, ...parts];
  return {
    immutable: all.filter((ref) => (ref.subAttribute ?? ref.attribute).mutability === 'immutable'),
    unseen: all.filter(isSecret),
  };
});

/**
 * What a PUT makes of a resource. A client cannot send what it has not seen, and cannot take away what never
 * changes: both stay where the body leaves them out (RFC 7644 §3.5.1).
 * @throws ScimError 400 mutability for another value of an immutable attribute
 */
export const replaced = (model: ResourceModel, before: Attributes, sent: Attributes): Attributes => {
  const after = keptOf(model).unseen.reduce((resource, ref) => {
    const { subAttribute, ...whole } = ref;
    const isGone = subAttribute !== undefined && valueAt(whole, resource) === undefined;
    const had = valueAt(ref, before);
    if (had === undefined || isGone || valueAt(ref, resource) !== undefined) return resource;
    return withValueAt(ref, resource, had);
  }, sent);
  return withImmutable(model, before, after, (had) => had);
};

/**
 * What a PATCH makes of a resource (RFC 7644 §3.5.2).
 * @throws ScimError 400 mutability where an immutable attribute that had a value has another one, or none
 */
export const patched = (model: ResourceModel, before: Attributes, after: Attributes): Attributes =>
  withImmutable(model, before, after, (_, ref) => {
    throw isImmutable(ref);
  });

const isImmutable = (ref: AttributeRef) =>
  mutability(`${attributeName(ref)} is immutable, and has a value already`);

/** A resource with the immutable values that it had before, in the spelling in which it had them. */
const withImmutable = (
  model: ResourceModel,
  before: Attributes,
  after: Attributes,
  leftOut: (had: Json, ref: AttributeRef) => Json,
): Attributes =>
  keptOf(model).immutable.reduce((resource, ref) => {
    const had = valueAt(ref, before);
    const now = valueAt(ref, resource);
    if (had === undefined || now === had) return resource;
    if (now === undefined) return withValueAt(ref, resource, leftOut(had, ref));
    if (!isEqual(ref.subAttribute ?? ref.attribute, had, now)) throw isImmutable(ref);
    return withValueAt(ref, resource, had);
  }, after);

const valueAt = ({ extension, attribute, subAttribute }: AttributeRef, attributes: Attributes) => {
  const place = extension ? attributes[extension] : attributes;
  const value = isObject(place) ? place[attribute.name] : undefined;
  if (!subAttribute) return value;
  return isObject(value) ? value[subAttribute.name] : undefined;
};

const withValueAt = (
  { extension, attribute, subAttribute }: AttributeRef,
  attributes: Attributes,
  value: Json,
): Attributes => {
  const path = [extension, attribute.name, subAttribute?.name].filter((name) => name !== undefined);
  return withIn(attributes, path, value);
};

const withIn = (object: JsonObject, [name = '', ...path]: readonly string[], value: Json): JsonObject => {
  if (path.length === 0) return { ...object, [name]: value };
  const inner = object[name];
  return { ...object, [name]: withIn(isObject(inner) ? inner : {}, path, value) };
};

/** Whether two values of an attribute are the same one; the order of several does not matter. */
const isEqual = (attribute: AttributeDefinition, a: Json, b: Json): boolean => {
  const [form, other] = [a, b].map((value) =>
    [value]
      .flat()
      .map((one) => JSON.stringify(formOf(attribute, one)))
      .sort(),
  );
  return JSON.stringify(form) === JSON.stringify(other);
};

/** What is alike in all spellings of a value. */
const formOf = (attribute: AttributeDefinition, value: Json): Json => {
  if (isObject(value)) {
    return (attribute.subAttributes ?? []).map((subAttribute) =>
      formOf(subAttribute, value[subAttribute.name] ?? null),
    );
  }
  if (typeof value !== 'string') return value;
  if (attribute.type === 'dateTime') return parseInstant(value) ?? value;
  return attribute.caseExact ? value : fold(value);
};
