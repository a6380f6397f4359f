import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compareUtf8, fold } from '../../lambda/scim/fold.ts';
import { indexedValues } from '../../lambda/scim/index-entries.ts';
import type { JsonObject } from '../../lambda/scim/json.ts';
import type { ResourceModel } from '../../lambda/scim/schema/definition.ts';
import { GROUP, USER } from '../../lambda/scim/schema/models.ts';
import { attributeName } from '../../lambda/scim/schema/resolve.ts';
import {
  compareBy,
  MAX_KEY_BYTES,
  parseSort,
  type Sort,
  type SortKey,
  type SortOrder,
  type SortPlace,
  sortKeyOf,
} from '../../lambda/scim/sort.ts';
import { anyJson } from './json.ts';
import { badRequest, ENTERPRISE, MISTYPED, USER_URN } from './support.ts';

const sortBy = (name: string, order?: SortOrder, model: ResourceModel = USER): Sort => {
  const sort = parseSort(model, name, order);
  if (!sort) throw new Error('no sort');
  return sort;
};

describe('sortBy', () => {
  test('may be missing, and then there is no order', () => {
    expect(parseSort(USER, undefined, undefined)).toBeUndefined();
    expect(parseSort(USER, undefined, 'descending')).toBeUndefined();
  });

  test.each([
    ['userName', 'userName'],
    ['USERNAME', 'userName'],
    ['name.givenName', 'name.givenName'],
    ['meta.lastModified', 'meta.lastModified'],
    ['id', 'id'],
    ['emails.type', 'emails.type'],
    ['emails', 'emails.value'],
    ['groups', 'groups.value'],
    [`${USER_URN}:active`, 'active'],
    [`${ENTERPRISE}:department`, `${ENTERPRISE}:department`],
    [`${MISTYPED}:department`, `${ENTERPRISE}:department`],
    ['manager', `${ENTERPRISE}:manager.value`],
    [' title ', 'title'],
  ])('%s names %s', (written, name) => {
    expect(attributeName(sortBy(written).attribute)).toBe(name);
  });

  test.each([
    ['', 'no attribute'],
    ['shoeSize', 'User has no attribute "shoeSize"'],
    ['department', 'no attribute'],
    ['name.first', 'no attribute'],
    ['emails[type eq "work"].value', 'no attribute'],
    [ENTERPRISE, 'no attribute'],
    ['__proto__', 'no attribute'],
    ['name', 'one of its sub-attributes'],
    ['addresses', 'one of its sub-attributes'],
    ['meta', 'one of its sub-attributes'],
    ['password', 'never returned'],
  ])('cannot be %j', (name, sentence) => {
    expect(() => parseSort(USER, name, undefined)).toThrow(badRequest('invalidValue', sentence));
  });

  test('is of the resource type that is listed', () => {
    expect(() => parseSort(GROUP, 'userName', undefined)).toThrow(badRequest('invalidValue', 'Group'));
    expect(attributeName(sortBy('members', 'ascending', GROUP).attribute)).toBe('members.value');
  });
});

describe('sortOrder', () => {
  test.each([
    [undefined, 'ascending'],
    ['ascending', 'ascending'],
    ['descending', 'descending'],
    ['Descending', 'descending'],
  ])('%s is %s', (written, order) => {
    expect(parseSort(USER, 'userName', written)).toMatchObject({ order });
  });

  test.each(['', 'asc', 'up', 'ascending ', 'toString'])(
    'cannot be %j, with sortBy or without',
    (written) => {
      const invalid = badRequest('invalidValue', 'ascending or descending');
      expect(() => parseSort(USER, 'userName', written)).toThrow(invalid);
      expect(() => parseSort(USER, undefined, written)).toThrow(invalid);
    },
  );
});

