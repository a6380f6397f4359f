import { attributeName } from '../schema/resolve.ts';
import type { Filter } from './ast.ts';

/**
 * The text of a filter, with canonical names and no more parentheses than it needs. `parseFilter` makes the
 * same filter of it again, so equal texts are equal queries. Only what is as long or as deep as is allowed may be
 * too long or too deep then: `manager eq null` is written out, URN, `not` and parentheses.
 */
export const printFilter = (filter: Filter): string => {
  switch (filter.kind) {
    case 'compare':
      return `${attributeName(filter.attribute)} ${filter.operator} ${JSON.stringify(filter.value)}`;
    case 'present':
      return `${attributeName(filter.attribute)} pr`;
    case 'and':
      return filter.filters.map(printOperand).join(' and ');
    case 'or':
      return filter.filters.map(printFilter).join(' or ');
    case 'not':
      return `not (${printFilter(filter.filter)})`;
    case 'elements':
      return `${attributeName(filter.attribute)}[${printFilter(filter.filter)}]`;
  }
};

const printOperand = (filter: Filter): string =>
  filter.kind === 'or' ? `(${printFilter(filter)})` : printFilter(filter);
