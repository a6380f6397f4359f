import type { AttributeRef } from '../schema/resolve.ts';
import type { Filter } from './ast.ts';

/**
 * The attribute of each comparison in a filter, in their order; of those between brackets, the sub-attribute
 * as it is named there.
 */
export const comparedAttributes = (filter: Filter): readonly AttributeRef[] => {
  switch (filter.kind) {
    case 'compare':
    case 'present':
      return [filter.attribute];
    case 'and':
    case 'or':
      return filter.filters.flatMap(comparedAttributes);
    case 'not':
    case 'elements':
      return comparedAttributes(filter.filter);
  }
};
