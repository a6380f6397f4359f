import type { Filter } from '../../scim/filter/ast.ts';
import { combine, conjuncts } from '../../scim/filter/conjuncts.ts';
import type { IndexDefinition } from '../../scim/schema/definition.ts';
import type { AttributeRef } from '../../scim/schema/resolve.ts';
import type { Kind } from '../kind.ts';
import { type ComparisonSource, comparisonSource } from './comparison-source.ts';
import { speaksOf } from './mentions.ts';
import { narrowed, type Part, withRanges } from './parts.ts';
import { rankOf, type Source } from './source.ts';

/** How a filter is served. Every resource that satisfies it is in the source. */
export interface Plan {
  /** Undefined where only a walk through all resources finds them. */
  readonly source: Source | undefined;
  /** Whether nobody else is in the source, and everybody in it exists. */
  readonly exact: boolean;
  /** What is still to be asked of each resource; undefined where that is nothing. */
  readonly rest: Filter | undefined;
}

type Served = Plan & { readonly source: Source };

/**
 * The cheapest way to a filter's resources.
 * @param indexes those that may be relied on
 */
export const planFor = (
  kind: Kind,
  filter: Filter | undefined,
  indexes: readonly IndexDefinition[] = kind.model.indexes,
): Plan => {
  if (!filter) return { source: undefined, exact: true, rest: undefined };
  const served = new Planner(kind, indexes).served(filter, undefined);
  return served ?? { source: undefined, exact: false, rest: filter };
};

class Planner {
  readonly #kind: Kind;
  readonly #sourceOf: ComparisonSource;

  constructor(kind: Kind, indexes: readonly IndexDefinition[]) {
    this.#kind = kind;
    this.#sourceOf = comparisonSource(kind, indexes);
  }

  /**
   * The way to a filter's resources, without which it takes a walk.
   * @param element the attribute of whose elements the filter speaks, where it stands between brackets
   */
  served(filter: Filter, element: AttributeRef | undefined): Served | undefined {
    switch (filter.kind) {
      case 'compare': {
        const source = this.#sourceOf(filter, element);
        // An id may be nobody's: only who has been read is counted.
        return source && this.#plan(filter, source, source.by !== 'id');
      }
      case 'elements': {
        const within = this.served(filter.filter, filter.attribute);
        return within && this.#plan(filter, within.source, within.exact);
      }
      case 'or': {
        const branches = filter.filters.map((branch) => this.served(branch, element));
        const found = branches.filter((branch) => branch !== undefined);
        if (found.length < branches.length) return undefined;
        const source: Source = { by: 'union', of: found.map((branch) => branch.source) };
        return this.#plan(
          filter,
          source,
          found.every(({ exact }) => exact),
        );
      }
      case 'and':
        return this.#conjunction(filter, element);
      case 'not':
      case 'present':
        return undefined;
    }
  }

  /** What is kept apart takes many reads to be asked again, so that an exact source has the last word on it. */
  #plan(filter: Filter, source: Source, exact: boolean): Served {
    return { source, exact, rest: exact && speaksOf(this.#kind, filter) ? undefined : filter };
  }

  /** The way of its best part; all that is left is asked of whom that finds. */
  #conjunction(filter: Filter, element: AttributeRef | undefined): Served | undefined {
    const all = conjuncts(filter);
    const parts = withRanges(this.#parts(all, element), element);
    const [best] = parts.toSorted((a, b) => this.#preference(a.source) - this.#preference(b.source));
    if (!best) return undefined;
    // One element has to satisfy all that stands between brackets.
    const { source, exact, conjuncts: served, settled } = element ? best : narrowed(best, parts);
    const isExact = exact && served.length === all.length;
    if (element) return this.#plan(filter, source, isExact);
    const [first, ...others] = all.filter((one) => !settled.includes(one));
    return { source, exact: isExact, rest: first && combine('and', [first, ...others]) };
  }

  /** Each conjunct that can be served. */
  #parts(all: readonly Filter[], element: AttributeRef | undefined): readonly Part[] {
    return all.flatMap((one): Part[] => {
      const served = this.served(one, element);
      return served ? [{ ...served, conjuncts: [one], settled: served.rest ? [] : [one] }] : [];
    });
  }

  /** Of equals, the attribute is taken that the schema lists first. */
  #preference(source: Source): number {
    const { indexes } = this.#kind.model;
    const place =
      source.by === 'entries' ? indexes.findIndex(({ attribute }) => attribute === source.attribute) : 0;
    return rankOf(source) + place / (indexes.length + 1);
  }
}
