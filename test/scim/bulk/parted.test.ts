import { describe, expect, test } from '@jest/globals';
import { parted } from '../../../lambda/scim/bulk/parted.ts';
import type { Json } from '../../../lambda/scim/json.ts';
import { ENTERPRISE } from '../support.ts';

const CIRCLE = new Set(['a', 'b']);

describe('a resource that refers to others of its circle is taken apart', () => {
  test.each<[string, Json, Json, Json]>([
    [
      'of members those that are in it',
      { displayName: 'x', members: [{ value: 'bulkId:a' }, { value: 'u1' }, { value: 'bulkId:c' }] },
      { displayName: 'x', members: [{ value: 'u1' }, { value: 'bulkId:c' }] },
      { members: [{ value: 'bulkId:a' }] },
    ],
    [
      'of an extension the attribute that does',
      { [ENTERPRISE]: { department: 'x', manager: { value: 'bulkId:b' } } },
      { [ENTERPRISE]: { department: 'x' } },
      { [ENTERPRISE]: { manager: { value: 'bulkId:b' } } },
    ],
    [
      'of a single value all of it',
      { manager: 'bulkId:a', title: 'x' },
      { title: 'x' },
      { manager: 'bulkId:a' },
    ],
    ['a member that is one', { members: { value: 'bulkId:a' } }, {}, { members: { value: 'bulkId:a' } }],
    ['nothing where nothing refers to it', { title: 'bulkId:c' }, { title: 'bulkId:c' }, {}],
    ['nothing where there is no resource', 'bulkId:a', 'bulkId:a', {}],
  ])('%s', (_, data, alone, links) => {
    expect(parted(data, CIRCLE)).toEqual({ alone, links });
  });

  test('however deep it seems to go', () => {
    let deep: Json = { manager: 'bulkId:a' };
    for (let depth = 0; depth < 50_000; depth += 1) deep = { 'urn:x': deep, manager: 'bulkId:a' };
    expect(Object.keys(parted(deep, CIRCLE).links)).toEqual(['urn:x', 'manager']);
  });
});
