import { invalidValue } from './error.ts';
import { valuesNamed } from './filter/evaluate.ts';
import { quote } from './filter/lexer.ts';
import { compareUtf8 } from './fold.ts';
import { indexKey } from './index-entries.ts';
import type { Json, JsonObject } from './json.ts';
import type { ResourceModel } from './schema/definition.ts';
import {
  type AttributeRef,
  attributeName,
  comparableAttribute,
  isSecret,
  resolveAmong,
  subjectOf,
} from './schema/resolve.ts';
import { parseInstant } from './time.ts';
import { isPrimary } from './value.ts';

export type SortOrder = 'ascending' | 'descending';

/** The order in which a list is asked for (RFC 7644 §3.4.2.3). */
export interface Sort {
  /** Never complex itself. */
  readonly attribute: AttributeRef;
  readonly order: SortOrder;
}

/** What a resource is sorted by: a folded string, or a number for numbers, booleans and instants. */
export type SortKey = string | number;

/** Where a resource stands in an order. All of it fits into a cursor. */
export interface SortPlace {
  readonly key?: SortKey | undefined;
  readonly id: string;
}

/**
 * The order that `sortBy` and `sortOrder` ask for; undefined where no attribute is named. A complex attribute
 * has to be named with a sub-attribute, save where it has a `value`, which is then meant, as in a filter.
 * @param others resource types of which the same is asked: one that does not have the attribute has no value of it
 * @throws ScimError 400 invalidValue, which RFC 7644 §3.12 (Table 9) has for GET; its invalidPath is for PATCH
 */
export const parseSort = (
  model: ResourceModel,
  sortBy: string | undefined,
  sortOrder: string | undefined,
  others: readonly ResourceModel[] = [],
): Sort | undefined => {
  const order = parseOrder(sortOrder);
  return sortBy === undefined ? undefined : { attribute: sortable([model, ...others], sortBy), order };
};

const parseOrder = (text = 'ascending'): SortOrder => {
  const order = text.toLowerCase();
  if (order === 'ascending' || order === 'descending') return order;
  throw invalidValue(`sortOrder has to be ascending or descending, not ${quote(text)}`);
};

const sortable = (models: readonly ResourceModel[], name: string): AttributeRef => {
  const named = resolveAmong(models, name.trim());
  if (!named) throw invalidValue(`sortBy: ${subjectOf(models)} no attribute ${quote(name)}`);
  if (isSecret(named)) {
    throw invalidValue(`sortBy: ${attributeName(named)} is never returned and cannot be sorted by`);
  }
  const attribute = comparableAttribute(named);
  if (!attribute) {
    throw invalidValue(
      `sortBy: ${attributeName(named)} is complex: one of its sub-attributes has to be named`,
    );
  }
  return attribute;
};

/**
 * What a resource, as an answer would show all of it, is sorted by: of several values the primary one, else the
 * first (RFC 7644 §3.4.2.3). Undefined when it has none of the attribute's type.
 */
export const sortKeyOf = ({ attribute: ref }: Sort): ((resource: JsonObject) => SortKey | undefined) => {
  const { extension, attribute, subAttribute } = ref;
  const simple = (element: Json) => (subAttribute ? valuesNamed(element, subAttribute.name) : [element]);
  return (resource) => {
    const places = extension ? valuesNamed(resource, extension) : [resource];
    const elements = places.flatMap((place) => valuesNamed(place, attribute.name));
    return [...elements.filter(isPrimary), ...elements]
      .flatMap(simple)
      .map((value) => keyOf(ref, value))
      .find((key) => key !== undefined);
  };
};

const keyOf = (ref: AttributeRef, value: Json): SortKey | undefined => {
  const { type } = ref.subAttribute ?? ref.attribute;
  switch (type) {
    case 'boolean':
      return typeof value === 'boolean' ? Number(value) : undefined;
    case 'integer':
    case 'decimal':
      return typeof value === 'number' ? value : undefined;
    case 'dateTime':
      return typeof value === 'string' ? parseInstant(value) : undefined;
    case 'string':
    case 'reference':
    case 'binary':
    case 'complex':
      return typeof value === 'string' && value !== '' ? cut(indexKey(ref, value)) : undefined;
  }
};

/** The bytes of UTF-8 by which strings are sorted: what cursors have room for, and far more than any name has. */
export const MAX_KEY_BYTES = 800;

const cut = (text: string): string => {
  // No UTF-16 unit takes more than three bytes.
  if (text.length * 3 <= MAX_KEY_BYTES) return text;
  const { read } = new TextEncoder().encodeInto(text, new Uint8Array(MAX_KEY_BYTES));
  return text.slice(0, read);
};

/**
 * The order of any two resources: negative, zero only for one and the same, or positive. Strings are in the order
 * of their UTF-8 bytes, as in the keys of the store. Who has no value comes last, in descending order first (RFC
 * 7644 §3.4.2.3); who has the same stands in the order of ids, in either order.
 */
export const compareBy = ({ order }: Sort): ((a: SortPlace, b: SortPlace) => number) => {
  const direction = order === 'ascending' ? 1 : -1;
  return (a, b) => direction * compareKeys(a.key, b.key) || compareUtf8(a.id, b.id);
};

/** No value counts as more than any. */
const compareKeys = (a: SortKey | undefined, b: SortKey | undefined): number => {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  return typeof a === 'string' ? compareUtf8(a, String(b)) : a - Number(b);
};
