import { compareUtf8 } from '../../scim/fold.ts';
import type { JsonObject } from '../../scim/json.ts';
import { attributeName } from '../../scim/schema/resolve.ts';
import { compareBy, type Sort, type SortPlace, sortKeyOf } from '../../scim/sort.ts';
import type { StoredOrder } from '../../store/order.ts';
import type { Kind } from '../kind.ts';

/** An order in which resources are put that have been read. */
export interface Order {
  /** Whether it is that of ids, in which the store has them. */
  readonly isOfIds: boolean;
  readonly compare: (a: SortPlace, b: SortPlace) => number;
  /** Where a resource stands, as an answer would show all of it. */
  readonly placeOf: (id: string, resource: JsonObject) => SortPlace;
}

export const orderOf = (sort: Sort | undefined): Order => {
  if (!sort) {
    return { isOfIds: true, compare: (a, b) => compareUtf8(a.id, b.id), placeOf: (id) => ({ id }) };
  }
  const keyOf = sortKeyOf(sort);
  return {
    isOfIds: false,
    compare: compareBy(sort),
    placeOf: (id, resource) => {
      const key = keyOf(resource);
      return { id, ...(key !== undefined && { key }) };
    },
  };
};

/** The same order, read from its end. */
export const reversed = (order: Order): Order => ({ ...order, compare: (a, b) => order.compare(b, a) });

/**
 * The order in which the store has all resources of a type already; undefined where there is none. An index has
 * it where each resource has exactly one entry.
 */
export const storedOrder = ({ model }: Kind, sort: Sort | undefined): StoredOrder | undefined => {
  const type = model.name;
  if (!sort) return { type, backwards: false };
  const backwards = sort.order === 'descending';
  const { extension, attribute, subAttribute } = sort.attribute;
  const name = attributeName(sort.attribute);
  if (name === 'id') return { type, backwards };
  const isIndexed = model.indexes.some((index) => index.attribute === name);
  // What an extension requires, older resources may lack.
  const isOne = attribute.required && !extension && !attribute.multiValued && !subAttribute;
  return isIndexed && isOne ? { type, by: name, backwards } : undefined;
};
