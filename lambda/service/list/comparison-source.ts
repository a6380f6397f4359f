import type { ComparisonOperator, Filter } from '../../scim/filter/ast.ts';
import { indexKey } from '../../scim/index-entries.ts';
import type { IndexDefinition } from '../../scim/schema/definition.ts';
import { type AttributeRef, attributeName, requireAttribute } from '../../scim/schema/resolve.ts';
import type { Bound, ValueRange } from '../../scim/value-range.ts';
import type { Kind } from '../kind.ts';
import { comparedWith } from './mentions.ts';
import type { Source } from './source.ts';

type Comparison = Extract<Filter, { kind: 'compare' }>;

/**
 * The source of whom a comparison selects, and nobody else; undefined where there is none.
 * @param element the attribute of whose elements it speaks, where it stands between brackets
 */
export type ComparisonSource = (
  comparison: Comparison,
  element: AttributeRef | undefined,
) => Source | undefined;

/** @param relied the indexes that have all whom they should */
export const comparisonSource = (
  { model, apart }: Kind,
  relied: readonly IndexDefinition[],
): ComparisonSource => {
  const id = requireAttribute(model, 'id');
  const reference = requireAttribute(model, `${apart}.value`);
  const indexes = relied.map(({ attribute, unique }) => ({
    ...requireAttribute(model, attribute),
    name: attribute,
    unique: unique === true,
  }));
  return ({ attribute, operator, value }, element) => {
    if (typeof value !== 'string') return undefined;
    const compared = comparedWith(attribute, element);
    if (operator === 'eq' && isSame(compared, id)) return { by: 'id', id: value };
    if (operator === 'eq' && isSame(compared, reference)) return { by: 'reference', id: value };
    const index = indexes.find((one) => isSame(compared, one));
    const values = index && rangeOf(operator, indexKey(index, value));
    return values && { by: 'entries', attribute: index.name, unique: index.unique, values };
  };
};

const isSame = (a: AttributeRef, b: AttributeRef): boolean => attributeName(a) === attributeName(b);

const rangeOf = (operator: ComparisonOperator, value: string): ValueRange | undefined => {
  const bound = (included: boolean): Bound => ({ value, included });
  switch (operator) {
    case 'eq':
      return { kind: 'equal', value };
    case 'sw':
      return { kind: 'prefix', value };
    case 'gt':
    case 'ge':
      return { kind: 'between', from: bound(operator === 'ge') };
    case 'lt':
    case 'le':
      return { kind: 'between', to: bound(operator === 'le') };
    case 'ne':
    case 'co':
    case 'ew':
      return undefined;
  }
};
