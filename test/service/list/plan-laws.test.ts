import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compile } from '../../../lambda/scim/filter/evaluate.ts';
import { parseFilter } from '../../../lambda/scim/filter/parser.ts';
import type { JsonObject } from '../../../lambda/scim/json.ts';
import { planFor } from '../../../lambda/service/list/plan.ts';
import { SAMPLES } from './kinds.ts';
import { isNamedBy } from './named-by.ts';

/** Few values, so that comparisons often hold, and one longer than a key. */
const LONG = 'b'.repeat(1_000);
const text = fc.constantFrom('a', 'A', 'ab', 'b', 'É', 'é', '～', '😀', LONG, `${LONG}c`);

const comparison = (names: readonly string[]) =>
  fc
    .tuple(
      fc.constantFrom(...names),
      fc.constantFrom('eq', 'eq', 'sw', 'gt', 'ge', 'lt', 'le', 'ne', 'co'),
      text,
    )
    .map(([name, operator, value]) => `${name} ${operator} ${JSON.stringify(value)}`);

const filterOf = (leaf: fc.Arbitrary<string>, depth: number): fc.Arbitrary<string> =>
  fc.letrec<{ filter: string }>((tie) => ({
    filter: fc.oneof(
      { maxDepth: depth, depthIdentifier: fc.createDepthIdentifier() },
      { weight: 3, arbitrary: leaf },
      {
        weight: 4,
        arbitrary: fc
          .tuple(fc.constantFrom('and', 'or'), tie('filter'), tie('filter'))
          .map(([word, left, right]) => `(${left} ${word} ${right})`),
      },
      { weight: 1, arbitrary: tie('filter').map((inner) => `not (${inner})`) },
    ),
  })).filter;

const elements = fc
  .tuple(
    fc.constantFrom('many', 'owner', `${'urn:example:params:sample:2.0:More'}:tags`),
    filterOf(comparison(['value', 'value', 'text']), 2),
  )
  .map(([attribute, inner]) => `${attribute}[${inner}]`);

const filters = filterOf(
  fc.oneof(
    {
      weight: 4,
      arbitrary: comparison(['text', 'exact', 'exacts', 'many.value', 'many', 'owner.value', 'link', 'id']),
    },
    { weight: 2, arbitrary: elements },
  ),
  4,
).map((written) => parseFilter(written, SAMPLES.model));

const part = fc.record({ value: text, text }, { requiredKeys: [] });
const resources: fc.Arbitrary<JsonObject> = fc.record(
  {
    id: text,
    text,
    exact: text,
    link: text,
    exacts: fc.array(text, { maxLength: 3 }),
    many: fc.array(part, { maxLength: 3 }),
    owner: part,
    'urn:example:params:sample:2.0:More': fc.record({ tags: fc.array(part, { maxLength: 2 }) }),
  },
  { requiredKeys: [] },
);

test('a plan finds whom the filter selects, and nobody else', () => {
  fc.assert(
    fc.property(filters, fc.array(resources, { minLength: 1, maxLength: 8 }), (filter, all) => {
      const { source, exact, rest } = planFor(SAMPLES, filter);
      for (const resource of all) {
        const wanted = compile(filter)(resource);
        const found = !source || isNamedBy(SAMPLES, source, resource);
        const kept = found && (!rest || compile(rest)(resource));
        expect(kept).toBe(wanted);
        if (source && exact) expect(found).toBe(wanted);
      }
    }),
    { numRuns: 2_000 },
  );
});

test('the filters that this is tried with come to plans of each kind', () => {
  const plans = fc.sample(filters, { numRuns: 5_000, seed: 1 }).map((filter) => planFor(SAMPLES, filter));
  const seen = new Set(
    plans.map(({ source, exact, rest }) => `${source?.by} ${exact} ${rest !== undefined}`),
  );
  expect([...seen]).toEqual(
    expect.arrayContaining([
      ...['id false true', 'entries true true', 'entries false true'],
      ...['reference true false', 'reference false true', 'union true true', 'union true false'],
      ...['union false true', 'undefined false true'],
    ]),
  );
});
