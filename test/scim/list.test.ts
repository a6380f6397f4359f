import { describe, expect, test } from '@jest/globals';
import { DEFAULT_COUNT, listResponse, MAX_COUNT, parsePage } from '../../lambda/scim/list.ts';
import { badRequest } from './support.ts';

describe('the page of a list', () => {
  test('is the first one unless asked for', () => {
    expect(parsePage(undefined, undefined)).toEqual({ startIndex: 1, count: DEFAULT_COUNT });
  });

  test.each<[string, number]>([
    ['1', 1],
    ['+7', 7],
    ['0007', 7],
    ['0', 1],
    ['-0', 1],
    ['-5', 1],
    ['999999999999999', 999_999_999_999_999],
  ])('starts for startIndex=%s at %d', (startIndex, start) => {
    expect(parsePage(startIndex, undefined).startIndex).toBe(start);
  });

  test.each<[string, number]>([
    ['1', 1],
    ['0', 0],
    ['-0', 0],
    ['-5', 0],
    [`${MAX_COUNT}`, MAX_COUNT],
    [`${MAX_COUNT + 1}`, MAX_COUNT],
    ['2147483647', MAX_COUNT],
  ])('holds for count=%s at most %d', (count, most) => {
    expect(parsePage(undefined, count).count).toBe(most);
  });

  test.each(['', ' ', 'x', '1.5', '1e3', '0x10', ' 1', '1 ', '١', 'NaN', 'Infinity', '--1', '1'.repeat(16)])(
    'cannot be %j',
    (text) => {
      expect(() => parsePage(text, undefined)).toThrow(
        badRequest('invalidValue', 'startIndex has to be an integer'),
      );
      expect(() => parsePage(undefined, text)).toThrow(
        badRequest('invalidValue', 'count has to be an integer'),
      );
    },
  );
});

describe('a ListResponse', () => {
  test('says how many there are and where it starts', () => {
    expect(listResponse(7, 3, [{ id: 'a' }, { id: 'b' }])).toEqual({
      schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
      totalResults: 7,
      startIndex: 3,
      itemsPerPage: 2,
      Resources: [{ id: 'a' }, { id: 'b' }],
    });
  });

  test('has Resources where there are none', () => {
    expect(listResponse(0, 1, [])).toMatchObject({ totalResults: 0, itemsPerPage: 0, Resources: [] });
  });
});
