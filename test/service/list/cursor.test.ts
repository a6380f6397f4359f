import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseFilter } from '../../../lambda/scim/filter/parser.ts';
import type { Json } from '../../../lambda/scim/json.ts';
import { CURSOR_TIMEOUT } from '../../../lambda/scim/list.ts';
import { GROUP, USER } from '../../../lambda/scim/schema/models.ts';
import { parseSort } from '../../../lambda/scim/sort.ts';
import {
  MAX_CURSOR_LENGTH,
  openCursor,
  type Query,
  sealCursor,
} from '../../../lambda/service/list/cursor.ts';
import { badRequest, scimError } from '../../scim/support.ts';

const NOW = Date.parse('2026-11-24T12:00:00.000Z');
const KEY = Buffer.alloc(32, 'k');
const PLACE: Json = { key: 'ada', id: 'a0b1' };

const filter = (text: string) => parseFilter(text, USER);
const sort = (by: string, order?: string) => parseSort(USER, by, order);

const QUERY: Query = {
  tenant: 'contoso',
  types: ['User'],
  filter: filter('userName sw "a"'),
  sort: sort('userName'),
  count: 50,
};

const INVALID = badRequest('invalidCursor', 'not of this list');

const cursor = sealCursor(KEY, QUERY, PLACE, NOW);
const open = (text: string, changes: Partial<Query> = {}, key = KEY, now = NOW) =>
  openCursor(key, { ...QUERY, ...changes }, text, now);

describe('a cursor', () => {
  test('holds any place, and gives it back', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 2 }), fc.base64String({ maxLength: 50 }), (place, tenant) => {
        const query = { ...QUERY, tenant };
        const wanted = JSON.parse(JSON.stringify(place));
        expect(openCursor(KEY, query, sealCursor(KEY, query, place as Json, NOW), NOW)).toEqual(wanted);
      }),
    );
  });

  test('is of the characters that need no escape in a URL', () => {
    expect(cursor).toMatch(/^[A-Za-z0-9_-]+$/);
  });

  test('tells nothing of the place, nor whether two are the same', () => {
    expect(Buffer.from(cursor, 'base64url').toString('latin1')).not.toContain('ada');
    expect(sealCursor(KEY, QUERY, PLACE, NOW)).not.toBe(cursor);
  });

  test('has a length that fits into a URL', () => {
    const longest = sealCursor(KEY, QUERY, { key: '\u0001'.repeat(900), id: 'x'.repeat(36) }, NOW);
    expect(longest.length).toBeLessThanOrEqual(MAX_CURSOR_LENGTH);
    expect(() => sealCursor(KEY, QUERY, 'x'.repeat(MAX_CURSOR_LENGTH), NOW)).toThrow('does not fit');
  });

  test('is good for as long as was promised', () => {
    const end = NOW + CURSOR_TIMEOUT * 1_000;
    expect(open(cursor, {}, KEY, end)).toEqual(PLACE);
    expect(() => open(cursor, {}, KEY, end + 1)).toThrow(badRequest('expiredCursor', '3600 seconds'));
  });

  test('is good on an instance whose clock is behind', () => {
    expect(open(cursor, {}, KEY, NOW - 5_000)).toEqual(PLACE);
  });

  test('is of pages of one size', () => {
    expect(() => open(cursor, { count: 51 })).toThrow(badRequest('invalidCount', 'count has to be 50'));
  });
});

describe('a cursor is of one query', () => {
  test.each<[string, Partial<Query>]>([
    ['tenant', { tenant: 'fabrikam' }],
    ['resource type', { types: ['Group'] }],
    ['resource types', { types: ['User', 'Group'] }],
    ['filter', { filter: filter('userName sw "b"') }],
    ['filter, where it has none', { filter: undefined }],
    ['attribute to sort by', { sort: sort('displayName') }],
    ['order', { sort: sort('userName', 'descending') }],
    ['order, where it has none', { sort: undefined }],
  ])('and invalid for another %s', (_, changes) => {
    expect(() => open(cursor, changes)).toThrow(INVALID);
  });

  test('however its names are spelled', () => {
    const changes = { filter: filter('( USERNAME SW "a" )'), sort: sort('username', 'ascending') };
    expect(open(cursor, changes)).toEqual(PLACE);
  });

  test('and invalid in every other tenant', () => {
    const { filter: _, sort: __, ...plain } = QUERY;
    const texts = fc.string({ unit: fc.constantFrom('a', '"', ',', '[', ']', '\\', 'User'), maxLength: 6 });
    fc.assert(
      fc.property(texts, texts, (tenant, other) => {
        fc.pre(tenant !== other);
        const sealed = sealCursor(KEY, { ...plain, tenant }, PLACE, NOW);
        expect(() => openCursor(KEY, { ...plain, tenant: other }, sealed, NOW)).toThrow(INVALID);
      }),
    );
  });

  test('of another tenant it is invalid even once it has expired', () => {
    expect(() => open(cursor, { tenant: 'fabrikam' }, KEY, NOW + 1e9)).toThrow(INVALID);
  });
});

describe('what is no cursor of ours is invalid', () => {
  const bytes = Buffer.from(cursor, 'base64url');

  test('after a change of any bit', () => {
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const changed = Buffer.from(bytes);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(() => open(changed.toString('base64url'))).toThrow(INVALID);
    }
  });

  test('after a change of any character, also one that stands for the same bytes', () => {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    fc.assert(
      fc.property(fc.nat(cursor.length - 1), fc.constantFrom(...Array.from(alphabet)), (at, character) => {
        fc.pre(cursor[at] !== character);
        expect(() => open(cursor.slice(0, at) + character + cursor.slice(at + 1))).toThrow(INVALID);
      }),
      { numRuns: 1_000 },
    );
    for (const character of alphabet.replace(cursor.at(-1) ?? '', '')) {
      expect(() => open(cursor.slice(0, -1) + character)).toThrow(INVALID);
    }
  });

  test('cut short anywhere, or with more behind it', () => {
    for (let length = 0; length < cursor.length; length += 1) {
      expect(() => open(cursor.slice(0, length))).toThrow(INVALID);
    }
    for (const more of ['A', '=', ' ', '\n', '.', cursor]) expect(() => open(cursor + more)).toThrow(INVALID);
  });

  test('under another key', () => {
    expect(() => open(cursor, {}, Buffer.alloc(32, 'l'))).toThrow(INVALID);
  });

  test.each([
    ['a blank', ' '],
    ['a number', '1'],
    ['a word', 'next'],
    ['one in capitals', cursor.toUpperCase()],
    ['no ASCII', 'é'],
    ['no Unicode', '\ud800'],
    ['much too long', 'A'.repeat(1_000_000)],
  ])('such as %s', (_, text) => {
    expect(() => open(text)).toThrow(INVALID);
  });

  test('whatever the text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.base64String({ maxLength: 500 })), (text) => {
        expect(() => open(text)).toThrow(INVALID);
      }),
    );
  });
});

test('without a key there are no cursors for the moment', () => {
  const unavailable = scimError(503);
  expect(() => open(cursor, {}, Buffer.alloc(0))).toThrow(unavailable);
  expect(() => sealCursor(Buffer.alloc(0), QUERY, PLACE, NOW)).toThrow(unavailable);
});

test('a cursor of a list of groups is of groups', () => {
  const groups: Query = {
    tenant: 'contoso',
    types: ['Group'],
    sort: parseSort(GROUP, 'displayName', undefined),
    count: 10,
  };
  expect(openCursor(KEY, groups, sealCursor(KEY, groups, PLACE, NOW), NOW)).toEqual(PLACE);
});
