import { invalidValue, noTarget } from '../error.ts';
import { elementMatcher } from '../filter/evaluate.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import { elementFor } from '../path.ts';
import type { AttributeDefinition } from '../schema/definition.ts';
import { complexOf, isPrimary, settleValues, subValuesOf, valuesOf } from '../value.ts';
import type { Effort } from './effort.ts';
import { changedList } from './list.ts';
import type { Change } from './operations.ts';
import { merged, withSubAttribute } from './singular.ts';

/**
 * A multi-valued attribute after a change; undefined when it has no value left (RFC 7644 §3.5.2).
 * @throws ScimError 400 invalidSyntax, invalidValue, noTarget, tooMany
 */
export const changedValues = (
  attribute: AttributeDefinition,
  before: readonly Json[],
  change: Change,
  effort: Effort,
): Json[] | undefined => {
  const { filter, subAttribute } = change.path;
  effort.spend(before, filter);
  const after =
    filter || subAttribute
      ? changedSelection(attribute, before, change)
      : changedList(attribute, before, change, effort);
  return settleValues(attribute, onePrimary(before, after));
};

/** Changes the values that a filter selects or, for a sub-attribute without a filter, all of them. */
const changedSelection = (
  attribute: AttributeDefinition,
  before: readonly Json[],
  change: Change,
): readonly Json[] => {
  const { filter } = change.path;
  const selected = new Set(before.filter(filter ? elementMatcher(filter) : isObject));
  if (selected.size === 0) return withDescribed(attribute, before, change);
  return before.flatMap((element) =>
    isObject(element) && selected.has(element) ? (changedElement(attribute, element, change) ?? []) : element,
  );
};

const changedElement = (
  attribute: AttributeDefinition,
  element: JsonObject,
  change: Change,
): Json | undefined => {
  const { op, path, value } = change;
  if (path.subAttribute) return withSubAttribute(attribute, element, path.subAttribute, change);
  if (op === 'remove') return undefined;
  const [sent = null, ...more] = Array.isArray(value) ? value : [value ?? null];
  if (more.length > 0) throw invalidValue(`one value has to be sent for the selected ${attribute.name}`);
  if (op === 'add') return sent === null || sent === '' ? element : merged(attribute, element, sent);
  return valuesOf(attribute, sent)[0];
};

/**
 * What a filter that selects nothing, or a sub-attribute of a list without values, amounts to. The RFC has
 * noTarget for an addition or a replacement, but Entra expects `emails[type eq "work"].value` to make the
 * element that it describes (docs/deviations.md). What leaves nothing finds its work done.
 */
const withDescribed = (
  attribute: AttributeDefinition,
  before: readonly Json[],
  change: Change,
): readonly Json[] => {
  const { filter, subAttribute } = change.path;
  if (leavesNothing(attribute, change)) return before;
  const described = subAttribute && (filter ? elementFor(filter) : {});
  if (!described) throw noTarget(`no value of ${attribute.name} is selected by the filter`);

  const element = complexOf(attribute, subValuesOf(attribute, described)) ?? {};
  const made = withSubAttribute(attribute, element, subAttribute, change);
  if (!made || (filter && !elementMatcher(filter)(made))) {
    throw noTarget(`no value of ${attribute.name} is selected by the filter, nor would the new one be`);
  }
  return [...before, made];
};

const leavesNothing = (attribute: AttributeDefinition, change: Change): boolean => {
  const { op, path, value = null } = change;
  if (op === 'remove') return true;
  const left = path.subAttribute
    ? withSubAttribute(attribute, {}, path.subAttribute, change)
    : settleValues(attribute, valuesOf(attribute, value));
  return left === undefined;
};

/** A value that becomes primary takes that from the one that was (RFC 7644 §3.5.2). */
const onePrimary = (before: readonly Json[], after: readonly Json[]): readonly Json[] => {
  const former = new Set(before.filter(isPrimary));
  if (!after.some((element) => isPrimary(element) && !former.has(element))) return after;
  return after.map((element) =>
    isObject(element) && former.has(element) ? { ...element, primary: false } : element,
  );
};
