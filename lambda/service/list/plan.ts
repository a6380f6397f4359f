import type { ComparisonOperator, Filter } from '../../scim/filter/ast.ts';
import { combine, conjuncts } from '../../scim/filter/conjuncts.ts';
import { indexKey } from '../../scim/index-entries.ts';
import { type AttributeRef, attributeName, requireAttribute } from '../../scim/schema/resolve.ts';
import { type Bound, intersection, type ValueRange } from '../../scim/value-range.ts';
import type { Kind } from '../kind.ts';
import { comparedWith, speaksOf } from './mentions.ts';
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

/** The cheapest way to a filter's resources. */
export const planFor = (kind: Kind, filter: Filter | undefined): Plan => {
  if (!filter) return { source: undefined, exact: true, rest: undefined };
  return new Planner(kind).served(filter, undefined) ?? { source: undefined, exact: false, rest: filter };
};

type Comparison = Extract<Filter, { kind: 'compare' }>;

/** A part of a conjunction that can be served, and the conjuncts that this part is. */
interface Part {
  readonly served: Served;
  readonly conjuncts: readonly Filter[];
}

class Planner {
  readonly #kind: Kind;
  readonly #id: AttributeRef;
  readonly #reference: AttributeRef;
  readonly #indexes: readonly (AttributeRef & { readonly name: string; readonly unique: boolean })[];

  constructor(kind: Kind) {
    const { model, apart } = kind;
    this.#kind = kind;
    this.#id = requireAttribute(model, 'id');
    this.#reference = requireAttribute(model, `${apart}.value`);
    this.#indexes = model.indexes.map(({ attribute, unique }) => ({
      ...requireAttribute(model, attribute),
      name: attribute,
      unique: unique === true,
    }));
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

  #conjunction(filter: Filter, element: AttributeRef | undefined): Served | undefined {
    const all = conjuncts(filter);
    const [best] = this.#parts(all, element).sort(
      (a, b) => this.#preference(a.served.source) - this.#preference(b.served.source),
    );
    if (!best) return undefined;
    const { served, conjuncts: done } = best;
    const exact = served.exact && done.length === all.length;
    if (exact || element) return this.#plan(filter, served.source, exact);
    const [first, ...others] = served.rest === undefined ? all.filter((one) => !done.includes(one)) : all;
    return { source: served.source, exact, rest: first && combine('and', [first, ...others]) };
  }

  /** Of equals, the attribute is taken that the schema lists first. */
  #preference(source: Source): number {
    const place =
      source.by === 'entries' ? this.#indexes.findIndex(({ name }) => name === source.attribute) : 0;
    return rankOf(source) + place / (this.#indexes.length + 1);
  }

  /** Each conjunct that can be served, and each attribute's bounds as one range. */
  #parts(all: readonly Filter[], element: AttributeRef | undefined): Part[] {
    const parts = all.flatMap((one): Part[] => {
      const served = this.served(one, element);
      return served ? [{ served, conjuncts: [one] }] : [];
    });
    const merged = new Map<string, Part>();
    for (const part of parts) {
      const name = this.#boundedName(part, element);
      if (name === undefined) continue;
      const other = merged.get(name);
      merged.set(name, other ? bothOf(other, part) : part);
    }
    return [...parts, ...merged.values()].sort((a, b) => b.conjuncts.length - a.conjuncts.length);
  }

  /**
   * The attribute to whose one value a bound applies: of several values, one may satisfy the one bound and
   * another the other, save within one element.
   */
  #boundedName({ served: { source }, conjuncts: [only] }: Part, element: AttributeRef | undefined) {
    if (source.by !== 'entries' || source.values.kind !== 'between' || only?.kind !== 'compare')
      return undefined;
    return element || !only.attribute.attribute.multiValued ? source.attribute : undefined;
  }

  #sourceOf(comparison: Comparison, element: AttributeRef | undefined): Source | undefined {
    const { operator, value } = comparison;
    if (typeof value !== 'string') return undefined;
    const compared = comparedWith(comparison.attribute, element);
    if (operator === 'eq' && isSame(compared, this.#id)) return { by: 'id', id: value };
    if (operator === 'eq' && isSame(compared, this.#reference)) return { by: 'reference', id: value };
    const index = this.#indexes.find((one) => isSame(compared, one));
    const values = index && rangeOf(operator, indexKey(index, value));
    return values && { by: 'entries', attribute: index.name, unique: index.unique, values };
  }
}

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

/** Two bounds of one value as one part. */
const bothOf = (a: Part, b: Part): Part => {
  const [one, other] = [a.served.source, b.served.source];
  if (one.by !== 'entries' || other.by !== 'entries') return a;
  if (one.values.kind !== 'between' || other.values.kind !== 'between') return a;
  const source = { ...one, values: intersection(one.values, other.values) };
  return { served: { ...a.served, source }, conjuncts: [...a.conjuncts, ...b.conjuncts] };
};
