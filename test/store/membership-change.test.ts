import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { MembershipChange } from '../../lambda/scim/resource.ts';
import {
  adjusted,
  byShard,
  distinct,
  impossibleIds,
  isEmpty,
  NO_CHANGE,
  pieces,
} from '../../lambda/store/dynamo/membership-change.ts';
import { asUser, NO_ID } from './examples.ts';

const change = fc
  .uniqueArray(fc.uuid(), { maxLength: 150 })
  .chain((ids) => fc.nat(ids.length).map((count) => [ids.slice(0, count), ids.slice(count)] as const))
  .map(([added, removed]): MembershipChange => ({ add: added.map((id) => asUser({ id })), remove: removed }));

const joined = (parts: Iterable<MembershipChange>): MembershipChange => {
  const all = [...parts];
  return { add: all.flatMap(({ add }) => add), remove: all.flatMap(({ remove }) => remove) };
};
const sorted = ({ add, remove }: MembershipChange) => ({
  add: add.map(({ id }) => id).sort(),
  remove: [...remove].sort(),
});

describe('a change of members', () => {
  test('falls into shards without loss, each member into one', () => {
    fc.assert(
      fc.property(change, (whole) => {
        const parts = byShard(whole);
        expect(sorted(joined(parts.values()))).toEqual(sorted(whole));
        for (const [shard, { add, remove }] of parts) {
          for (const id of [...add.map((member) => member.id), ...remove])
            expect(id.endsWith(shard)).toBe(true);
          expect(add.length + remove.length).toBeGreaterThan(0);
        }
      }),
    );
  });

  test('falls into pieces of at most 32 without loss', () => {
    fc.assert(
      fc.property(change, (whole) => {
        const parts = pieces(whole);
        expect(sorted(joined(parts))).toEqual(sorted(whole));
        for (const { add, remove } of parts) expect(add.length + remove.length).toBeLessThanOrEqual(32);
      }),
    );
  });

  test('holds everybody once, and no removal of who cannot be a member', () => {
    const [ann, bob] = fc.sample(fc.uuid(), 2).map((id) => asUser({ id }));
    if (!ann || !bob) throw new Error('two ids were drawn');
    const twice = { add: [ann, ann], remove: [bob.id, NO_ID, bob.id] };
    expect(distinct(twice)).toEqual({ add: [ann], remove: [bob.id] });
    expect(impossibleIds({ add: [ann, asUser({ id: NO_ID })], remove: [NO_ID] })).toEqual([NO_ID]);
    expect(isEmpty(NO_CHANGE)).toBe(true);
    expect(isEmpty(twice)).toBe(false);
  });

  test('is adjusted to who is settled, missing or of another type', () => {
    const before = { add: ['a', 'b', 'c'].map((id) => asUser({ id })), remove: ['d', 'e'] };
    const after = adjusted(before, [
      { kind: 'settled', id: 'a' },
      { kind: 'mistyped', id: 'b', type: 'Group' },
      { kind: 'settled', id: 'e' },
      { kind: 'missing', id: 'c' },
    ]);
    expect(after).toEqual({ add: [{ id: 'b', type: 'Group' }], remove: ['d'] });
  });
});
