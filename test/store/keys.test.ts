import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compareUtf8, isStorable } from '../../lambda/scim/fold.ts';
import {
  counterKey,
  entryRange,
  entrySort,
  gateKey,
  isCut,
  memberKey,
  memberOf,
  mirrorKey,
  pendingKey,
  pendingListingKey,
  resourceKey,
  SHARDS,
  shardPartition,
  stubKey,
  tombstoneKey,
} from '../../lambda/store/dynamo/keys.ts';

const ID = '3f2504e0-4f89-41d3-9a0c-0305e82c3301';
const OTHER = '6ba7b810-9dad-41d1-80b4-00c04fd430c8';

/** Values as the service lets them through, some of them long. */
const value = fc
  .tuple(fc.string({ unit: 'binary', maxLength: 40 }), fc.integer({ min: 1, max: 60 }))
  .map(([text, times]) => text.repeat(times))
  .filter(isStorable);

const bytes = (text: string): number => Buffer.byteLength(text);

describe('the keys of items', () => {
  test.each([
    ['a user', resourceKey('acme', 'User', ID), 'T#acme#User', ID],
    ['a stub', stubKey('acme', ID), 'T#acme#exists', ID],
    ['a gate', gateKey('acme', ID, 'a'), `T#acme#Group#${ID}`, 'a'],
    ['a member', memberKey('acme', ID, OTHER), `T#acme#Group#${ID}#8`, `m#${OTHER}`],
    ['a mirror', mirrorKey('acme', OTHER, ID), `T#acme#Member#${OTHER}`, ID],
    ['a counter', counterKey('acme', 'Group', ID), 'T#acme#count#Group', '3f'],
    ['a pending entry', pendingKey('acme', ID), 'T#acme#pending', ID],
    ['its listing', pendingListingKey('acme', ID), 'pending', `acme#${ID}`],
    ['a tombstone', tombstoneKey('acme', ID), 'T#acme#deleted', ID],
  ])('%s', (_, key, pk, sk) => {
    expect(key).toEqual({ pk, sk });
  });

  test('a member is known by its key, and nothing else is taken for one', () => {
    expect(memberOf(memberKey('acme', ID, OTHER).sk)).toBe(OTHER);
    expect(memberOf(OTHER)).toBeUndefined();
  });

  test('members spread over all shards', () => {
    const uuids = fc.sample(fc.uuid({ version: 4 }), { numRuns: 400, seed: 1 });
    const partitions = new Set(uuids.map((id) => memberKey('acme', ID, id).pk));
    expect([...partitions].sort()).toEqual(SHARDS.map((shard) => shardPartition('acme', ID, shard)));
  });
});

describe('the keys of index entries', () => {
  test('a value stands in its key as it is, followed by the id where several may have it', () => {
    expect(entrySort('bob', true, ID)).toBe('bob');
    expect(entrySort('bob', false, ID)).toBe(`bob\u0000${ID}`);
  });

  test('a value of 900 bytes stands as it is, one of 901 is cut', () => {
    expect(isCut('é'.repeat(450))).toBe(false);
    expect(entrySort('é'.repeat(450), true, ID)).toBe('é'.repeat(450));
    expect(isCut(`${'é'.repeat(450)}x`)).toBe(true);
    const [beginning, hash, ...rest] = entrySort(`${'é'.repeat(450)}x`, true, ID).split('\u0000');
    expect(beginning).toBe('é'.repeat(417));
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(rest).toEqual([]);
  });

  test('any key fits DynamoDB’s 1,024 bytes and is not empty', () => {
    fc.assert(
      fc.property(value, fc.boolean(), (text, unique) => {
        const sort = entrySort(text, unique, ID);
        expect(bytes(sort)).toBeGreaterThan(0);
        expect(bytes(sort)).toBeLessThanOrEqual(1_024);
        expect(bytes(entryRange(text).to)).toBeLessThanOrEqual(1_024);
        expect(sort.isWellFormed()).toBe(true);
      }),
    );
  });

  test('different values have different keys, unique or not, and the same value the same', () => {
    fc.assert(
      fc.property(value, value, fc.boolean(), fc.boolean(), (a, b, unique, otherUnique) => {
        const same = a === b && unique === otherUnique;
        expect(entrySort(a, unique, ID) === entrySort(b, otherUnique, ID)).toBe(same);
      }),
    );
  });

  test('different holders of a value have different keys where several may have it', () => {
    fc.assert(
      fc.property(value, (text) => {
        expect(entrySort(text, false, ID)).not.toBe(entrySort(text, false, OTHER));
        expect(entrySort(text, true, ID)).toBe(entrySort(text, true, OTHER));
      }),
    );
  });

  test('the range of a value holds its keys, and none of another that stands as it is', () => {
    const isIn = (sort: string, { from, to }: ReturnType<typeof entryRange>) =>
      compareUtf8(from, sort) <= 0 && compareUtf8(sort, to) <= 0;
    fc.assert(
      fc.property(value, value, fc.boolean(), (a, b, unique) => {
        expect(isIn(entrySort(a, unique, ID), entryRange(a))).toBe(true);
        if (a !== b && !isCut(b)) expect(isIn(entrySort(b, unique, ID), entryRange(a))).toBe(false);
      }),
    );
    expect(isIn(entrySort('a\u0001', false, ID), entryRange('a'))).toBe(false);
  });

  test('keys are in the order of their values, as far as these stand in them', () => {
    fc.assert(
      fc.property(value, value, (a, b) => {
        if (isCut(a) || isCut(b) || a === '' || b === '') return;
        const [first, second] = [entrySort(a, false, ID), entrySort(b, false, ID)];
        expect(Math.sign(compareUtf8(first, second))).toBe(Math.sign(compareUtf8(a, b)));
      }),
    );
  });
});
