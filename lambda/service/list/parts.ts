import type { Filter } from '../../scim/filter/ast.ts';
import type { AttributeRef } from '../../scim/schema/resolve.ts';
import { intersection } from '../../scim/value-range.ts';
import type { Source } from './source.ts';

/** A part of a conjunction that a source serves. */
export interface Part {
  readonly source: Source;
  /** Whether nobody else is in the source than whom these conjuncts select. */
  readonly exact: boolean;
  readonly conjuncts: readonly Filter[];
  /** Those of them that are not to be asked again. */
  readonly settled: readonly Filter[];
}

/** Parts, and in front of them the bounds of each attribute's one value as one range. */
export const withRanges = (parts: readonly Part[], element: AttributeRef | undefined): readonly Part[] => {
  const ranges = new Map<string, Part>();
  for (const part of parts) {
    const name = boundedName(part, element);
    if (name === undefined) continue;
    const other = ranges.get(name);
    ranges.set(name, other ? bothOf(other, part) : part);
  }
  return [...parts, ...ranges.values()].sort((a, b) => b.conjuncts.length - a.conjuncts.length);
};

/**
 * The attribute to whose one value a bound applies: of several values, one may satisfy the one bound and another
 * the other, save within one element.
 */
const boundedName = ({ source, conjuncts: [only] }: Part, element: AttributeRef | undefined) => {
  if (source.by !== 'entries' || source.values.kind !== 'between' || only?.kind !== 'compare')
    return undefined;
  return element || !only.attribute.attribute.multiValued ? source.attribute : undefined;
};

/** Two bounds of one value as one part. */
const bothOf = (a: Part, b: Part): Part => {
  const [one, other] = [a.source, b.source];
  if (one.by !== 'entries' || other.by !== 'entries') return a;
  if (one.values.kind !== 'between' || other.values.kind !== 'between') return a;
  const source = { ...one, values: intersection(one.values, other.values) };
  return { ...a, source, conjuncts: [...a.conjuncts, ...b.conjuncts] };
};

/**
 * A part together with all that is asked of what is kept apart: of whom it names, each such fact takes one read,
 * however many others there are.
 */
export const narrowed = (part: Part, parts: readonly Part[]): Part =>
  parts.reduce((narrow, { source, exact, conjuncts, settled }) => {
    const isOther = conjuncts.every((one) => !narrow.conjuncts.includes(one));
    if (source.by !== 'reference' || !exact || !isOther) return narrow;
    return {
      source: { ...source, among: narrow.source },
      // Of an id it is not known whether anybody has it; who is referred to exists.
      exact: narrow.exact || narrow.source.by === 'id',
      conjuncts: [...narrow.conjuncts, ...conjuncts],
      settled: [...narrow.settled, ...settled],
    };
  }, part);
