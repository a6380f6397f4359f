import { fold } from '../../../lambda/scim/fold.ts';
import { isObject, type Json, type JsonObject } from '../../../lambda/scim/json.ts';
import { type AttributeRef, comparableAttribute } from '../../../lambda/scim/schema/resolve.ts';
import { MAX_KEY_BYTES } from '../../../lambda/scim/sort.ts';
import { textOf } from '../../../local/verify/values.ts';
import { valuesOf } from '../../scim/filter/plain.ts';

export interface PlainSort {
  readonly attribute: AttributeRef;
  readonly descending: boolean;
}

type Key = Buffer | number | undefined;

/** Resources in an order (RFC 7644 §3.4.2.3), written for being read: of ids, where none is asked for. */
export const inOrder = (
  resources: readonly JsonObject[],
  sort: PlainSort | undefined,
): readonly JsonObject[] => {
  const keyed = resources.map((resource) => ({ resource, key: sort && keyOf(sort.attribute, resource) }));
  const sign = sort?.descending ? -1 : 1;
  return keyed
    .sort((a, b) => sign * compared(a.key, b.key) || (idOf(a.resource) < idOf(b.resource) ? -1 : 1))
    .map(({ resource }) => resource);
};

export const idOf = ({ id }: JsonObject): string => textOf(id);

const compared = (a: Key, b: Key): number => {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  return Buffer.isBuffer(a) && Buffer.isBuffer(b) ? Buffer.compare(a, b) : Number(a) - Number(b);
};

/** Of several values the primary one's, else the first one's. */
const keyOf = (named: AttributeRef, resource: JsonObject): Key => {
  const ref = comparableAttribute(named) ?? named;
  const { subAttribute, ...whole } = ref;
  const elements = valuesOf(whole, resource);
  const primary = elements.filter((element) => isObject(element) && element['primary'] === true);
  const values = [...primary, ...elements].flatMap((element) =>
    subAttribute ? valuesOf({ attribute: subAttribute }, isObject(element) ? element : {}) : [element],
  );
  const [value] = values.filter((one) => one !== '');
  return value === undefined ? undefined : comparableOf(ref, value);
};

const comparableOf = ({ attribute, subAttribute }: AttributeRef, value: Json): Key => {
  const { type, caseExact } = subAttribute ?? attribute;
  if (typeof value !== 'string') return Number(value);
  if (type === 'dateTime') return Date.parse(value.toUpperCase());
  return beginning(caseExact ? value : fold(value));
};

/** Strings are in the order of their first bytes. */
const beginning = (text: string): Buffer => {
  const bytes = Buffer.alloc(MAX_KEY_BYTES);
  return bytes.subarray(0, new TextEncoder().encodeInto(text, bytes).written);
};
