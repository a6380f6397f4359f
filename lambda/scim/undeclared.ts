import { isObject, type Json, type JsonObject } from './json.ts';
import type { Attributes } from './resource.ts';
import type { ResourceModel } from './schema/definition.ts';
import { extensionAttribute } from './schema/resolve.ts';

/**
 * What is left of a resource's attributes without those of extensions that are not declared any more, or declare less
 * than they did; the very same attributes where there are none of these.
 */
export const withoutUndeclared = (model: ResourceModel, attributes: Attributes): Attributes => {
  const kept = Object.entries(attributes).flatMap(([name, value]): [string, Json][] => {
    if (!name.startsWith('urn:')) return [[name, value]];
    const known = isObject(value) ? declaredOf(model, name, value) : value;
    return known === undefined ? [] : [[name, known]];
  });
  const isWhole =
    kept.length === Object.keys(attributes).length &&
    kept.every(([name, value]) => attributes[name] === value);
  return isWhole ? attributes : Object.fromEntries(kept);
};

/** Undefined where nothing is left of an extension. */
const declaredOf = (model: ResourceModel, extension: string, value: JsonObject): JsonObject | undefined => {
  const names = Object.keys(value);
  const known = names.filter((name) => extensionAttribute(model, extension, name)?.name === name);
  if (known.length === names.length && known.length > 0) return value;
  if (known.length === 0) return undefined;
  return Object.fromEntries(known.map((name) => [name, value[name] ?? null]));
};
