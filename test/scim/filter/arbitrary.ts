import fc from 'fast-check';
import type { ComparisonOperator, ComparisonValue, Filter } from '../../../lambda/scim/filter/ast.ts';
import { combine } from '../../../lambda/scim/filter/conjuncts.ts';
import type { Json, JsonObject } from '../../../lambda/scim/json.ts';
import type { AttributeDefinition } from '../../../lambda/scim/schema/definition.ts';
import type { AttributeRef } from '../../../lambda/scim/schema/resolve.ts';
import { SAMPLE } from './sample.ts';

/** Few letters, so that comparisons often hold; some differ in case only, some in how UTF-16 orders them. */
const text = fc.string({ unit: fc.constantFrom('a', 'A', 'b', 'é', 'É', '～', '😀'), maxLength: 2 });

/** Anything that a filter may hold: quotes, backslashes and control characters, but no U+0000. */
const anyText = fc.string({ unit: 'binary' }).map((value) => value.replaceAll('\u0000', '"\\'));

const dates = fc.constantFrom(
  ...['2026-01-31T08:00:00Z', '2026-01-31T09:00:00+01:00', '2026-01-31T07:59:59.999Z'],
  ...['2026-01-30T23:00:00-09:00', '2026-02-01T00:00:00.5z', '1999-12-31T23:59:59Z'],
);

const valuesFor = (definition: AttributeDefinition): fc.Arbitrary<ComparisonValue> => {
  switch (definition.type) {
    case 'boolean':
      return fc.boolean();
    case 'integer':
      return fc.integer({ min: -1, max: 2 });
    case 'decimal':
      return fc.constantFrom(-1.5, 0, 0.1, 1e21, 2);
    case 'dateTime':
      return dates;
    case 'string':
    case 'reference':
    case 'binary':
    case 'complex':
      return text;
  }
};

const operatorsOf = ({ type }: AttributeDefinition): ComparisonOperator[] => {
  if (type === 'boolean') return ['eq', 'ne'];
  if (type === 'binary') return ['eq', 'ne', 'co', 'sw', 'ew'];
  const ordered: ComparisonOperator[] = ['eq', 'ne', 'gt', 'ge', 'lt', 'le'];
  return type === 'string' || type === 'reference' ? [...ordered, 'co', 'sw', 'ew'] : ordered;
};

const isSecret = ({ returned, mutability }: AttributeDefinition) =>
  returned === 'never' || mutability === 'writeOnly';

const open = (attributes: readonly AttributeDefinition[]) =>
  attributes.filter((attribute) => !isSecret(attribute));

const schemas = [
  { attributes: SAMPLE.schema.attributes },
  ...SAMPLE.extensions.map(({ schema }) => ({ extension: schema.id, attributes: schema.attributes })),
];

const attributes: AttributeRef[] = schemas.flatMap(({ attributes, ...place }) =>
  open(attributes).map((attribute) => ({ ...place, attribute })),
);

const withSubAttributes = attributes.flatMap((ref) => [
  ref,
  ...open(ref.attribute.subAttributes ?? []).map((subAttribute) => ({ ...ref, subAttribute })),
]);

const definitionOf = (ref: AttributeRef) => ref.subAttribute ?? ref.attribute;

const condition = (refs: readonly AttributeRef[], strings: fc.Arbitrary<string> | undefined) => {
  const comparable = refs.filter((ref) => definitionOf(ref).type !== 'complex');
  const compare = fc.constantFrom(...comparable).chain((attribute) =>
    fc.record<Filter & { kind: 'compare' }>({
      kind: fc.constant('compare'),
      attribute: fc.constant(attribute),
      operator: fc.constantFrom(...operatorsOf(definitionOf(attribute))),
      value:
        strings && definitionOf(attribute).type === 'string' ? strings : valuesFor(definitionOf(attribute)),
    }),
  );
  const present = fc.constantFrom(...refs).map((attribute): Filter => ({ kind: 'present', attribute }));
  return fc.oneof({ weight: 4, arbitrary: compare }, { weight: 1, arbitrary: present });
};

const combined = (leaf: fc.Arbitrary<Filter>, maxDepth: number): fc.Arbitrary<Filter> =>
  fc.letrec<{ filter: Filter }>((tie) => ({
    filter: fc.oneof(
      { maxDepth, depthIdentifier: fc.createDepthIdentifier() },
      leaf,
      tie('filter').map((filter): Filter => ({ kind: 'not', filter })),
      fc
        .tuple(fc.constantFrom('and', 'or'), tie('filter'), tie('filter'))
        .map(([kind, left, right]) => combine(kind, [left, right])),
    ),
  })).filter;

const filtersWith = (strings: fc.Arbitrary<string> | undefined) => {
  const elements = fc
    .constantFrom(...attributes.filter(({ attribute }) => attribute.type === 'complex'))
    .chain((attribute) => {
      const inner = open(attribute.attribute.subAttributes ?? []).map((sub) => ({ attribute: sub }));
      return combined(condition(inner, strings), 3).map(
        (filter): Filter => ({ kind: 'elements', attribute, filter }),
      );
    });
  const leaf = fc.oneof(
    { weight: 3, arbitrary: condition(withSubAttributes, strings) },
    { weight: 1, arbitrary: elements },
  );
  return combined(leaf, 4);
};

/** Filters in canonical form, on every attribute of SAMPLE, with values that its resources often have. */
export const filters: fc.Arbitrary<Filter> = filtersWith(undefined);

/** The same, with strings of any characters. */
export const filtersOfAnyText: fc.Arbitrary<Filter> = filtersWith(anyText);

const singular = (definition: AttributeDefinition): fc.Arbitrary<Json> =>
  definition.subAttributes ? objectOf(definition.subAttributes) : valuesFor(definition);

const values = (definition: AttributeDefinition): fc.Arbitrary<Json> =>
  definition.multiValued ? fc.array(singular(definition), { maxLength: 3 }) : singular(definition);

const objectOf = (attributes: readonly AttributeDefinition[]): fc.Arbitrary<JsonObject> => {
  const entries = attributes.map((definition) =>
    fc
      .oneof({ weight: 5, arbitrary: values(definition) }, { weight: 1, arbitrary: fc.constant(null) })
      .map((value): [string, Json] => [definition.name, value]),
  );
  const some = entries.map((entry) => fc.option(entry, { nil: undefined }));
  return fc.tuple(...some).map((chosen) => Object.fromEntries(chosen.filter((entry) => entry !== undefined)));
};

/** Resources of SAMPLE: with gaps, nulls, empty lists and empty objects. */
export const resources: fc.Arbitrary<JsonObject> = fc
  .tuple(
    objectOf(SAMPLE.schema.attributes),
    ...SAMPLE.extensions.map(({ schema }) =>
      objectOf(schema.attributes).map((value) => ({ [schema.id]: value })),
    ),
  )
  .map((objects) => Object.assign({}, ...objects));
