import { requireRequired } from '../body.ts';
import { invalidValue, mutability, noTarget } from '../error.ts';
import { elementMatcher } from '../filter/evaluate.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import { removalByValue } from '../leniency.ts';
import { elementFor } from '../path.ts';
import type { Attributes } from '../resource.ts';
import type { AttributeDefinition, ResourceModel } from '../schema/definition.ts';
import { isPrimary, MAX_VALUES, normaliseValue, settleValues, valuesOf } from '../value.ts';
import type { Change } from './operations.ts';

/**
 * The attributes that a resource has after all changes, made one after another; all or none, since what was
 * passed in is never touched (RFC 7644 §3.5.2).
 * @throws ScimError 400 invalidValue, mutability, noTarget
 */
export const applyChanges = (
  model: ResourceModel,
  before: Attributes,
  changes: readonly Change[],
): Attributes => {
  const after = structuredClone(before);
  for (const change of changes) applyChange(after, change);
  for (const { schema } of model.extensions) dropEmpty(after, schema.id);
  requireRequired(model, after);
  return after;
};

const applyChange = (resource: Attributes, change: Change): void => {
  const { attribute, extension } = change.path.attribute;
  if (attribute.name === 'schemas') return;
  const place = extension ? extensionPlace(resource, extension) : resource;
  const before = place[attribute.name];
  const after = attribute.multiValued
    ? changedValues(attribute, Array.isArray(before) ? before : [], change)
    : changedValue(attribute, before, change);

  if (attribute.mutability === 'writeOnly') return;
  if (after !== undefined) {
    place[attribute.name] = after;
    return;
  }
  if (attribute.required && change.op === 'remove') throw mutability(`${attribute.name} is required`);
  delete place[attribute.name];
};

const extensionPlace = (resource: Attributes, extension: string): JsonObject => {
  const place = resource[extension];
  if (isObject(place)) return place;
  const created: JsonObject = {};
  resource[extension] = created;
  return created;
};

const dropEmpty = (resource: Attributes, name: string): void => {
  const value = resource[name];
  if (isObject(value) && Object.keys(value).length === 0) delete resource[name];
};

/** A singular attribute after the change: a complex one keeps the sub-attributes that are not named. */
const changedValue = (
  attribute: AttributeDefinition,
  before: Json | undefined,
  { op, path, value }: Change,
): Json | undefined => {
  if (path.filter) throw noTarget(`${attribute.name} has one value; a filter cannot select from it`);
  if (path.subAttribute) {
    return withSubAttribute(
      isObject(before) ? before : {},
      path.subAttribute,
      op === 'remove' ? null : value,
    );
  }
  if (op === 'remove') return undefined;
  const after = normaliseValue(attribute, value ?? null);
  if (!isObject(after) || !isObject(before) || !isObject(value)) return after;
  return nonEmpty({ ...without(before, clearedBy(attribute, value)), ...after });
};

/** The sub-attributes that an object sent with a null or an empty value, which clears them. */
const clearedBy = (attribute: AttributeDefinition, value: JsonObject): ReadonlySet<string> =>
  new Set(
    (attribute.subAttributes ?? [])
      .filter(({ name }) =>
        Object.entries(value).some(
          ([key, sent]) => key.toLowerCase() === name.toLowerCase() && (sent === null || sent === ''),
        ),
      )
      .map(({ name }) => name),
  );

const without = (object: JsonObject, names: ReadonlySet<string>): JsonObject =>
  Object.fromEntries(Object.entries(object).filter(([name]) => !names.has(name)));

const nonEmpty = (object: JsonObject): JsonObject | undefined =>
  Object.keys(object).length > 0 ? object : undefined;

const withSubAttribute = (
  element: JsonObject,
  subAttribute: AttributeDefinition,
  value: Json | undefined,
): JsonObject | undefined => {
  const normalised = normaliseValue(subAttribute, value ?? null);
  const rest = without(element, new Set([subAttribute.name]));
  return nonEmpty(normalised === undefined ? rest : { ...rest, [subAttribute.name]: normalised });
};

