import type { Filter } from './ast.ts';

/** The filters that all have to hold for `filter` to hold: what a query plan may pick from. */
export const conjuncts = (filter: Filter): readonly Filter[] =>
  filter.kind === 'and' ? filter.filters : [filter];

/** The filter that holds where all, or where any, of `filters` do, in its canonical form. */
export const combine = (kind: 'and' | 'or', filters: readonly [Filter, ...Filter[]]): Filter => {
  if (filters.length === 1) return filters[0];
  return { kind, filters: filters.flatMap((filter) => (filter.kind === kind ? filter.filters : [filter])) };
};
