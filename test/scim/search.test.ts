import { describe, expect, test } from '@jest/globals';
import type { Json } from '../../lambda/scim/json.ts';
import { parseSearch } from '../../lambda/scim/search.ts';
import { badRequest } from './support.ts';

const SCHEMAS = ['urn:ietf:params:scim:api:messages:2.0:SearchRequest'];

describe('the body of a query by POST', () => {
  test('says what the parameters of a URL would', () => {
    const search = {
      attributes: ['userName', 'name.givenName'],
      filter: 'userName eq "a+b"',
      sortBy: 'userName',
      sortOrder: 'descending',
      startIndex: 11,
      count: 10,
    };
    expect(parseSearch({ schemas: SCHEMAS, ...search })).toEqual({
      ...search,
      startIndex: '11',
      count: '10',
    });
    expect(parseSearch({ schemas: SCHEMAS, excludedAttributes: ['members'], cursor: '' })).toEqual({
      excludedAttributes: ['members'],
      cursor: '',
    });
  });

  test('has names in any case, and may have others', () => {
    expect(parseSearch({ SCHEMAS, FILTER: 'title pr', StartINDEX: -1, robot: true })).toEqual({
      filter: 'title pr',
      startIndex: '-1',
    });
  });

  test.each<[string, Json]>([
    ['null', null],
    ['an empty list', []],
    ['a list of nothing', ['', null]],
  ])('names nothing by %s', (_, attributes) => {
    expect(parseSearch({ schemas: SCHEMAS, attributes })).toEqual({});
  });

  test.each<[string, Json, string]>([
    ['is no object', ['x'], 'JSON object'],
    ['has no schemas', { filter: 'title pr' }, 'SearchRequest'],
    ['has other schemas', { schemas: ['urn:example'] }, 'SearchRequest'],
    ['says something twice', { schemas: SCHEMAS, count: 1, COUNT: 2 }, 'COUNT is given twice'],
  ])('that %s is a 400 invalidSyntax', (_, body, sentence) => {
    expect(() => parseSearch(body)).toThrow(badRequest('invalidSyntax', sentence));
  });

  test.each<[string, Json]>([
    ['attributes', 'userName'],
    ['attributes', [1]],
    ['excludedAttributes', { userName: true }],
    ['filter', 1],
    ['sortBy', ['userName']],
    ['sortOrder', true],
    ['cursor', 5],
    ['startIndex', '1'],
    ['startIndex', 1.5],
    ['count', 1e30],
    ['count', true],
  ])('that has %s as %j is a 400 invalidValue', (name, value) => {
    expect(() => parseSearch({ schemas: SCHEMAS, [name]: value })).toThrow(
      badRequest('invalidValue', `${name} has to be`),
    );
  });
});