/** A multi-valued attribute after the change. Undefined when it has no value left. */
const changedValues = (
  attribute: AttributeDefinition,
  before: readonly Json[],
  change: Change,
): Json[] | undefined => {
  const { path } = change;
  if (!path.filter && !path.subAttribute) return changedList(attribute, before, change);

  const matches = path.filter ? elementMatcher(path.filter) : () => true;
  const selected = new Set(before.filter((element) => isObject(element) && matches(element)));
  if (selected.size === 0) return changedWithoutMatch(attribute, before, change);

  const touched = new Set<Json>();
  const after = before.flatMap((element) => {
    if (!selected.has(element) || !isObject(element)) return [element];
    const changed = changedElement(attribute, element, change);
    touched.add(changed);
    return changed === null ? [] : [changed];
  });
  return settleValues(attribute, onePrimary(after, touched));
};

const changedElement = (
  attribute: AttributeDefinition,
  element: JsonObject,
  { op, path, value }: Change,
): Json => {
  if (path.subAttribute) {
    return withSubAttribute(element, path.subAttribute, op === 'remove' ? null : value) ?? null;
  }
  if (op === 'remove') return null;
  const [sent, ...more] = valuesOf(attribute, value ?? null, attribute.name);
  if (more.length > 0) throw invalidValue(`one value has to be sent for the selected ${attribute.name}`);
  if (!isObject(sent)) return null;
  return op === 'add' ? { ...element, ...sent } : sent;
};

/**
 * What a filter that selects nothing, or a sub-attribute of a list without values, amounts to. The RFC has
 * noTarget for an addition or a replacement, but Entra expects `emails[type eq "work"].value` to make the
 * element that it describes (docs/deviations.md). A removal finds its work done.
 */
const changedWithoutMatch = (
  attribute: AttributeDefinition,
  before: readonly Json[],
  { op, path, value }: Change,
): Json[] | undefined => {
  if (op === 'remove') return settleValues(attribute, before);
  const described = path.subAttribute && (path.filter ? elementFor(path.filter) : {});
  if (!described || !path.subAttribute) {
    throw noTarget(`no value of ${attribute.name} is selected by the filter`);
  }
  if (normaliseValue(path.subAttribute, value ?? null) === undefined) return settleValues(attribute, before);
  const [element] = valuesOf(attribute, described, attribute.name);
  const created = withSubAttribute(isObject(element) ? element : {}, path.subAttribute, value) ?? {};
  return settleValues(attribute, onePrimary([...before, created], new Set([created])));
};

const changedList = (
  attribute: AttributeDefinition,
  before: readonly Json[],
  { op, value }: Change,
): Json[] | undefined => {
  if (op === 'remove') {
    const named = removalByValue(value);
    if (named && named.length > MAX_VALUES)
      throw invalidValue(`${attribute.name} has fewer values than are named`);
    return (
      named &&
      settleValues(
        attribute,
        before.filter((element) => !named.some(isNamed(element))),
      )
    );
  }
  const sent = value === undefined || value === null ? [] : valuesOf(attribute, value, attribute.name);
  return op === 'replace' ? settleValues(attribute, sent) : addedValues(attribute, before, sent);
};

/** A value that is there already is not added again, but takes over what else was sent with it. */
const addedValues = (
  attribute: AttributeDefinition,
  before: readonly Json[],
  sent: readonly Json[],
): Json[] | undefined => {
  const values = new Map(before.map((element) => [identity(element), element]));
  const touched = new Set<Json>();
  for (const element of sent) {
    const known = values.get(identity(element));
    const added = isObject(known) && isObject(element) ? { ...known, ...element } : element;
    values.set(identity(element), added);
    touched.add(added);
  }
  return settleValues(attribute, onePrimary([...values.values()], touched));
};

/** What makes a value the same one again: its type and value (RFC 7643 §2.4), else all of it. */
const identity = (element: Json): string =>
  isObject(element) && 'value' in element
    ? JSON.stringify([element['type'] ?? null, element['value']])
    : JSON.stringify(element);

/** Whether a removal that names values means this one: the same value or, where it names none, all it says. */
const isNamed =
  (element: Json) =>
  (named: JsonObject): boolean => {
    if (!isObject(element)) return false;
    if ('value' in named) return element['value'] === named['value'];
    const said = Object.entries(named);
    return said.length > 0 && said.every(([name, value]) => element[name] === value);
  };

/** A value that becomes primary takes that from the one that was (RFC 7644 §3.5.2). */
const onePrimary = (elements: readonly Json[], touched: ReadonlySet<Json>): Json[] => {
  if (!elements.some((element) => touched.has(element) && isPrimary(element))) return [...elements];
  return elements.map((element) =>
    isObject(element) && isPrimary(element) && !touched.has(element)
      ? { ...element, primary: false }
      : element,
  );
};