describe('what a resource is sorted by', () => {
  const WORK = { value: 'Work@example.com', type: 'work' };
  const HOME = { value: 'home@example.com', type: 'home', primary: true };

  test.each<[string, JsonObject, SortKey | undefined]>([
    ['userName', { userName: 'STRASSE' }, fold('strasse')],
    ['externalId', { externalId: 'AbC' }, 'AbC'],
    ['name.familyName', { name: { familyName: 'Ängström' } }, 'ängström'],
    ['name.familyName', { name: { givenName: 'Ada' } }, undefined],
    ['title', {}, undefined],
    ['title', { title: '' }, undefined],
    ['title', { title: null }, undefined],
    ['title', { title: 7 }, undefined],
    ['active', { active: true }, 1],
    ['active', { active: false }, 0],
    ['active', { active: 'true' }, undefined],
    ['meta.created', { meta: { created: '2026-01-31T09:00:00+01:00' } }, Date.parse('2026-01-31T08:00:00Z')],
    ['meta.created', { meta: { created: 'yesterday' } }, undefined],
    ['emails', { emails: [WORK, HOME] }, 'home@example.com'],
    ['emails.value', { emails: [WORK, { ...HOME, primary: false }] }, 'work@example.com'],
    ['emails.type', { emails: [WORK, HOME] }, 'home'],
    ['emails.display', { emails: [WORK, HOME, { value: 'x', display: 'X' }] }, 'x'],
    ['emails.primary', { emails: [WORK, HOME] }, 1],
    ['emails', { emails: [] }, undefined],
    ['schemas', { schemas: [USER_URN, ENTERPRISE] }, USER_URN],
    [`${ENTERPRISE}:department`, { [ENTERPRISE]: { department: 'R&D' }, department: 'x' }, 'r&d'],
    ['manager', { [ENTERPRISE]: { manager: { value: 'U1' } } }, 'U1'],
    ['groups', { groups: [{ value: 'g2' }, { value: 'g1' }] }, 'g2'],
  ])('%s of %j', (name, resource, key) => {
    expect(sortKeyOf(sortBy(name))(resource)).toBe(key);
  });

  test('is a beginning, of whole characters, where a value is long', () => {
    const keyOf = sortKeyOf(sortBy('title'));
    expect(keyOf({ title: 'x'.repeat(MAX_KEY_BYTES) })).toBe('x'.repeat(MAX_KEY_BYTES));
    expect(keyOf({ title: 'x'.repeat(MAX_KEY_BYTES + 1) })).toBe('x'.repeat(MAX_KEY_BYTES));
    expect(keyOf({ title: `x${'😀'.repeat(500)}` })).toBe(`x${'😀'.repeat((MAX_KEY_BYTES - 4) / 4)}`);
  });

  test('is the key of the index where there is one', () => {
    const keyOf = sortKeyOf(sortBy('displayName'));
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }), (displayName) => {
        expect(indexedValues(USER, { displayName }, 'unique')).toMatchObject([
          { value: keyOf({ displayName }) },
        ]);
      }),
    );
  });

  test('is found, or not, in any JSON, and is bounded', () => {
    const names = [
      'userName',
      'active',
      'emails',
      'emails.primary',
      'name.givenName',
      'manager',
      'meta.created',
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...names),
        fc.dictionary(fc.constantFrom(...names), anyJson),
        (name, resource) => {
          const key = sortKeyOf(sortBy(name))(resource as JsonObject);
          expect(Buffer.byteLength(String(key))).toBeLessThanOrEqual(MAX_KEY_BYTES);
          expect(['string', 'number', 'undefined']).toContain(typeof key);
        },
      ),
    );
  });
});

/** The ids of these users in the order that is asked for. */
const sorted = (sort: Sort, resources: readonly (JsonObject & { readonly id: string })[]): string[] => {
  const keyOf = sortKeyOf(sort);
  return resources
    .map((resource) => ({ key: keyOf(resource), id: resource.id }))
    .toSorted(compareBy(sort))
    .map(({ id }) => id);
};

