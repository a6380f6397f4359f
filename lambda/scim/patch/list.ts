import { fold } from '../fold.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import { removalByValue } from '../leniency.ts';
import type { AttributeDefinition } from '../schema/definition.ts';
import { subAttributeOf } from '../schema/resolve.ts';
import { complexOf, valuesOf } from '../value.ts';
import type { Effort } from './effort.ts';
import type { Change } from './operations.ts';

/**
 * The values of a multi-valued attribute after a change of the attribute as a whole.
 * @throws ScimError 400 invalidSyntax, invalidValue
 */
export const changedList = (
  attribute: AttributeDefinition,
  before: readonly Json[],
  { op, value }: Change,
  effort: Effort,
): readonly Json[] => {
  const sent = valuesOf(attribute, (op === 'remove' ? removalByValue(value) : value) ?? null);
  effort.spend(sent);
  switch (op) {
    case 'add':
      return added(attribute, before, sent);
    case 'replace':
      return sent;
    case 'remove':
      return value === undefined ? [] : remaining(attribute, before, sent);
  }
};

/** A value that is there already is not added again, but takes over what else was sent with it. */
const added = (
  attribute: AttributeDefinition,
  before: readonly Json[],
  sent: readonly Json[],
): readonly Json[] => {
  const after = [...before];
  const places = new Map(before.map((element, index) => [identity(attribute, element), index]));
  for (const element of sent) {
    const key = identity(attribute, element);
    const place = places.get(key) ?? after.length;
    const known = after[place];
    after[place] = isObject(known) && isObject(element) ? united(attribute, known, element) : element;
    places.set(key, place);
  }
  return after;
};

const united = (attribute: AttributeDefinition, known: JsonObject, sent: JsonObject): Json =>
  complexOf(attribute, [...Object.entries(known), ...Object.entries(sent)]) ?? sent;

/** The values that a removal does not name. */
const remaining = (
  attribute: AttributeDefinition,
  before: readonly Json[],
  named: readonly Json[],
): readonly Json[] => {
  const names = new Set(named.map((element) => nameOf(attribute, element)));
  return before.filter((element) => !namesOf(attribute, element).some((name) => names.has(name)));
};

/** What makes a value the same one again: its type and value (RFC 7643 §2.4), else all of it. */
const identity = (attribute: AttributeDefinition, element: Json): string =>
  isObject(element) && element['value'] !== undefined
    ? nameBy(attribute, element['type'], element['value'])
    : JSON.stringify(element);

/** The value that an element of a removal names: that of its identity or, where it says no more, of its type. */
const nameOf = (attribute: AttributeDefinition, element: Json): string =>
  isObject(element) && Object.keys(element).every((name) => name === 'type')
    ? nameBy(attribute, element['type'], undefined)
    : identity(attribute, element);

/** All by which a removal may name a value. */
const namesOf = (attribute: AttributeDefinition, element: Json): readonly string[] => {
  const names = [identity(attribute, element)];
  if (!isObject(element)) return names;
  const { type, value } = element;
  if (value !== undefined) names.push(nameBy(attribute, undefined, value));
  if (type !== undefined) names.push(nameBy(attribute, type, undefined));
  return names;
};

const nameBy = (attribute: AttributeDefinition, type: Json | undefined, value: Json | undefined): string =>
  JSON.stringify([folded(attribute, 'type', type), folded(attribute, 'value', value)]);

const folded = (attribute: AttributeDefinition, name: string, value: Json | undefined): Json =>
  typeof value === 'string' && subAttributeOf(attribute, name)?.caseExact === false
    ? fold(value)
    : (value ?? null);
