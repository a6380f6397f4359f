import type { Json, JsonObject } from '../../../lambda/scim/json.ts';
import type { AttributeDefinition } from '../../../lambda/scim/schema/definition.ts';
import type { Random } from '../../../local/simulate/source/random.ts';
import { recased, text } from './words.ts';

type SimpleType = Exclude<AttributeDefinition['type'], 'complex'>;

/** What is of a type, where any text is not. */
const RIGHT: Readonly<Partial<Record<SimpleType, readonly Json[]>>> = {
  boolean: [true, false, 'True', 'false', 'TRUE'],
  integer: [0, 1, 2, -1, 2 ** 53 - 1],
  decimal: [0, 0.1, -1.5, 2, 1e21, 5e-324, 1.7976931348623157e308],
  dateTime: [
    ...['2026-01-31T08:00:00Z', '2026-01-31T09:00:00+01:00', '2026-01-30T23:00:00-09:00'],
    ...['1999-12-31T23:59:59.5z', '0001-01-01t00:00:00Z', '2024-02-29T23:59:59.123456789+23:59'],
  ],
  binary: ['dGVzdA==', 'a', 'a-_', 'A'],
};

/** What nearly is. */
const WRONG: Readonly<Partial<Record<SimpleType, readonly Json[]>>> = {
  boolean: ['yes', 1, 'T', [true]],
  integer: [2 ** 53, 1.5, '1', true],
  decimal: ['0.1', 'NaN', true],
  dateTime: ['2026-01-31', '2026-02-29T00:00:00Z', '2026-01-31T24:00:00Z', '2026-01-31T08:00:00', 0],
  binary: ['===', 'ä', '#', 0],
};

/** A value of a type that is not complex, or nearly so. */
export const simpleValue = (random: Random, { name, type, canonicalValues }: AttributeDefinition): Json => {
  const values = type === 'complex' ? undefined : (random.chance(0.97) ? RIGHT : WRONG)[type];
  if (values) return random.pick(values);
  if (canonicalValues && random.chance(0.7)) return random.pick(canonicalValues);
  return name === 'value' && random.chance(0.2) ? random.uuid() : text(random);
};

const SHAPES = 80;

/** What a client might send for an attribute: mostly what its schema asks for, else what is nearly that. */
export const valueFor = (random: Random, definition: AttributeDefinition): Json => {
  switch (random.below(SHAPES)) {
    case 0:
      return null;
    case 1:
      return random.pick(['', [], {}, [null], [''], [[]], [{}], 0, false]);
    case 2:
      return anyJson(random, 3);
    case 3:
      // One where several are to be, several where one is to be.
      return definition.multiValued ? single(random, definition) : [single(random, definition)];
    default:
      return definition.multiValued ? several(random, definition) : single(random, definition);
  }
};

const several = (random: Random, definition: AttributeDefinition): Json[] => {
  const count = random.chance(0.995) ? random.below(5) : random.pick([40, 41, 499, 501]);
  const values = Array.from({ length: count }, () => single(random, definition));
  // Twice the same, or all but.
  return count > 1 && random.chance(0.1) ? [...values, structuredClone(values[0] ?? null)] : values;
};

const single = (random: Random, definition: AttributeDefinition): Json => {
  const { subAttributes } = definition;
  if (!subAttributes) return simpleValue(random, definition);
  if (definition.name === 'manager' && random.chance(0.5))
    return random.pick<Json>([
      random.uuid(),
      '',
      [{ value: random.uuid() }],
      [],
      [{ $ref: `/Users/${random.uuid()}` }],
    ]);
  return complex(random, subAttributes);
};

const complex = (random: Random, subAttributes: readonly AttributeDefinition[]): JsonObject => {
  const entries = subAttributes
    // Seldom primary, or hardly any list would be allowed.
    .filter(({ name }) => random.chance(name === 'primary' ? 0.15 : 0.6))
    .map((sub): [string, Json] => [
      random.chance(0.95) ? sub.name : recased(random, sub.name),
      random.chance(0.97) ? simpleValue(random, sub) : valueFor(random, sub),
    ]);
  if (random.chance(0.02)) entries.push([text(random), anyJson(random, 2)]);
  return Object.fromEntries(entries);
};

/** Any JSON; names that mean something to JavaScript among those of its objects. */
export const anyJson = (random: Random, depth: number): Json => {
  switch (random.below(depth > 0 ? 7 : 5)) {
    case 0:
      return null;
    case 1:
      return random.chance(0.5);
    case 2:
      return random.pick([0, -1, 1.5, 1e300]);
    case 3:
    case 4:
      return text(random);
    case 5:
      return Array.from({ length: random.below(4) }, () => anyJson(random, depth - 1));
    default:
      return Object.fromEntries(
        Array.from({ length: random.below(4) }, () => [text(random), anyJson(random, depth - 1)]),
      );
  }
};
