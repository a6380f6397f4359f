import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  dependsOnMembers,
  type MembershipEdit,
  membershipChange,
  mostMembersBefore,
} from '../../lambda/scim/membership.ts';
import type { MembershipChange, Reference } from '../../lambda/scim/resource.ts';

const user = (id: string): Reference => ({ id, type: 'User' });
const group = (id: string): Reference => ({ id, type: 'Group' });

const CURRENT = [user('a'), user('b'), group('g')];

const add = (...ids: string[]): MembershipEdit => ({ kind: 'add', members: ids.map(user) });
const remove = (...ids: string[]): MembershipEdit => ({ kind: 'remove', ids });
const replace = (...ids: string[]): MembershipEdit => ({ kind: 'replace', members: ids.map(user) });
const removeGroups: MembershipEdit = { kind: 'removeWhere', matches: ({ type }) => type === 'Group' };

describe('membershipChange', () => {
  test.each<[string, MembershipEdit[], MembershipChange]>([
    ['nothing', [], { add: [], remove: [] }],
    ['an addition', [add('c', 'd')], { add: [user('c'), user('d')], remove: [] }],
    ['a removal', [remove('a', 'c')], { add: [], remove: ['a', 'c'] }],
    ['an addition taken back', [add('c'), remove('c')], { add: [], remove: ['c'] }],
    ['a removal taken back', [remove('a'), add('a')], { add: [user('a')], remove: [] }],
    ['an addition twice', [add('c'), add('c', 'c')], { add: [user('c')], remove: [] }],
  ])('holds for whoever is a member: %s', (_, edits, change) => {
    expect(dependsOnMembers(edits)).toBe(false);
    expect(membershipChange(edits)).toEqual(change);
  });

  test.each<[string, MembershipEdit[], MembershipChange]>([
    ['a replacement', [replace('b', 'c')], { add: [user('c')], remove: ['a', 'g'] }],
    ['a replacement by nobody', [replace()], { add: [], remove: ['a', 'b', 'g'] }],
    ['two replacements', [replace('c'), replace('a')], { add: [], remove: ['b', 'g'] }],
    ['a removal by a filter', [removeGroups], { add: [], remove: ['g'] }],
    [
      'a removal by a filter of who was just added',
      [add('c'), removeGroups, add('d')],
      { add: [user('c'), user('d')], remove: ['g'] },
    ],
    [
      'a replacement and more',
      [replace('a'), add('c'), remove('a')],
      { add: [user('c')], remove: ['a', 'b', 'g'] },
    ],
    ['nothing that is so already', [replace('a', 'b', 'g'), add('a'), remove('x')], { add: [], remove: [] }],
  ])('is what differs from the current members: %s', (_, edits, change) => {
    expect(dependsOnMembers(edits)).toBe(true);
    const { add: added, remove: removed } = membershipChange(edits, CURRENT);
    expect({ add: added, remove: [...removed].sort() }).toEqual(change);
  });
});

const id: fc.Arbitrary<string> = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h');
const reference: fc.Arbitrary<Reference> = fc.record({ id, type: fc.constantFrom('User', 'Group') });
const references = fc.uniqueArray(reference, { selector: (one) => one.id });
const ids = fc.array(id);

const independent: fc.Arbitrary<MembershipEdit> = fc.oneof(
  fc.record({ kind: fc.constant('add'), members: references }),
  fc.record({ kind: fc.constant('remove'), ids }),
);
const edit: fc.Arbitrary<MembershipEdit> = fc.oneof(
  independent,
  fc.record({ kind: fc.constant('replace'), members: references }),
  ids.map(
    (some): MembershipEdit => ({
      kind: 'removeWhere',
      matches: (member: Reference) => some.includes(member.id),
    }),
  ),
);

/** What an edit does to a set of members, naively. */
const edited = (members: ReadonlySet<string>, one: MembershipEdit): ReadonlySet<string> => {
  switch (one.kind) {
    case 'add':
      return new Set([...members, ...one.members.map((member) => member.id)]);
    case 'remove':
      return new Set([...members].filter((member) => !one.ids.includes(member)));
    case 'replace':
      return new Set(one.members.map((member) => member.id));
    case 'removeWhere':
      return new Set([...members].filter((member) => !one.matches(user(member))));
  }
};

const applied = (members: readonly Reference[], change: MembershipChange): ReadonlySet<string> =>
  new Set([
    ...members.map((member) => member.id).filter((member) => !change.remove.includes(member)),
    ...change.add.map((member) => member.id),
  ]);

const idsOf = (members: readonly Reference[]): ReadonlySet<string> =>
  new Set(members.map((member) => member.id));

describe('applying a membershipChange', () => {
  test('is applying the edits one by one', () => {
    fc.assert(
      fc.property(references, fc.array(edit, { maxLength: 6 }), (current, edits) => {
        const change = membershipChange(edits, current);
        expect(applied(current, change)).toEqual(edits.reduce(edited, idsOf(current)));
      }),
    );
  });

  test('is so for any members where the edits do not depend on them', () => {
    fc.assert(
      fc.property(references, fc.array(independent, { maxLength: 6 }), (current, edits) => {
        expect(applied(current, membershipChange(edits))).toEqual(edits.reduce(edited, idsOf(current)));
      }),
    );
  });

  test('adds nobody who is in, removes nobody who is not, and never both', () => {
    fc.assert(
      fc.property(references, fc.array(edit, { maxLength: 6 }), (current, edits) => {
        const { add: added, remove: removed } = membershipChange(edits, current);
        const members = idsOf(current);
        expect(added.filter((member) => members.has(member.id))).toEqual([]);
        expect(removed.filter((member) => !members.has(member))).toEqual([]);

        const blind = membershipChange(edits.filter((one) => !dependsOnMembers([one])));
        expect(blind.add.filter((member) => blind.remove.includes(member.id))).toEqual([]);
      }),
    );
  });

  test('twice is applying it once', () => {
    fc.assert(
      fc.property(references, fc.array(edit, { maxLength: 6 }), (current, edits) => {
        const after = edits.reduce(edited, idsOf(current));
        const change = membershipChange(edits, current);
        expect(applied([...after].map(user), change)).toEqual(after);
      }),
    );
  });
});

test('a group with more than mostMembersBefore loses more than that, whoever its members are', () => {
  fc.assert(
    fc.property(references, fc.array(edit, { maxLength: 6 }), fc.nat(8), (current, edits, most) => {
      const { remove: removed } = membershipChange(edits, current);
      expect(removed.length > most || current.length <= mostMembersBefore(edits, most)).toBe(true);
    }),
  );
  expect(mostMembersBefore([add('a', 'b'), replace('c'), add('d')], 3)).toBe(5);
  expect(mostMembersBefore([add('a'), removeGroups], 3)).toBe(Number.POSITIVE_INFINITY);
});
