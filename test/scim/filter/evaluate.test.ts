import { describe, expect, test } from '@jest/globals';
import { compile, elementMatcher } from '../../../lambda/scim/filter/evaluate.ts';
import { parseElementFilter, parseFilter } from '../../../lambda/scim/filter/parser.ts';
import type { Json, JsonObject } from '../../../lambda/scim/json.ts';
import { requireAttribute } from '../../../lambda/scim/schema/resolve.ts';
import { EXTENSION, SAMPLE } from './sample.ts';

const matches = (filter: string, resource: JsonObject): boolean =>
  compile(parseFilter(filter, SAMPLE))(resource);

/** Each operator on values of each type: which are true of `value`, and which are false. */
const COMPARISONS: {
  readonly name: string;
  readonly value: Json;
  readonly holds: readonly string[];
  readonly fails: readonly string[];
}[] = [
  {
    name: 'text',
    value: 'Straße',
    holds: [
      ...['eq "STRASSE"', 'eq strasse', 'ne "street"', 'co "ASS"', 'co ""', 'sw "STRA"', 'ew "SSE"'],
      ...['gt "strasrd"', 'gt "STRA"', 'ge "STRASSE"', 'lt "t"', 'lt "strassen"', 'le "Strasse"'],
    ],
    fails: [
      ...['eq "Stra"', 'ne "strasse"', 'co "asse "', 'sw "asse"', 'ew "str"'],
      ...['gt "strasse"', 'ge "strassen"', 'lt "STRASSE"', 'le "strass"'],
    ],
  },
  {
    name: 'exact',
    value: 'Bob',
    holds: [
      ...['eq "Bob"', 'ne "bob"', 'co "ob"', 'sw "Bo"', 'ew "ob"'],
      ...['gt "BoB"', 'gt "AOB"', 'ge "Bob"', 'lt "bob"', 'le "Bob"'],
    ],
    fails: [
      ...['eq "bob"', 'ne "Bob"', 'co "OB"', 'sw "bo"', 'ew "OB"'],
      ...['gt "bob"', 'ge "Bobb"', 'lt "AOB"', 'le "BoB"'],
    ],
  },
  {
    name: 'link',
    value: 'https://a/Users/1',
    holds: [
      'eq "https://a/Users/1"',
      'ne "https://a/users/1"',
      'sw "https:"',
      'ew "/1"',
      'co "Users"',
      'gt "h"',
    ],
    fails: ['eq "https://a/users/1"', 'co "users"', 'lt "h"'],
  },
  {
    name: 'blob',
    value: 'QUJD',
    holds: ['eq "QUJD"', 'ne "qujd"', 'co "UJ"', 'sw "QU"', 'ew "JD"'],
    fails: ['eq "qujd"', 'ne "QUJD"', 'co "uj"', 'sw "qu"', 'ew "jd"'],
  },
  {
    name: 'flag',
    value: true,
    holds: ['eq true', 'eq "True"', 'ne false', 'ne "false"'],
    fails: ['eq false', 'eq "False"', 'ne true'],
  },
  {
    name: 'flag',
    value: false,
    holds: ['eq false', 'eq "False"', 'ne true', 'pr', 'ne null'],
    fails: ['eq true', 'ne "FALSE"', 'eq null'],
  },
  {
    name: 'count',
    value: 10,
    holds: ['eq 10', 'eq 1e1', 'ne 9', 'gt 9', 'ge 10', 'lt 10.5', 'le 10', 'pr'],
    fails: ['eq 1', 'ne 10', 'gt 10', 'ge 11', 'lt 9', 'le 9.9'],
  },
  { name: 'count', value: 0, holds: ['eq 0', 'eq -0', 'pr', 'gt -1'], fails: ['eq null', 'ne 0'] },
  {
    name: 'ratio',
    value: -0.5,
    holds: ['eq -0.5', 'eq -5e-1', 'ne 0.5', 'gt -1', 'ge -0.5', 'lt 0', 'le -0.5'],
    fails: ['eq 0.5', 'ne -0.50', 'gt 0', 'ge 0', 'lt -0.5', 'le -1'],
  },
  {
    name: 'when',
    value: '2026-01-31T08:00:00.000Z',
    holds: [
      ...['eq "2026-01-31T08:00:00Z"', 'eq "2026-01-31T09:30:00+01:30"', 'eq "2026-01-30T23:00:00.0-09:00"'],
      ...['ne "2026-01-31T08:00:00+01:00"', 'gt "2026-01-31T08:30:00+01:00"', 'ge "2026-01-31T08:00:00Z"'],
      ...[
        'lt "2026-01-31T07:30:00-01:00"',
        'lt "2026-01-31T08:00:00.001Z"',
        'le "2026-01-31T08:00:00-00:00"',
      ],
    ],
    fails: [
      ...['eq "2026-01-31T08:00:00+01:00"', 'ne "2026-01-31T09:00:00+01:00"', 'gt "2026-01-31T08:00:00Z"'],
      ...['ge "2026-01-31T08:00:00.001Z"', 'lt "2026-01-31T09:00:00+01:00"', 'le "2026-01-31T07:59:59.999Z"'],
    ],
  },
];

