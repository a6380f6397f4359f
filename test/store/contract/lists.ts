import { randomUUID } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { isWithin, type ValueRange } from '../../../lambda/scim/value-range.ts';
import { OverBudget } from '../../../lambda/store/error.ts';
import type { Placed, Stretch } from '../../../lambda/store/order.ts';
import type { Directory } from '../../../lambda/store/port.ts';
import { ReadBudget } from '../../../lambda/store/read-budget.ts';
import type { Fixture } from '../contract.ts';
import { add, asUser, call, group, idsOf, listed, manyUsers, NO_ID, NOBODY, user } from '../examples.ts';

/** Names whose order is that of bytes, some of them longer than a key and alike up to its end. */
const LONG = 'm'.repeat(1_000);
const NAMES = [
  'a',
  'ab',
  'b',
  'é',
  '～',
  '😀',
  'm'.repeat(835),
  'm'.repeat(900),
  LONG,
  `${LONG}a`,
  `${LONG}b`,
];

const walked = async (directory: Directory, tenant: string, stretch: Stretch): Promise<readonly Placed[]> =>
  (await Array.fromAsync(directory.walk(tenant, stretch, call()))).flat();

const namesOf = (placed: readonly Placed[]) => placed.map(({ resource }) => resource.attributes['userName']);

