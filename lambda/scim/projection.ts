import { invalidValue } from './error.ts';
import { isObject, type Json, type JsonObject } from './json.ts';
import { COMMON_ATTRIBUTES } from './schema/common.ts';
import type { AttributeDefinition, ResourceModel } from './schema/definition.ts';
import { type AttributeRef, attributeName, extensionOf, resolveAttribute } from './schema/resolve.ts';

/**
 * Which attributes an answer holds (RFC 7644 §3.9): the default set, that without some, or only some; a filter
 * is asked of everything. The characteristic `returned` has the last word.
 */
export interface Projection {
  readonly mode: 'default' | 'only' | 'without' | 'everything';
  /** Canonical names of attributes and sub-attributes, and URNs of whole extensions. */
  readonly names: ReadonlySet<string>;
}

export const DEFAULT_PROJECTION: Projection = { mode: 'default', names: new Set() };
export const EVERYTHING: Projection = { mode: 'everything', names: new Set() };

/** The most names that `attributes` or `excludedAttributes` may have. */
const MAX_NAMES = 500;

/**
 * `attributes` and `excludedAttributes` of a request, as lists of names; names of no schema select nothing.
 * @throws ScimError 400 invalidValue when both are given
 */
export const parseProjection = (
  model: ResourceModel,
  attributes: readonly string[] | undefined,
  excludedAttributes: readonly string[] | undefined,
): Projection => {
  if (attributes && excludedAttributes) {
    throw invalidValue('attributes and excludedAttributes cannot be given together');
  }
  if (attributes) return { mode: 'only', names: namesOf(model, attributes) };
  if (excludedAttributes) return { mode: 'without', names: namesOf(model, excludedAttributes) };
  return DEFAULT_PROJECTION;
};

const namesOf = (model: ResourceModel, written: readonly string[]): ReadonlySet<string> => {
  if (written.length > MAX_NAMES) throw invalidValue(`at most ${MAX_NAMES} attributes can be named`);
  return new Set(
    written.flatMap((text) => {
      const name = text.trim();
      const extension = extensionOf(model, name);
      if (extension) return [extension];
      const ref = resolveAttribute(model, name);
      return ref ? [attributeName(ref)] : [];
    }),
  );
};

/** Whether an answer may hold any of an attribute or sub-attribute, so that what is kept apart has to be read for it. */
export const selects = (projection: Projection, { subAttribute, ...whole }: AttributeRef): boolean =>
  holds(projection, whole) && (!subAttribute || shows(projection, whole, subAttribute));

/** Whether the request asks for an attribute, or a sub-attribute, itself: by its name, or for everything. */
export const asked = (projection: Projection, ref: AttributeRef): boolean =>
  projection.mode === 'everything' ||
  (projection.mode === 'only' && projection.names.has(attributeName(ref)));

/** A resource as the client is to see it: attributes in the order of the schemas, nothing without a value. */
export const project = (model: ResourceModel, projection: Projection, resource: JsonObject): JsonObject => {
  const projected = projectAll(projection, [...COMMON_ATTRIBUTES, ...model.schema.attributes], resource);
  for (const { schema } of model.extensions) {
    const value = resource[schema.id];
    if (!isObject(value)) continue;
    const kept = projectAll(projection, schema.attributes, value, schema.id);
    if (Object.keys(kept).length > 0) projected[schema.id] = kept;
  }
  return projected;
};

const projectAll = (
  projection: Projection,
  attributes: readonly AttributeDefinition[],
  resource: JsonObject,
  extension?: string,
): JsonObject => {
  const kept: JsonObject = {};
  for (const attribute of attributes) {
    const value = resource[attribute.name];
    if (value === undefined) continue;
    const ref = extension ? { extension, attribute } : { attribute };
    const shown = projectValue(projection, ref, value);
    if (shown !== undefined) kept[attribute.name] = shown;
  }
  return kept;
};

const projectValue = (projection: Projection, ref: AttributeRef, value: Json): Json | undefined => {
  if (Array.isArray(value)) {
    const shown = value.map((element) => projectValue(projection, ref, element));
    const kept = shown.filter((element) => element !== undefined);
    return kept.length > 0 ? kept : undefined;
  }
  const { subAttributes } = ref.attribute;
  if (!subAttributes || !isObject(value)) return selected(projection, ref) ? value : undefined;
  if (!holds(projection, ref)) return undefined;

  const kept: JsonObject = {};
  for (const subAttribute of subAttributes) {
    const subValue = value[subAttribute.name];
    if (subValue !== undefined && shows(projection, ref, subAttribute)) kept[subAttribute.name] = subValue;
  }
  return Object.keys(kept).length > 0 ? kept : undefined;
};

/** Whether an attribute is in the answer as a whole. */
const selected = (projection: Projection, ref: AttributeRef): boolean => {
  switch (ref.attribute.returned) {
    case 'always':
      return true;
    case 'never':
      return false;
    case 'request':
      return asked(projection, ref) || (projection.mode === 'only' && names(projection, ref));
    case 'default':
      return (projection.mode === 'only') === names(projection, ref);
  }
};

/** Whether the request names the attribute, or the whole extension in which it stands. */
const names = (projection: Projection, ref: AttributeRef): boolean =>
  projection.names.has(attributeName(ref)) ||
  (ref.extension !== undefined && projection.names.has(ref.extension));

/** Whether an attribute is in the answer as a whole or in part. */
const holds = (projection: Projection, ref: AttributeRef): boolean =>
  ref.attribute.returned !== 'never' &&
  (selected(projection, ref) ||
    (ref.attribute.subAttributes ?? []).some(
      (subAttribute) => subAttribute.returned !== 'never' && asked(projection, { ...ref, subAttribute }),
    ));

/** Whether a sub-attribute is in an answer that holds its attribute. */
const shows = (projection: Projection, ref: AttributeRef, subAttribute: AttributeDefinition): boolean => {
  const path = { ...ref, subAttribute };
  switch (subAttribute.returned) {
    case 'always':
      return true;
    case 'never':
      return false;
    case 'request':
      return asked(projection, path);
    case 'default':
      return projection.mode === 'only'
        ? asked(projection, path) || selected(projection, ref)
        : !projection.names.has(attributeName(path));
  }
};
