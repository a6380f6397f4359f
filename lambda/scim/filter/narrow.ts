import { fold } from '../fold.ts';
import type { ResourceModel } from '../schema/definition.ts';
import { type AttributeRef, attributeName, resolveAttribute } from '../schema/resolve.ts';
import type { Filter } from './ast.ts';
import { combine } from './conjuncts.ts';
import { valueTest } from './operators.ts';

/**
 * What a filter of several resource types asks of one of them: true or false where its resources all, or none of
 * them, satisfy it. An attribute that the type does not have has no value (RFC 7644 §3.4.2.1), and its
 * `meta.resourceType` is known.
 */
export const narrowed = (filter: Filter, model: ResourceModel): Filter | boolean => {
  switch (filter.kind) {
    case 'compare':
      return isForeign(filter.attribute, model) ? filter.operator === 'ne' : withType(filter, model);
    case 'present':
      if (isForeign(filter.attribute, model)) return false;
      return isResourceType(filter.attribute) || filter;
    case 'elements':
      return isForeign(filter.attribute, model) ? false : filter;
    case 'not': {
      const inner = narrowed(filter.filter, model);
      return typeof inner === 'boolean' ? !inner : { kind: 'not', filter: inner };
    }
    case 'and':
    case 'or':
      return joined(filter.kind, filter.filters, model);
  }
};

const isForeign = (attribute: AttributeRef, model: ResourceModel): boolean =>
  resolveAttribute(model, attributeName(attribute)) === undefined;

const RESOURCE_TYPE = 'meta.resourceType';

const isResourceType = (attribute: AttributeRef): boolean => attributeName(attribute) === RESOURCE_TYPE;

type Compare = Extract<Filter, { kind: 'compare' }>;

const withType = (filter: Compare, model: ResourceModel): Filter | boolean => {
  const { attribute, operator, value } = filter;
  if (!isResourceType(attribute)) return filter;
  const definition = attribute.subAttribute ?? attribute.attribute;
  return operator === 'ne'
    ? !valueTest(definition, 'eq', value)(model.name, fold)
    : valueTest(definition, operator, value)(model.name, fold);
};

const joined = (kind: 'and' | 'or', filters: readonly Filter[], model: ResourceModel): Filter | boolean => {
  // What decides the whole by itself: one false of an `and`, one true of an `or`.
  const decisive = kind === 'or';
  const parts = filters.map((one) => narrowed(one, model));
  if (parts.includes(decisive)) return decisive;
  const [first, ...others] = parts.filter((part) => typeof part !== 'boolean');
  return first ? combine(kind, [first, ...others]) : !decisive;
};