describe.each(COMPARISONS)('$name with the value $value', ({ name, value, holds, fails }) => {
  const places: [string, string, JsonObject][] = [
    ['of a resource', name, { [name]: value }],
    ['of a complex attribute', `one.${name}`, { one: { [name]: value } }],
    ['among the values of a list', `${name}s`, { [`${name}s`]: [value] }],
    ['in an element of a list', `many.${name}`, { many: [{ [name]: value }] }],
  ];

  describe.each(places)('%s', (_, path, resource) => {
    test.each(holds)('%s holds', (condition) => {
      expect(matches(`${path} ${condition}`, resource)).toBe(true);
      expect(matches(`not (${path} ${condition})`, resource)).toBe(false);
    });

    test.each(fails)('%s does not', (condition) => {
      expect(matches(`${path} ${condition}`, resource)).toBe(false);
    });
  });
});

describe('an attribute without a value', () => {
  const nothings: JsonObject[] = [
    {},
    { text: null, texts: null, many: null, one: null },
    { texts: [], many: [], one: {} },
  ];

  test.each(nothings)('%j satisfies no comparison but ne', (resource) => {
    for (const name of ['text', 'texts', 'one.text', 'many.text', 'many', `${EXTENSION}:tags.value`]) {
      for (const operator of ['eq', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le']) {
        expect(matches(`${name} ${operator} ""`, resource)).toBe(false);
      }
      expect(matches(`${name} ne "a"`, resource)).toBe(true);
      expect(matches(`${name} pr`, resource)).toBe(false);
      expect(matches(`${name} eq null`, resource)).toBe(true);
      expect(matches(`${name} ne null`, resource)).toBe(false);
    }
    expect(matches('flag eq false', resource)).toBe(false);
    expect(matches('count le 0', resource)).toBe(false);
    expect(matches('when lt "2100-01-01T00:00:00Z"', resource)).toBe(false);
    expect(matches('many[text ne "a"]', resource)).toBe(false);
  });
});

describe('several values', () => {
  const resource: JsonObject = {
    texts: ['a', 'b'],
    many: [{ value: 'a' }, { value: 'b', text: 'work' }, {}],
  };

  test.each([
    ['texts eq "B"', true],
    ['texts eq "c"', false],
    ['texts ne "a"', true],
    ['many.value eq "b"', true],
    ['many.value gt "b"', false],
    ['many ne "a"', true],
    ['not (many.value eq "a")', false],
    ['not (many.value eq "c")', true],
  ])('%s is %s when any of them decides', (filter, expected) => {
    expect(matches(filter, resource)).toBe(expected);
  });

  test('ne fails only where every value is the same', () => {
    expect(matches('texts ne "a"', { texts: ['a', 'A'] })).toBe(false);
    expect(matches('many.value ne "a"', { many: [{ value: 'a' }, {}] })).toBe(false);
  });
});

describe('value paths', () => {
  const emails: JsonObject = {
    many: [
      { text: 'work', value: 'a@x.org', flag: true },
      { text: 'home', value: 'b@y.org' },
    ],
  };

  test.each([
    ['many[text eq "WORK" and value co "@x.org"]', true],
    ['many[text eq "home" and value co "@x.org"]', false],
    ['many.text eq "home" and many.value co "@x.org"', true],
    ['many[text eq "home"].value eq "B@Y.org"', true],
    ['many[text eq "work"].value eq "b@y.org"', false],
    ['many[flag eq "True"].value sw "a"', true],
    ['many[flag eq false].value sw "b"', false],
    ['many[not (flag pr)].value sw "b"', true],
    ['many[flag eq null and text eq "home"]', true],
    ['many[text eq "work" or text eq "other"].flag pr', true],
    ['many[text eq "home"].flag pr', false],
    ['many[text eq "home"].value ne "a@x.org"', true],
    ['not (many[text eq "other"])', true],
  ])('%s is %s: one element has to satisfy all of it', (filter, expected) => {
    expect(matches(filter, emails)).toBe(expected);
  });

  test('speak of the one value of a singular attribute too', () => {
    expect(matches('one[text eq "a" and count gt 1]', { one: { text: 'A', count: 2 } })).toBe(true);
    expect(matches('one[text eq "a" and count gt 1]', { one: { text: 'A', count: 1 } })).toBe(false);
  });
});

describe('presence', () => {
  test.each<[string, JsonObject, boolean]>([
    ['text pr', { text: 'a' }, true],
    ['text pr', { text: '' }, false],
    ['flag pr', { flag: false }, true],
    ['texts pr', { texts: ['a'] }, true],
    ['texts pr', { texts: [''] }, false],
    ['one pr', { one: { text: 'a' } }, true],
    ['one pr', { one: { text: '' } }, false],
    ['one pr', { one: { unknown: 'a' } }, false],
    ['many pr', { many: [{}, { flag: false }] }, true],
    ['many pr', { many: [{}, { flag: null }] }, false],
    ['many.value pr', { many: [{ flag: true }] }, false],
    [`${EXTENSION}:text pr`, { [EXTENSION]: { text: 'a' } }, true],
    [`${EXTENSION}:text pr`, { text: 'a' }, false],
    ['text pr', { [EXTENSION]: { text: 'a' } }, false],
  ])('%s of %j is %s', (filter, resource, expected) => {
    expect(matches(filter, resource)).toBe(expected);
  });
});

test.each([
  ['schemas eq "urn:b"', true],
  ['schemas eq "URN:B"', false],
  ['id eq "1" and externalId ne "1"', true],
  ['meta.lastModified gt "2026-01-31T07:59:59Z"', true],
  ['meta.lastModified le "2026-01-31T08:00:00.000+01:00"', false],
  ['meta.resourceType eq "User"', true],
])('the common attributes can be asked for: %s is %s', (filter, expected) => {
  const resource = {
    schemas: ['urn:a', 'urn:b'],
    id: '1',
    meta: { resourceType: 'User', lastModified: '2026-01-31T08:00:00.000Z' },
  };
  expect(matches(filter, resource)).toBe(expected);
});

test('strings are ordered by their bytes', () => {
  expect(matches('text gt "～"', { text: '😀' })).toBe(true);
  expect(matches('exact lt "😀"', { exact: '～' })).toBe(true);
});

test('a value that is not of its type satisfies no comparison', () => {
  const resource: JsonObject = { text: 5, flag: 'true', count: '1', when: 'soon', one: 'one', many: ['a'] };
  for (const filter of ['text eq "5"', 'flag eq true', 'count eq 1', 'when gt "0001-01-01T00:00:00Z"']) {
    expect(matches(filter, resource)).toBe(false);
  }
  for (const filter of ['one.text pr', 'one[not (text pr)]', 'many.value pr', 'many[not (text pr)]']) {
    expect(matches(filter, resource)).toBe(false);
  }
});

test('what is inherited is never read', () => {
  const inherited: JsonObject = Object.create({ text: 'a', many: [{ value: 'a' }], one: { text: 'a' } });
  expect(matches('text pr or many pr or one pr', inherited)).toBe(false);
  const inElement: JsonObject = { many: [Object.create({ value: 'a' })] };
  expect(matches('many.value pr or many[value pr]', inElement)).toBe(false);
});

test('elementMatcher tests an element by the filter between the brackets', () => {
  const { filter } = parseElementFilter(
    'many[text eq "work" and flag eq true]',
    4,
    requireAttribute(SAMPLE, 'many').attribute,
  );
  const test = elementMatcher(filter);
  expect(test({ text: 'Work', flag: true })).toBe(true);
  expect(test({ text: 'Work' })).toBe(false);
  expect(test('work')).toBe(false);
  expect(test(null)).toBe(false);
});
