import type { AttributeRef } from '../schema/resolve.ts';

export type ComparisonOperator = 'eq' | 'ne' | 'co' | 'sw' | 'ew' | 'gt' | 'ge' | 'lt' | 'le';

/**
 * A comparison value, already of the attribute's own type (RFC 7644 §3.4.2.2). null is none: `eq null` is
 * `not (… pr)`, and `ne null` is `pr`.
 */
export type ComparisonValue = string | number | boolean;

/**
 * A filter, every name resolved against the schema (RFC 7644 §3.4.2.2). `and` and `or` hold at least two
 * filters, none of their own kind: `a and (b and c)` is one conjunction of three.
 *
 * `elements` is a value path: one and the same element of `attribute` has to satisfy `filter`, whose names
 * are the sub-attributes. A sub-attribute behind the bracket, as in `emails[type eq "work"].value eq "a"`,
 * speaks of that same element and so is part of `filter`.
 */
export type Filter =
  | {
      readonly kind: 'compare';
      readonly attribute: AttributeRef;
      readonly operator: ComparisonOperator;
      readonly value: ComparisonValue;
    }
  | { readonly kind: 'present'; readonly attribute: AttributeRef }
  | { readonly kind: 'and' | 'or'; readonly filters: readonly Filter[] }
  | { readonly kind: 'not'; readonly filter: Filter }
  | { readonly kind: 'elements'; readonly attribute: AttributeRef; readonly filter: Filter };
