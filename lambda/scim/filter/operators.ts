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

/**
 * The test of one value of an attribute that a comparison is. `wanted` is folded or parsed here, once. What is
 * not of the attribute's type satisfies nothing; `ne`, which is no test of one value alone, is not among them.
 */
export const valueTest = (
  definition: AttributeDefinition,
  operator: Exclude<ComparisonOperator, 'ne'>,
  wanted: ComparisonValue,
): ((value: Json) => boolean) => {
  if (isPart(operator)) {
    const satisfies = PARTS[operator];
    const part = textOf(definition, wanted) ?? '';
    return (value) => {
      const whole = textOf(definition, value);
      return whole !== undefined && satisfies(whole, part);
    };
  }
  const satisfies = ORDERS[operator];
  const orderTo = ordering(definition, wanted);
  return (value) => satisfies(orderTo(value));
};

/** The order of a value to `wanted`: strings by their bytes, dates as instants (RFC 7644 §3.4.2.2, Table 3). */
const ordering = (definition: AttributeDefinition, wanted: ComparisonValue): ((value: Json) => number) => {
  if (typeof wanted !== 'string' || definition.type === 'dateTime') {
    const quantity = quantityOf(definition, wanted);
    return (value) => quantityOf(definition, value) - quantity;
  }
  const text = textOf(definition, wanted) ?? '';
  return (value) => {
    const other = textOf(definition, value);
    return other === undefined ? Number.NaN : compareUtf8(other, text);
  };
};

const textOf = ({ caseExact }: AttributeDefinition, value: Json): string | undefined => {
  if (typeof value !== 'string') return undefined;
  return caseExact ? value : fold(value);
};

const quantityOf = ({ type }: AttributeDefinition, value: Json): number => {
  if (typeof value === 'string' && type === 'dateTime') return parseInstant(value) ?? Number.NaN;
  if (typeof value === 'boolean' && type === 'boolean') return Number(value);
  if (typeof value === 'number' && (type === 'integer' || type === 'decimal')) return value;
  return Number.NaN;
};