describe('the order', () => {
  const users = [
    { id: '1', title: 'b' },
    { id: '2' },
    { id: '3', title: 'A' },
    { id: '4', title: 'é' },
    { id: '5', title: 'B' },
    { id: '6' },
    { id: '7', title: 'z' },
  ];

  test('has those without a value last when ascending, and first when descending', () => {
    expect(sorted(sortBy('title'), users)).toEqual(['3', '1', '5', '7', '4', '2', '6']);
    expect(sorted(sortBy('title', 'descending'), users)).toEqual(['2', '6', '4', '7', '1', '5', '3']);
  });

  test('is of the bytes of UTF-8, which is not that of JavaScript', () => {
    const resources = ['😀', '～', 'z'].map((title) => ({ id: title, title }));
    expect(sorted(sortBy('title'), resources)).toEqual(['z', '～', '😀']);
  });

  test('heeds case where the attribute does', () => {
    const resources = ['b', 'A', 'B', 'a'].map((externalId) => ({ id: externalId, externalId }));
    expect(sorted(sortBy('externalId'), resources)).toEqual(['A', 'B', 'a', 'b']);
  });

  test('of instants is that of time, in whatever zone', () => {
    const resources = [
      '2026-01-31T08:00:00Z',
      '2026-01-31T08:30:00+01:00',
      '2025-12-31T23:59:59.999-12:00',
    ].map((created, index) => ({ id: `${index}`, meta: { created } }));
    expect(sorted(sortBy('meta.created'), resources)).toEqual(['2', '1', '0']);
  });

  test('of booleans is false before true', () => {
    const resources = [
      { id: '1', active: true },
      { id: '2', active: false },
    ];
    expect(sorted(sortBy('active'), resources)).toEqual(['2', '1']);
  });
});

describe('the laws of the order', () => {
  const ids = fc.constantFrom('a', 'b', 'c', 'd');
  const text = fc.option(
    fc.oneof(
      fc.string({ unit: fc.constantFrom('a', 'b', '\u007f', 'é', '～', '😀', '\ue000'), maxLength: 3 }),
      fc.string({ unit: 'grapheme', maxLength: 3 }),
    ),
    { nil: undefined },
  );
  const quantity = fc.option(fc.oneof(fc.integer({ min: -3, max: 3 }), fc.double({ noNaN: true })), {
    nil: undefined,
  });
  const placesOf = (keys: fc.Arbitrary<SortKey | undefined>) => fc.record({ key: keys, id: ids });

  const orders = fc.constantFrom<SortOrder>('ascending', 'descending');
  const compares = orders.map((order) => compareBy(sortBy('title', order)));

  describe.each<[string, fc.Arbitrary<SortPlace>]>([
    ['strings', placesOf(text)],
    ['quantities', placesOf(quantity)],
  ])('of %s', (_, place) => {
    test('total: only one and the same are equal', () => {
      fc.assert(
        fc.property(compares, place, place, (compare, a, b) => {
          const order = compare(a, b);
          expect(Number.isNaN(order)).toBe(false);
          expect(order === 0).toBe(a.key === b.key && a.id === b.id);
        }),
      );
    });

    test('antisymmetric', () => {
      fc.assert(
        fc.property(compares, place, place, (compare, a, b) => {
          expect(Math.sign(compare(a, b)) + Math.sign(compare(b, a))).toBe(0);
        }),
      );
    });

    test('transitive', () => {
      fc.assert(
        fc.property(compares, place, place, place, (compare, a, b, c) => {
          const [first, second, third] = [a, b, c].toSorted(compare);
          if (!first || !second || !third) throw new Error('three are three');
          expect(compare(first, second)).toBeLessThanOrEqual(0);
          expect(compare(second, third)).toBeLessThanOrEqual(0);
          expect(compare(first, third)).toBeLessThanOrEqual(0);
        }),
      );
    });

    test('descending is the reverse of ascending, but for ids', () => {
      const [up, down] = [compareBy(sortBy('title')), compareBy(sortBy('title', 'descending'))];
      fc.assert(
        fc.property(place, place, (a, b) => {
          const expected = a.key === b.key ? compareUtf8(a.id, b.id) : -up(a, b);
          expect(Math.sign(down(a, b))).toBe(Math.sign(expected));
        }),
      );
    });

    test('whatever the order in which they come, they are sorted alike', () => {
      const shuffled = fc
        .uniqueArray(place, { selector: ({ key, id }) => `${typeof key} ${key} ${id}` })
        .chain((places) =>
          fc.tuple(fc.constant(places), fc.shuffledSubarray(places, { minLength: places.length })),
        );
      fc.assert(
        fc.property(compares, shuffled, (compare, [places, others]) => {
          expect(others.toSorted(compare)).toEqual(places.toSorted(compare));
        }),
      );
    });
  });
});
