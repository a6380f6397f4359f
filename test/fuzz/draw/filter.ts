import type { AttributeDefinition } from '../../../lambda/scim/schema/definition.ts';
import { type AttributeRef, attributeName } from '../../../lambda/scim/schema/resolve.ts';
import type { Random } from '../../../local/simulate/source/random.ts';
import { simpleValue } from './value.ts';
import { definitionOf, type Vocabulary, written } from './vocabulary.ts';
import { recased, space, text } from './words.ts';

/** What names mean where a filter is being written. */
interface Scope {
  readonly vocabulary: Vocabulary;
  readonly refs: readonly AttributeRef[];
  /** The attribute between whose brackets it is. */
  readonly element?: AttributeRef;
}

const resourceScope = (vocabulary: Vocabulary): Scope => ({ vocabulary, refs: vocabulary.compared });

const elementScope = (vocabulary: Vocabulary, { attribute, extension }: AttributeRef): Scope => ({
  vocabulary,
  refs: (attribute.subAttributes ?? []).map((sub) => ({ attribute: sub })),
  element: { attribute, ...(extension && { extension }) },
});

/** A filter by the grammar of RFC 7644 §3.4.2.2, now and then at the limits of what is allowed. */
export const filterText = (random: Random, vocabulary: Vocabulary): string =>
  sized(random, resourceScope(vocabulary));

/** What stands between the brackets behind an attribute. */
export const elementFilterText = (random: Random, vocabulary: Vocabulary, attribute: AttributeRef): string =>
  sized(random, elementScope(vocabulary, attribute));

const sized = (random: Random, scope: Scope): string => {
  const kind = random.below(1_000);
  if (kind < 980) return expression(random, scope, random.below(4));
  if (kind < 990) return deep(random, scope);
  return wide(random, scope);
};

const deep = (random: Random, scope: Scope): string => {
  const opening = random.pick(['(', 'not (', 'not(', '((']);
  const depth = random.pick([10, 45, 49, 50, 51, 5_000]);
  const closing = opening.replaceAll(/[^(]/g, '').replaceAll('(', ')');
  return opening.repeat(depth) + comparison(random, scope) + closing.repeat(depth);
};

const wide = (random: Random, scope: Scope): string => {
  const count = random.pick([20, 127, 128, 129, 400]);
  const one = comparison(random, scope);
  const others = random.chance(0.5) ? () => comparison(random, scope) : () => one;
  return Array.from({ length: count }, others).join(random.pick([' or ', ' and ']));
};

const expression = (random: Random, scope: Scope, depth: number): string => {
  if (depth <= 0) return term(random, scope);
  const inner = () => expression(random, scope, depth - 1);
  const word = (keyword: string) => (random.chance(0.9) ? keyword : recased(random, keyword));
  switch (random.below(6)) {
    case 0:
      return `${word('not')}${random.pick([' ', '', '  '])}(${inner()})`;
    case 1:
      return `(${inner()})`;
    case 2:
      return `(${inner()})${space(random)}${word('or')}${space(random)}(${inner()})`;
    case 3:
      return term(random, scope);
    default:
      return `${inner()}${space(random)}${word(random.pick(['and', 'and', 'or']))}${space(random)}${inner()}`;
  }
};

const term = (random: Random, scope: Scope): string => {
  const { vocabulary, element } = scope;
  if (random.chance(element ? 0.98 : 0.75)) return comparison(random, scope);
  const complex = vocabulary.attributes.filter(({ attribute }) => attribute.type === 'complex');
  const attribute = random.pick(complex);
  const inner = elementScope(vocabulary, attribute);
  const behind = random.chance(0.3) ? `.${comparison(random, inner)}` : '';
  return `${written(random, vocabulary, attribute)}[${expression(random, inner, random.below(3))}]${behind}`;
};

const comparison = (random: Random, scope: Scope): string => {
  const ref = random.pick(scope.refs);
  const name = written(random, scope.vocabulary, ref);
  const definition = definitionOf(ref);
  if (definition.type === 'complex' || random.chance(0.12)) return `${name}${space(random)}pr`;
  const operator = operatorFor(random, definition);
  return `${name}${space(random)}${operator}${space(random)}${operand(random, scope, ref)}`;
};

const ORDERS = ['eq', 'eq', 'eq', 'ne', 'gt', 'ge', 'lt', 'le'];
const PARTS = ['co', 'sw', 'sw', 'ew'];

const operatorFor = (random: Random, { type }: AttributeDefinition): string => {
  if (random.chance(0.03)) return random.pick([...ORDERS, ...PARTS, 'EQ', 'Sw', 'pr', 'like', '=', 'eqq']);
  switch (type) {
    case 'boolean':
      return random.pick(['eq', 'ne']);
    case 'binary':
      return random.pick(['eq', 'ne', ...PARTS]);
    case 'integer':
    case 'decimal':
    case 'dateTime':
      return random.pick(ORDERS);
    case 'string':
    case 'reference':
    case 'complex':
      return random.pick([...ORDERS, ...PARTS]);
  }
};

const operand = (random: Random, { vocabulary, element }: Scope, ref: AttributeRef): string => {
  const kind = random.below(100);
  if (kind < 2)
    return random.pick(['null', 'NULL', 'true', 'False', '1e5', '-0', '01', '.5', '""', "'a'", 'x y']);
  if (kind < 3) return text(random);
  const meant = element ? { ...element, subAttribute: ref.attribute } : ref;
  const known = vocabulary.occurring.get(attributeName(meant)) ?? [];
  const value =
    known.length > 0 && random.chance(0.6) ? random.pick(known) : simpleValue(random, definitionOf(ref));
  if (typeof value !== 'string') return JSON.stringify(value);
  return quoted(random, shortened(random, value));
};

/** All of a text, or a part, so that more begin, end and go on with it. */
const shortened = (random: Random, value: string): string => {
  if (random.chance(0.7)) return value;
  const from = random.chance(0.5) ? 0 : random.below(value.length + 1);
  return value.slice(from, from + random.below(value.length + 1));
};

const quoted = (random: Random, value: string): string => {
  if (random.chance(0.93)) return JSON.stringify(value);
  if (random.chance(0.5)) return value;
  const escaped = Array.from({ length: value.length }, (_, index) => value.charCodeAt(index).toString(16));
  return `"${escaped.map((unit) => `\\u${unit.padStart(4, '0')}`).join('')}"`;
};
