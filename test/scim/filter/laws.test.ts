import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ScimError } from '../../../lambda/scim/error.ts';
import { combine, conjuncts } from '../../../lambda/scim/filter/conjuncts.ts';
import { compile } from '../../../lambda/scim/filter/evaluate.ts';
import { parseFilter } from '../../../lambda/scim/filter/parser.ts';
import { printFilter } from '../../../lambda/scim/filter/print.ts';
import type { Json, JsonObject } from '../../../lambda/scim/json.ts';
import type { AttributeDefinition } from '../../../lambda/scim/schema/definition.ts';
import { filters, filtersOfAnyText, resources } from './arbitrary.ts';
import { holds } from './plain.ts';
import { EXTENSION, SAMPLE } from './sample.ts';

describe('parse and print', () => {
  test('what is printed is parsed to the same filter', () => {
    fc.assert(
      fc.property(fc.oneof(filters, filtersOfAnyText), (filter) => {
        expect(parseFilter(printFilter(filter), SAMPLE)).toEqual(filter);
      }),
      { numRuns: 500 },
    );
  });

  test('what is parsed is in canonical form: printed and parsed again, its text stays', () => {
    fc.assert(
      fc.property(filters, (filter) => {
        const text = printFilter(filter);
        const noisy = `( ${text.replaceAll(' and ', '  AND ').replaceAll(' or ', '\tOr\n').replaceAll('not (', 'NOT(')} )`;
        expect(printFilter(parseFilter(noisy, SAMPLE))).toBe(text);
      }),
    );
  });

  test('any text is a filter or a 400 invalidFilter', () => {
    const fragment = fc.constantFrom(
      ...['text', 'many', 'count', 'flag', '__proto__', EXTENSION, ':', '.value', ' ', 'null', 'true', '5'],
      ...[
        ' eq ',
        ' gt ',
        ' pr',
        ' and ',
        ' or ',
        'not',
        '(',
        ')',
        '[',
        ']',
        '"',
        '"a"',
        '\\',
        '\ud83d',
        '\u0000',
      ],
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(fragment, { maxLength: 20 }).map((fragments) => fragments.join('')),
      fc.tuple(filters, fragment, fc.nat()).map(([filter, inserted, place]) => {
        const printed = printFilter(filter);
        const at = place % (printed.length + 1);
        return printed.slice(0, at) + inserted + printed.slice(at);
      }),
    );
    fc.assert(
      fc.property(text, (written) => {
        try {
          const filter = parseFilter(written, SAMPLE);
          expect(parseFilter(printFilter(filter), SAMPLE)).toEqual(filter);
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(ScimError);
          expect(thrown).toMatchObject({ status: 400, scimType: 'invalidFilter' });
        }
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('evaluation', () => {
  test('agrees with the plainest reading of the RFC', () => {
    fc.assert(
      fc.property(filters, resources, (filter, resource) => {
        expect(compile(filter)(resource)).toBe(holds(filter, resource));
      }),
      { numRuns: 2_000 },
    );
  });

  test('gives the same answer each time, and leaves the resource alone', () => {
    fc.assert(
      fc.property(filters, resources, (filter, resource) => {
        const before = structuredClone(resource);
        const test = compile(filter);
        expect(test(resource)).toBe(test(resource));
        expect(resource).toEqual(before);
      }),
    );
  });

  test('reads no name but those of the schemas, and none that is inherited', () => {
    const known = new Set([EXTENSION, ...namesOf(SAMPLE.schema.attributes)]);
    for (const { schema } of SAMPLE.extensions)
      for (const name of namesOf(schema.attributes)) known.add(name);
    const watched = (value: Json): Json => {
      if (Array.isArray(value)) return value.map(watched);
      if (typeof value !== 'object' || value === null) return value;
      const inner = Object.entries(value).map(([name, sub]): [string, Json] => [name, watched(sub)]);
      return new Proxy<JsonObject>(Object.fromEntries(inner), {
        get: (target, name) => {
          if (typeof name !== 'string' || !known.has(name) || !Object.hasOwn(target, name)) {
            throw new Error(`${String(name)} was read`);
          }
          return target[name];
        },
      });
    };
    fc.assert(
      fc.property(filters, resources, (filter, resource) => {
        const seen = watched(resource);
        if (typeof seen !== 'object' || seen === null || Array.isArray(seen)) throw new Error('no resource');
        expect(compile(filter)(seen)).toBe(compile(filter)(resource));
      }),
    );
  });

  test('a filter holds where all of its conjuncts do', () => {
    fc.assert(
      fc.property(filters, filters, resources, (left, right, resource) => {
        const both = combine('and', [left, right]);
        const all = conjuncts(both).every((filter) => compile(filter)(resource));
        expect(compile(both)(resource)).toBe(all);
        expect(all).toBe(compile(left)(resource) && compile(right)(resource));
      }),
    );
  });
});

const namesOf = (attributes: readonly AttributeDefinition[]): string[] =>
  attributes.flatMap(({ name, subAttributes }) => [name, ...namesOf(subAttributes ?? [])]);
