import { compareUtf8, fold } from '../fold.ts';
import type { Json } from '../json.ts';
import type { AttributeDefinition } from '../schema/definition.ts';
import { parseInstant } from '../time.ts';
import type { ComparisonOperator, ComparisonValue } from './ast.ts';

type Order = 'eq' | 'gt' | 'ge' | 'lt' | 'le';
type Part = 'co' | 'sw' | 'ew';

/** What an operator asks of the order of a value to the one it is compared with; NaN satisfies none. */
const ORDERS: Readonly<Record<Order, (order: number) => boolean>> = {
  eq: (order) => order === 0,
  gt: (order) => order > 0,
  ge: (order) => order >= 0,
  lt: (order) => order < 0,
  le: (order) => order <= 0,
};

const PARTS: Readonly<Record<Part, (whole: string, part: string) => boolean>> = {
  co: (whole, part) => whole.includes(part),
  sw: (whole, part) => whole.startsWith(part),
  ew: (whole, part) => whole.endsWith(part),
};

const isPart = (operator: Order | Part): operator is Part => Object.hasOwn(PARTS, operator);

/** `fold`, or one that remembers. */
export type Fold = (value: string) => string;

type ValueTest = (value: Json, folded: Fold) => boolean;

/**
 * The test of one value of an attribute that a comparison is. `wanted` is folded or parsed here, once. What is
 * not of the attribute's type satisfies nothing; `ne`, which is no test of one value alone, is not among them.
 */
export const valueTest = (
  definition: AttributeDefinition,
  operator: Exclude<ComparisonOperator, 'ne'>,
  wanted: ComparisonValue,
): ValueTest => {
  if (isPart(operator)) return textTest(definition, String(wanted), PARTS[operator]);
  const satisfies = ORDERS[operator];
  if (typeof wanted === 'string' && definition.type !== 'dateTime') {
    return textTest(definition, wanted, (text, other) => satisfies(compareUtf8(text, other)));
  }
  const quantity = quantityOf(definition, wanted);
  return (value) => satisfies(quantityOf(definition, value) - quantity);
};

const textTest = (
  { caseExact }: AttributeDefinition,
  wanted: string,
  satisfies: (text: string, wanted: string) => boolean,
): ValueTest => {
  if (caseExact) return (value) => typeof value === 'string' && satisfies(value, wanted);
  const foldedWanted = fold(wanted);
  return (value, folded) => typeof value === 'string' && satisfies(folded(value), foldedWanted);
};

/** What dates, as instants, numbers and booleans are compared by (RFC 7644 §3.4.2.2, Table 3). */
const quantityOf = ({ type }: AttributeDefinition, value: Json): number => {
  if (typeof value === 'string' && type === 'dateTime') return parseInstant(value) ?? Number.NaN;
  if (typeof value === 'boolean' && type === 'boolean') return Number(value);
  if (typeof value === 'number' && (type === 'integer' || type === 'decimal')) return value;
  return Number.NaN;
};
