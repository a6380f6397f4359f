import type { Filter } from '../scim/filter/ast.ts';
import { comparedAttributes } from '../scim/filter/attributes.ts';
import { combine, conjuncts } from '../scim/filter/conjuncts.ts';
import { indexKey } from '../scim/index-entries.ts';
import { type AttributeRef, requireAttribute } from '../scim/schema/resolve.ts';
import type { Kind } from './kind.ts';

/** Where the resources that may satisfy a filter are found; `rest` is what is still to be asked of each. */
export type Lookup =
  | { readonly by: 'id'; readonly id: string; readonly rest: Filter }
  | { readonly by: 'entry'; readonly attribute: string; readonly value: string; readonly rest: Filter }
  /** By a value of what is kept apart: a member of groups, a group of users. */
  | { readonly by: 'reference'; readonly id: string; readonly rest: Filter | undefined }
  | { readonly by: 'walk'; readonly rest: Filter };

/**
 * The cheapest way to a filter's resources: an equality that all of them have to satisfy, on the id, on an
 * indexed attribute (unique ones first, as the schema lists them) or on members or groups; else all of them.
 */
export const planLookup = (kind: Kind, filter: Filter): Lookup => {
  const required = conjuncts(filter);
  const id = firstEquality(required, requireAttribute(kind.model, 'id'));
  if (id !== undefined) return { by: 'id', id, rest: filter };

  for (const { attribute } of kind.model.indexes) {
    const ref = requireAttribute(kind.model, attribute);
    const value = firstEquality(required, ref);
    if (value !== undefined) return { by: 'entry', attribute, value: indexKey(ref, value), rest: filter };
  }

  const reference = requireAttribute(kind.model, `${kind.apart}.value`);
  for (const clause of required) {
    const referenced = equalityOf(clause, reference);
    if (referenced === undefined) continue;
    const rest = isAlone(clause) ? required.filter((other) => other !== clause) : required;
    return { by: 'reference', id: referenced, rest: allOf(rest) };
  }
  return { by: 'walk', rest: filter };
};

/** Whether a clause asks for one equality and nothing else, so that whoever satisfies that satisfies it. */
const isAlone = (clause: Filter): boolean =>
  clause.kind === 'compare' || (clause.kind === 'elements' && clause.filter.kind === 'compare');

const firstEquality = (filters: readonly Filter[], wanted: AttributeRef): string | undefined => {
  for (const filter of filters) {
    const value = equalityOf(filter, wanted);
    if (value !== undefined) return value;
  }
  return undefined;
};

/** The value that a filter requires an attribute to have, also for one and the same element of a list. */
const equalityOf = (filter: Filter, { attribute, subAttribute }: AttributeRef): string | undefined => {
  if (filter.kind === 'compare') {
    const same = filter.attribute.attribute === attribute && filter.attribute.subAttribute === subAttribute;
    return same && filter.operator === 'eq' && typeof filter.value === 'string' ? filter.value : undefined;
  }
  if (filter.kind === 'elements' && filter.attribute.attribute === attribute && subAttribute) {
    return firstEquality(conjuncts(filter.filter), { attribute: subAttribute });
  }
  return undefined;
};

const allOf = ([first, ...others]: readonly Filter[]): Filter | undefined =>
  first && combine('and', [first, ...others]);

/** Whether a filter speaks of an attribute or of any of its sub-attributes, or of the one sub-attribute given. */
export const mentions = (filter: Filter, { attribute, subAttribute }: AttributeRef): boolean => {
  const meant = subAttribute ? [subAttribute] : [attribute, ...(attribute.subAttributes ?? [])];
  return comparedAttributes(filter).some((compared) =>
    meant.includes(compared.subAttribute ?? compared.attribute),
  );
};
