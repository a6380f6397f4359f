import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  DEFAULT_COUNT,
  type IndexPage,
  listResponse,
  MAX_COUNT,
  parsePage,
  totalOfWalk,
} from '../../lambda/scim/list.ts';
import { badRequest } from './support.ts';

describe('the page of a list', () => {
  test('is the first one unless asked for', () => {
    expect(parsePage({})).toEqual({ kind: 'index', startIndex: 1, count: DEFAULT_COUNT });
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
    expect(parsePage({ startIndex })).toMatchObject({ startIndex: start });
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
    expect(parsePage({ count })).toMatchObject({ kind: 'index', count: most });
  });

  test.each(['', ' ', 'x', '1.5', '1e3', '0x10', ' 1', '1 ', '١', 'NaN', 'Infinity', '--1', '1'.repeat(16)])(
    'cannot be %j',
    (text) => {
      expect(() => parsePage({ startIndex: text })).toThrow(
        badRequest('invalidValue', 'startIndex has to be an integer'),
      );
      expect(() => parsePage({ count: text })).toThrow(
        badRequest('invalidValue', 'count has to be an integer'),
      );
    },
  );
});

describe('a page by cursor', () => {
  test('is the first one where the cursor is empty', () => {
    expect(parsePage({ cursor: '' })).toEqual({ kind: 'cursor', count: DEFAULT_COUNT });
  });

  test('has the cursor as it was written, and a count', () => {
    expect(parsePage({ cursor: 'a_B-9', count: '7' })).toEqual({ kind: 'cursor', cursor: 'a_B-9', count: 7 });
  });

  test.each([
    ['0', 0],
    ['-5', 0],
    [`${MAX_COUNT}`, MAX_COUNT],
  ])('holds for count=%s at most %d', (count, most) => {
    expect(parsePage({ cursor: '', count })).toMatchObject({ count: most });
  });

  test.each(['', 'x', '1.5', `${MAX_COUNT + 1}`, '2147483647'])('cannot have count=%j', (count) => {
    expect(() => parsePage({ cursor: '', count })).toThrow(badRequest('invalidCount', 'count'));
  });

  test.each(['', 'abc'])('has no startIndex beside the cursor %j', (cursor) => {
    expect(() => parsePage({ cursor, startIndex: '1' })).toThrow(badRequest('invalidValue', 'together'));
  });
});

describe('a ListResponse', () => {
  test('says how many there are and where it starts', () => {
    expect(listResponse(7, { startIndex: 3 }, [{ id: 'a' }, { id: 'b' }])).toEqual({
      schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
      totalResults: 7,
      startIndex: 3,
      itemsPerPage: 2,
      Resources: [{ id: 'a' }, { id: 'b' }],
    });
  });

  test('has Resources where there are none', () => {
    expect(listResponse(0, { startIndex: 1 }, [])).toMatchObject({
      totalResults: 0,
      itemsPerPage: 0,
      Resources: [],
    });
  });

  test('of a page by cursor has the cursors that there are, and no startIndex', () => {
    const body = {
      schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
      totalResults: 7,
      itemsPerPage: 1,
      Resources: [{ id: 'a' }],
    };
    const resources = [{ id: 'a' }];
    expect(listResponse(7, {}, resources)).toEqual(body);
    expect(listResponse(7, { nextCursor: 'n' }, resources)).toEqual({ ...body, nextCursor: 'n' });
    expect(listResponse(7, { nextCursor: 'n', previousCursor: 'p' }, resources)).toEqual({
      ...body,
      nextCursor: 'n',
      previousCursor: 'p',
    });
  });
});

describe('the totalResults of a startIndex walk', () => {
  const page = (startIndex: number, count = DEFAULT_COUNT): IndexPage => ({
    kind: 'index',
    startIndex,
    count,
  });

  test.each([
    ['there is more than was counted', page(101, 50), 50, false, 120, 151],
    ['there is as much as was counted', page(101, 50), 50, false, 200, 200],
    ['less is left than was counted', page(101, 50), 7, true, 200, 107],
    ['nothing is left', page(101, 50), 0, true, 200, 100],
    ['the page is beyond the end', page(5_000), 0, true, 200, 200],
    ['only the total is asked for', page(1, 0), 0, false, 0, 0],
    ['there is nothing', page(1), 0, true, 0, 0],
  ])('where %s', (_, at, items, complete, counted, total) => {
    expect(totalOfWalk(at, items, complete, counted)).toBe(total);
  });

  test('is exact at rest, on any page', () => {
    const some = fc.nat(300);
    fc.assert(
      fc.property(some, fc.integer({ min: 1, max: 400 }), some, (total, startIndex, count) => {
        const items = Math.min(count, Math.max(0, total - startIndex + 1));
        const complete = startIndex - 1 + items >= total;
        expect(totalOfWalk(page(startIndex, count), items, complete, total)).toBe(total);
      }),
    );
  });

  /** What happens between two pages: ids that come and ids that go. */
  const meanwhile = fc.record({
    created: fc.array(fc.integer({ min: 1, max: 999 }), { maxLength: 8 }),
    deleted: fc.array(fc.integer({ min: 1, max: 999 }), { maxLength: 8 }),
    /** As wrong as a count can be. */
    counted: fc.nat(60),
  });

  test('ends the walk of who stops when startIndex is above it at its end, whatever happens beside it', () => {
    const ids = fc.uniqueArray(fc.integer({ min: 1, max: 999 }), { maxLength: 40 });
    fc.assert(
      fc.property(
        ids,
        fc.integer({ min: 1, max: 9 }),
        fc.infiniteStream(meanwhile),
        (first, count, events) => {
          const there = new Set(first);
          const lasting = new Set(first);
          const seen: number[] = [];
          let startIndex = 1;
          let totalResults = 1;
          // As the store walks: on from the last id that it gave.
          while (startIndex <= totalResults) {
            const left = [...there].filter((id) => id > (seen.at(-1) ?? 0)).sort((a, b) => a - b);
            const items = left.slice(0, count);
            const complete = items.length === left.length;
            const { created, deleted, counted } = events.next().value;
            totalResults = totalOfWalk(page(startIndex, count), items.length, complete, counted);
            startIndex += items.length;
            expect(startIndex > totalResults).toBe(complete);
            seen.push(...items);
            for (const id of deleted) {
              there.delete(id);
              lasting.delete(id);
            }
            for (const id of created) there.add(id);
          }
          expect(new Set(seen).size).toBe(seen.length);
          expect([...lasting].filter((id) => !seen.includes(id))).toEqual([]);
        },
      ),
    );
  });
});
