import { describe, expect, test } from '@jest/globals';
import type { Json } from '../../../lambda/scim/json.ts';
import type { MembershipEdit } from '../../../lambda/scim/membership.ts';
import { membershipEdits } from '../../../lambda/scim/patch/membership.ts';
import { parsePatch } from '../../../lambda/scim/patch/operations.ts';
import type { Reference } from '../../../lambda/scim/resource.ts';
import { GROUP } from '../../../lambda/scim/schema/models.ts';
import { badRequest } from '../support.ts';
import { patchOf } from './patched.ts';

const edits = (...operations: Json[]): readonly MembershipEdit[] =>
  membershipEdits(parsePatch(GROUP, patchOf(operations)));

const user = (id: string): Reference => ({ id, type: 'User' });

const nobody: MembershipEdit = { kind: 'remove', ids: [] };
const everybody: MembershipEdit = { kind: 'replace', members: [] };

describe('an operation on members', () => {
  test.each<[string, Json, MembershipEdit]>([
    [
      'adds one',
      { op: 'Add', path: 'members', value: [{ value: 'a' }] },
      { kind: 'add', members: [user('a')] },
    ],
    [
      'adds one that is no list',
      { op: 'add', path: 'members', value: { value: 'a' } },
      { kind: 'add', members: [user('a')] },
    ],
    [
      'adds several, each once',
      { op: 'add', path: 'members', value: [{ value: 'a' }, { value: 'b' }, { value: 'a' }] },
      { kind: 'add', members: [user('a'), user('b')] },
    ],
    [
      'adds without a path',
      { op: 'add', value: { Members: [{ value: 'a' }] } },
      { kind: 'add', members: [user('a')] },
    ],
    ['adds nobody', { op: 'add', path: 'members', value: [] }, { kind: 'add', members: [] }],
    ['adds nobody by null', { op: 'add', path: 'members', value: null }, { kind: 'add', members: [] }],
    [
      'replaces all',
      { op: 'replace', path: 'members', value: [{ value: 'a' }] },
      { kind: 'replace', members: [user('a')] },
    ],
    ['replaces all by nobody', { op: 'replace', path: 'members', value: [] }, everybody],
    ['replaces all by null', { op: 'replace', path: 'members', value: null }, everybody],
    ['removes all', { op: 'remove', path: 'members' }, everybody],
    [
      'removes by value, as Entra does',
      { op: 'Remove', path: 'members', value: [{ value: 'a', $ref: null }] },
      { kind: 'remove', ids: ['a'] },
    ],
    [
      'removes by one value',
      { op: 'remove', path: 'members', value: { value: 'a' } },
      { kind: 'remove', ids: ['a'] },
    ],
    ['removes nobody by an empty list', { op: 'remove', path: 'members', value: [] }, nobody],
    ['removes nobody by null', { op: 'remove', path: 'members', value: null }, nobody],
    ['removes nobody by an empty string', { op: 'remove', path: 'members', value: '' }, nobody],
    [
      'removes by an id in the path',
      { op: 'remove', path: 'members[value eq "a"]' },
      { kind: 'remove', ids: ['a'] },
    ],
    [
      'removes by ids in the path',
      { op: 'remove', path: 'members[value eq "a" or VALUE EQ "b"]' },
      { kind: 'remove', ids: ['a', 'b'] },
    ],
    [
      'removes by an id in the path, whatever the value',
      { op: 'remove', path: 'members[value eq "a"]', value: [] },
      { kind: 'remove', ids: ['a'] },
    ],
  ])('%s', (_, operation, edit) => {
    expect(edits(operation)).toEqual([edit]);
  });

  test.each<[string, string[]]>([
    ['type eq "Group"', ['g']],
    ['type eq "group"', ['g']],
    ['not (value eq "a")', ['b', 'g']],
    ['value eq "a" and type eq "User"', ['a']],
    ['value eq "a" and type eq "Group"', []],
    ['value eq "a" or type eq "Group"', ['a', 'g']],
    ['value pr', ['a', 'b', 'g']],
  ])('removes whom %s selects', (filter, ids) => {
    const [edit] = edits({ op: 'remove', path: `members[${filter}]` });
    const members: Reference[] = [user('a'), user('b'), { id: 'g', type: 'Group' }];
    expect(edit?.kind === 'removeWhere' && members.filter(edit.matches).map(({ id }) => id)).toEqual(ids);
  });

  test.each<[string, string, Json, string]>([
    ['invalidValue', 'members that are strings', { op: 'add', path: 'members', value: ['a'] }, 'object'],
    ['invalidValue', 'strings to remove', { op: 'remove', path: 'members', value: ['a'] }, 'object'],
    ['invalidValue', 'members without an id', { op: 'add', path: 'members', value: [{}] }, 'id of a member'],
    [
      'invalidValue',
      'members without an id to remove',
      { op: 'remove', path: 'members', value: [{}] },
      'id of a member',
    ],
    [
      'invalidValue',
      'an id that is a number',
      { op: 'add', path: 'members', value: [{ value: 1 }] },
      'id of a member',
    ],
    [
      'mutability',
      'an id that changes',
      { op: 'replace', path: 'members[value eq "a"].value', value: 'b' },
      'cannot be changed',
    ],
    [
      'mutability',
      'a member that changes',
      { op: 'replace', path: 'members[value eq "a"]', value: { value: 'b' } },
      'cannot be changed',
    ],
    [
      'mutability',
      'an addition to a member',
      { op: 'add', path: 'members[value eq "a"]', value: { type: 'Group' } },
      'cannot be changed',
    ],
    ['mutability', 'all types', { op: 'replace', path: 'members.type', value: 'Group' }, 'cannot be changed'],
    [
      'mutability',
      'a name',
      { op: 'replace', path: 'members[value eq "a"].display', value: 'x' },
      'readOnly',
    ],
    [
      'invalidFilter',
      'a filter on what is not known of members',
      { op: 'remove', path: 'members[display eq "x"]' },
      'value and their type',
    ],
    [
      'invalidFilter',
      'a filter on an address',
      { op: 'remove', path: 'members[value eq "a" or $ref pr]' },
      'value and their type',
    ],
  ])('is refused: %s for %s', (scimType, _, operation, sentence) => {
    expect(() => edits(operation)).toThrow(badRequest(scimType as 'mutability', sentence));
  });

  test('asks each member only so much', () => {
    const filter = { op: 'remove', path: 'members[type eq "x" or type eq "y"]' };
    expect(edits(filter, filter, filter, filter)).toHaveLength(4);
    expect(() => edits(filter, filter, filter, filter, filter)).toThrow(
      badRequest('tooMany', 'at most 8 comparisons'),
    );
    const one = { op: 'remove', path: 'members[value eq "a"]' };
    expect(edits(...Array.from({ length: 1000 }, () => one))).toHaveLength(1000);
  });
});
