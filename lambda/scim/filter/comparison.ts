import { invalidFilter } from '../error.ts';
import { isStorable } from '../fold.ts';
import type { AttributeDefinition } from '../schema/definition.ts';
import { type AttributeRef, attributeName, comparableAttribute } from '../schema/resolve.ts';
import { parseInstant } from '../time.ts';
import type { ComparisonOperator, ComparisonValue, Filter } from './ast.ts';
import { quote, type Token } from './lexer.ts';

const ORDERS = ['eq', 'ne', 'gt', 'ge', 'lt', 'le'] as const;
const PARTS = ['co', 'sw', 'ew'] as const;

/** Which operators a type has (RFC 7644 §3.4.2.2, Table 3); a complex attribute is never compared itself. */
const OPERATORS: Readonly<Record<AttributeDefinition['type'], ReadonlySet<string>>> = {
  string: new Set([...ORDERS, ...PARTS]),
  reference: new Set([...ORDERS, ...PARTS]),
  binary: new Set(['eq', 'ne', ...PARTS]),
  boolean: new Set(['eq', 'ne']),
  dateTime: new Set(ORDERS),
  integer: new Set(ORDERS),
  decimal: new Set(ORDERS),
  complex: new Set(),
};

/** The operator that a word is, in any case. */
export const operatorOf = (word: string): ComparisonOperator | undefined => {
  const lower = word.toLowerCase();
  return [...ORDERS, ...PARTS].find((operator) => operator === lower);
};

/**
 * The filter that a comparison of an attribute with a word or a string is.
 * @throws ScimError 400 invalidFilter when the attribute's type has no such comparison
 */
export const comparison = (named: AttributeRef, operator: ComparisonOperator, operand: Token): Filter => {
  if (isWord(operand, /^null$/i)) return comparisonWithNull(named, operator);
  const attribute = comparable(named);
  const { type } = attribute.subAttribute ?? attribute.attribute;
  if (!OPERATORS[type].has(operator)) {
    throw invalidFilter(
      `${attributeName(attribute)} is of type ${type} and cannot be compared by ${operator}`,
    );
  }
  return { kind: 'compare', attribute, operator, value: comparisonValue(attribute, type, operator, operand) };
};

/** Null stands for no value (RFC 7643 §2.5). */
const comparisonWithNull = (attribute: AttributeRef, operator: ComparisonOperator): Filter => {
  const present: Filter = { kind: 'present', attribute };
  if (operator === 'ne') return present;
  if (operator === 'eq') return { kind: 'not', filter: present };
  throw invalidFilter('null can be compared by eq and ne only');
};

/** A complex attribute is compared by its `value`: `emails co "x"` asks what `emails.value co "x"` does. */
const comparable = (named: AttributeRef): AttributeRef => {
  const attribute = comparableAttribute(named);
  if (attribute) return attribute;
  throw invalidFilter(`${attributeName(named)} is complex: one of its sub-attributes has to be compared`);
};

const comparisonValue = (
  attribute: AttributeRef,
  type: AttributeDefinition['type'],
  operator: ComparisonOperator,
  operand: Token,
): ComparisonValue => {
  const compare = (what: string) =>
    invalidFilter(
      `${attributeName(attribute)} has to be compared with ${what}, not with ${quote(operand.text)}`,
    );

  switch (type) {
    case 'boolean':
      // Entra writes `roles[primary eq "True"]`.
      if (/^true$/i.test(operand.text)) return true;
      if (/^false$/i.test(operand.text)) return false;
      throw compare('true or false');
    case 'integer':
    case 'decimal':
      // Plus zero, so that -0 is 0.
      if (isWord(operand, NUMBER) && Number.isFinite(Number(operand.text))) return Number(operand.text) + 0;
      throw compare('a number');
    case 'dateTime':
      if (operand.kind === 'string' && parseInstant(operand.text) !== undefined) return operand.text;
      throw compare('a date and time such as "2026-01-31T08:00:00Z"');
    case 'string':
    case 'reference':
    case 'binary':
    case 'complex':
      if (operand.kind === 'string' || (operator === 'eq' && isUnquoted(operand))) return operand.text;
      throw compare('a string in double quotes');
  }
};

const isWord = (token: Token, pattern: RegExp): boolean => token.kind === 'word' && pattern.test(token.text);

const NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?(e[+-]?\d+)?$/i;

/** Entra's documentation has `externalId eq jyoung`; whatever might be a slip of the pen is none of these. */
const UNQUOTED = /^[\p{L}\p{N}][\p{L}\p{M}\p{N}._~@#+:/=-]*$/u;
const KEYWORD = /^(true|false|and|or|not)$/i;

const isUnquoted = (operand: Token): boolean =>
  isWord(operand, UNQUOTED) && !isWord(operand, KEYWORD) && isStorable(operand.text);