export const lists = (fixture: () => Fixture): void => {
  test('who has a value in a range is named, once', async () => {
    const { directory, tenant } = fixture();
    const owners = new Map<string, readonly string[]>();
    for (const unique of [true, false]) {
      for (const name of NAMES) {
        const entry = { attribute: unique ? 'userName' : 'displayName', value: name, unique };
        const content = { attributes: {}, entries: [entry] };
        const { id } = await directory.create(tenant, 'User', content, [], call());
        owners.set(`${entry.attribute} ${name}`, [id]);
      }
    }
    const bounds = [...NAMES, '', 'c', `${LONG}aa`].flatMap((value) =>
      [true, false].map((included) => ({ value, included })),
    );
    const ranges: ValueRange[] = [
      ...NAMES.flatMap((value): ValueRange[] => [
        { kind: 'equal', value },
        { kind: 'prefix', value },
      ]),
      { kind: 'prefix', value: '' },
      { kind: 'between' },
      ...bounds.flatMap((bound): ValueRange[] => [
        { kind: 'between', from: bound },
        { kind: 'between', to: bound },
        { kind: 'between', from: { value: 'ab', included: true }, to: bound },
      ]),
    ];
    for (const attribute of ['userName', 'displayName']) {
      for (const range of ranges) {
        const wanted = NAMES.filter((name) => isWithin(range, name)).flatMap(
          (name) => owners.get(`${attribute} ${name}`) ?? [],
        );
        expect(await directory.holders(tenant, 'User', attribute, range, call())).toEqual(wanted.sort());
      }
    }
  });

  test('who has several values in a range is named once', async () => {
    const { directory, tenant } = fixture();
    const entries = ['a', 'ab', 'ac'].map((value) => ({ attribute: 'emails.value', value, unique: false }));
    const { id } = await directory.create(tenant, 'User', { ...user('bob'), entries }, [], call());
    const range: ValueRange = { kind: 'prefix', value: 'a' };
    expect(await directory.holders(tenant, 'User', 'emails.value', range, call())).toEqual([id]);
  });

  test('a walk goes on behind a place, in either direction and order', async () => {
    const { directory, tenant } = fixture();
    for (const name of NAMES) await directory.create(tenant, 'User', user(name), [], call());
    for (const by of [undefined, 'userName']) {
      const forth = await walked(directory, tenant, { type: 'User', by, backwards: false });
      const back = await walked(directory, tenant, { type: 'User', by, backwards: true, atOnce: 2 });
      expect(back).toEqual(forth.toReversed());
      expect(forth).toHaveLength(NAMES.length);
      for (const [index, { place }] of forth.entries()) {
        const from = (backwards: boolean) =>
          walked(directory, tenant, { type: 'User', by, backwards, after: place, atOnce: 3 });
        expect(await from(false)).toEqual(forth.slice(index + 1));
        expect(await from(true)).toEqual(forth.slice(0, index).toReversed());
      }
    }
    const short = NAMES.slice(0, 3);
    const inOrder = await walked(directory, tenant, { type: 'User', by: 'userName', backwards: false });
    expect(namesOf(inOrder).slice(0, 3)).toEqual(short);
    expect(namesOf(inOrder).slice(-3)).toEqual(['é', '～', '😀']);
  });

  test('a place is found by how many are before it, whatever else there is', async () => {
    const { directory, tenant } = fixture();
    await manyUsers(directory, tenant, 200);
    for (let index = 0; index < 8; index += 1)
      await directory.create(tenant, 'Group', group(`g${index}`), [], call());
    const counters = await directory.counters(tenant, 'User', call());
    expect(counters).toHaveLength(256);
    for (const by of [undefined, 'userName']) {
      for (const backwards of [false, true]) {
        const order = { type: 'User', by, backwards } as const;
        const all = await walked(directory, tenant, order);
        for (const skip of [1, 2, 97, 198, 199]) {
          const after = await directory.seek(tenant, order, counters, skip, call());
          const [next] = await walked(directory, tenant, { ...order, after });
          expect(next).toEqual(all[skip]);
        }
        expect(await directory.seek(tenant, order, counters, 200, call())).toBeUndefined();
      }
    }
  });

  test('all are visited, and read by their ids', async () => {
    const { directory, tenant } = fixture();
    const ids = idsOf(await manyUsers(directory, tenant, 40));
    const sales = await directory.create(tenant, 'Group', group('Sales'), [], call());
    const visited: string[] = [];
    const visit = async (some: Iterable<{ readonly id: string }>) => {
      visited.push(...idsOf(some));
    };
    await directory.visitAll(tenant, 'User', visit, call());
    expect(visited.sort()).toEqual(ids);
    const read = await directory.readListed(tenant, 'User', [NO_ID, ...ids, NOBODY], call());
    expect(read.map(({ id }) => id)).toEqual(ids);
    expect(await directory.readListed(tenant, 'Group', [sales.id], call())).toEqual([listed(sales)]);
  });

  test('the groups of many members, and the members of many groups, are read together', async () => {
    const { directory, tenant } = fixture();
    const [ann, bob, eve] = await manyUsers(directory, tenant, 3);
    if (!ann || !bob || !eve) throw new Error('there are three');
    const one = await directory.create(tenant, 'Group', group('One'), [ann, bob], call());
    const two = await directory.create(tenant, 'Group', group('Two'), [], call());
    await directory.changeMembers(tenant, two.id, add(bob), call());

    const ids = [ann.id, NO_ID, eve.id, bob.id];
    const groups = await directory.groupsOf(tenant, ids, call());
    expect(groups.get(ann.id)).toEqual([one.id]);
    expect([...(groups.get(bob.id) ?? [])].sort()).toEqual(idsOf([one, two]));
    expect(groups.get(eve.id)).toEqual([]);

    const read = await directory.readGroups(tenant, [two.id, NOBODY, NO_ID, one.id], call());
    expect(read.map(({ id }) => id)).toEqual([two.id, one.id]);
    expect(read.map(({ members }) => idsOf(members))).toEqual([[bob.id], idsOf([asUser(ann), asUser(bob)])]);
  });

  test('memberships are told from those that there are not', async () => {
    const { directory, tenant } = fixture();
    const [ann, bob] = await manyUsers(directory, tenant, 2);
    if (!ann || !bob) throw new Error('there are two');
    const one = await directory.create(tenant, 'Group', group('One'), [ann], call());
    const two = await directory.create(tenant, 'Group', group('Two'), [ann, bob], call());
    const asked = [one.id, two.id, NOBODY, NO_ID].flatMap((groupId) =>
      [bob.id, ann.id, NOBODY, NO_ID].map((memberId) => ({ groupId, memberId })),
    );
    const there = [
      { groupId: one.id, memberId: ann.id },
      { groupId: two.id, memberId: bob.id },
      { groupId: two.id, memberId: ann.id },
    ];
    expect(await directory.memberships(tenant, asked, call())).toEqual(there);
    expect(await directory.memberships(`${tenant}x`, asked, call())).toEqual([]);
    await directory.remove(tenant, 'Group', two.id, undefined, call());
    expect(await directory.memberships(tenant, asked, call())).toEqual(there.slice(0, 1));
  });

  test('a bookmark is found where it was left, and nowhere else', async () => {
    const { directory, tenant } = fixture();
    const walk = randomUUID();
    const bookmark = { place: { id: NOBODY, key: 'é\u0000' }, total: 7 };
    await directory.leaveBookmark(tenant, walk, 101, bookmark, call());
    expect(await directory.bookmark(tenant, walk, 101, call())).toEqual(bookmark);
    expect(await directory.bookmark(tenant, walk, 201, call())).toBeUndefined();
    expect(await directory.bookmark(tenant, randomUUID(), 101, call())).toBeUndefined();
    expect(await directory.bookmark(`${tenant}x`, walk, 101, call())).toBeUndefined();
    const later = { place: { id: NOBODY, key: 0.5 } };
    await directory.leaveBookmark(tenant, walk, 101, later, call());
    expect(await directory.bookmark(tenant, walk, 101, call())).toEqual(later);
  });

  test('what is read is counted, and refused when it is too much', async () => {
    const { directory, tenant } = fixture();
    const ids = idsOf(await manyUsers(directory, tenant, 120));
    const reads = new ReadBudget(100);
    const within = { ...call(), reads };
    await directory.counters(tenant, 'User', within);
    await directory.read(tenant, 'User', ids[0] ?? '', within);
    expect(reads.spent).toBeGreaterThanOrEqual(2);
    expect(reads.spent).toBeLessThan(20);
    await expect(directory.readListed(tenant, 'User', ids, within)).rejects.toEqual(new OverBudget(100));
    const refused = reads.spent;
    await expect(directory.counters(tenant, 'User', within)).rejects.toEqual(new OverBudget(100));
    expect(reads.spent).toBe(refused);
  });
};
