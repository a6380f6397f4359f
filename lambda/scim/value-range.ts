import { compareUtf8 } from './fold.ts';

/** An end of a range of values. */
export interface Bound {
  readonly value: string;
  /** Whether the value is in the range itself. */
  readonly included: boolean;
}

/** Values of an indexed attribute, as its index has them: one, those that begin alike, or those in between. */
export type ValueRange =
  | { readonly kind: 'equal'; readonly value: string }
  | { readonly kind: 'prefix'; readonly value: string }
  | { readonly kind: 'between'; readonly from?: Bound; readonly to?: Bound };

/** Whether a value is in a range, in the order of UTF-8 bytes. */
export const isWithin = (range: ValueRange, value: string): boolean => {
  switch (range.kind) {
    case 'equal':
      return value === range.value;
    case 'prefix':
      return value.startsWith(range.value);
    case 'between':
      return (
        (!range.from || isBeyond(compareUtf8(value, range.from.value), range.from)) &&
        (!range.to || isBeyond(compareUtf8(range.to.value, value), range.to))
      );
  }
};

const isBeyond = (order: number, { included }: Bound): boolean => order > 0 || (included && order === 0);

type Between = Extract<ValueRange, { kind: 'between' }>;

/** The values that are in both ranges. */
export const intersection = (a: Between, b: Between): Between => {
  const from = inner(a.from, b.from, (x, y) => compareUtf8(x, y) > 0);
  const to = inner(a.to, b.to, (x, y) => compareUtf8(x, y) < 0);
  return { kind: 'between', ...(from && { from }), ...(to && { to }) };
};

/** Of two bounds on the same side the one that leaves fewer values. */
const inner = (
  a: Bound | undefined,
  b: Bound | undefined,
  isNarrower: (a: string, b: string) => boolean,
): Bound | undefined => {
  if (!a || !b) return a ?? b;
  if (a.value === b.value) return a.included ? b : a;
  return isNarrower(a.value, b.value) ? a : b;
};
