import { mutability } from '../error.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import { patched } from '../kept.ts';
import { requireRequired } from '../required.ts';
import type { Attributes } from '../resource.ts';
import type { ResourceModel } from '../schema/definition.ts';
import { PASSWORD } from '../schema/user.ts';
import { Effort } from './effort.ts';
import { changedValues } from './multi-valued.ts';
import type { Change } from './operations.ts';
import { changedValue } from './singular.ts';

/**
 * The attributes that a resource has after all changes, made one after another; all or none, since what was
 * passed in is never touched (RFC 7644 §3.5.2).
 * @throws ScimError 400 invalidSyntax, invalidValue, mutability, noTarget, tooMany
 */
export const applyChanges = (
  model: ResourceModel,
  before: Attributes,
  changes: readonly Change[],
): Attributes => {
  const effort = new Effort();
  const after = changes.reduce((resource, change) => changed(resource, change, effort), before);
  requireRequired(model, after, before);
  return patched(model, before, after);
};

const changed = (resource: Attributes, change: Change, effort: Effort): Attributes => {
  const { attribute, extension } = change.path.attribute;
  if (change.op === 'remove' && attribute.required && !change.whole) {
    throw mutability(`${attribute.name} is required`);
  }
  if (attribute.name === 'schemas') return resource;

  const place = extension ? objectIn(resource, extension) : resource;
  const before = place[attribute.name];
  const after = attribute.multiValued
    ? changedValues(attribute, Array.isArray(before) ? before : [], change, effort)
    : changedValue(attribute, before, change);

  if (attribute === PASSWORD) return resource;
  const changedPlace = withValue(place, attribute.name, after);
  if (!extension) return changedPlace;
  return withValue(resource, extension, Object.keys(changedPlace).length > 0 ? changedPlace : undefined);
};

const objectIn = (object: JsonObject, name: string): JsonObject => {
  const value = object[name];
  return isObject(value) ? value : {};
};

const withValue = (object: JsonObject, name: string, value: Json | undefined): JsonObject => {
  if (value !== undefined) return { ...object, [name]: value };
  const { [name]: _, ...others } = object;
  return others;
};
