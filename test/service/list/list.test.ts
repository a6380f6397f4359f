import { setImmediate } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { listOf } from '../../../lambda/scim/json.ts';
import { groupService } from '../../../lambda/service/groups.ts';
import { userService } from '../../../lambda/service/users.ts';
import { TooManyMembers } from '../../../lambda/store/error.ts';
import type { Directory, ListedResource, StoredGroup } from '../../../lambda/store/port.ts';
import { badRequest } from '../../scim/support.ts';
import { CONTEXT, directory, stored } from '../support.ts';

const CREW: StoredGroup = {
  ...stored('Group', 'b1', { displayName: 'Crew' }),
  members: [{ id: 'u1', type: 'User' }],
};
const ADA = stored('User', 'a1', { userName: 'ada', displayName: 'Ada' });

const names = async () =>
  new Map([
    ['u1', 'Ada'],
    ['g1', 'Crew'],
  ]);

/** What a directory answers that has these resources of a type. */
const having = (...resources: readonly ListedResource[]): Partial<Directory> => ({
  counters: async () => [resources.length],
  walk: async function* (_tenant, { type }) {
    const found = resources.filter((one) => one.type === type);
    yield found.map((resource) => ({ place: { id: resource.id }, resource }));
  },
  // Ranges of ids side by side, as the store has them.
  visitAll: async (_tenant, type, visit) => {
    const all = resources.filter((one) => one.type === type);
    await Promise.all([all.slice(0, all.length / 2), all.slice(all.length / 2)].map(visit));
  },
  leaveBookmark: async () => {},
});

const DIRECTORY = directory({
  ...having(ADA, CREW),
  readGroups: async () => [CREW],
  groupsOf: async () => new Map([['a1', ['g1']]]),
  displayNames: names,
});

describe('a filter on the names of what is kept apart', () => {
  test.each([
    ['members.display eq "ada"', 1],
    ['members[display sw "A"]', 1],
    ['members.display eq "Grace"', 0],
    ['not (members.display pr)', 0],
  ])('of a group is answered: %s', async (filter, totalResults) => {
    expect(await groupService(DIRECTORY, 5_000).list(CONTEXT, { filter })).toMatchObject({ totalResults });
  });

  test.each([
    ['groups.display eq "crew"', 1],
    ['groups[display co "rew"]', 1],
    ['groups.display eq "Deck"', 0],
  ])('of a user is answered: %s', async (filter, totalResults) => {
    expect(await userService(DIRECTORY).list(CONTEXT, { filter })).toMatchObject({ totalResults });
  });
});

describe('a filter that looks at the members of many groups', () => {
  const crews = Array.from({ length: 20 }, (_, n) => stored('Group', `b${n}`, { displayName: `Crew ${n}` }));
  const filtered = (readGroups: Directory['readGroups']) =>
    groupService(directory({ ...having(...crews), readGroups, displayNames: names }), 5_000).list(CONTEXT, {
      filter: 'members.type eq "Group"',
      count: '0',
    });

  test('reads those of a few at a time, which have to fit into memory', async () => {
    let held = 0;
    const most: number[] = [];
    const { totalResults } = await filtered(async (_tenant, ids) => {
      held += ids.length;
      most.push(held);
      await setImmediate();
      held -= ids.length;
      return ids.map((id) => ({ ...CREW, id, members: [{ id: 'g1', type: 'Group' }] }));
    });
    expect(totalResults).toBe(20);
    expect(Math.max(...most)).toBeLessThanOrEqual(8);
  });

  test('is refused where one of them has too many, and the client told what it can ask instead', async () => {
    const refused = filtered(async () => {
      throw new TooManyMembers(100_000);
    });
    await expect(refused).rejects.toEqual(badRequest('tooMany', 'compare members.value by eq'));
  });
});

describe('a name beside a group', () => {
  /** Looks up bob, in a group that these users are in, while he is renamed and another takes his name. */
  const lookedUp = (...members: readonly string[]) => {
    const asked: string[] = [];
    const service = userService(
      directory({
        holders: async () => ['a1'],
        memberships: async (_tenant, pairs) => {
          asked.push(...pairs.map(({ memberId }) => memberId));
          return pairs.filter(({ memberId }) => members.includes(memberId));
        },
        readListed: async (_tenant, type, ids) => ids.map((id) => stored(type, id, { userName: 'robert' })),
        find: async () => [stored('User', 'a2', { userName: 'bob' })],
      }),
    );
    const filter = 'groups.value eq "g1" and userName eq "bob"';
    return { asked, list: service.list(CONTEXT, { filter, attributes: ['userName'] }) };
  };

  test('finds who has it by now, if they are in the group too', async () => {
    const { list, asked } = lookedUp('a1', 'a2');
    expect(await list).toMatchObject({ totalResults: 1, Resources: [{ id: 'a2' }] });
    expect(asked).toEqual(['a1', 'a2']);
    expect(await lookedUp('a1').list).toMatchObject({ totalResults: 0 });
    expect(await lookedUp('a2').list).toMatchObject({ totalResults: 0 });
  });
});

describe('a filter on the version', () => {
  test('of a user that is in groups compares the version that is shown', async () => {
    const service = userService(directory({ ...DIRECTORY, read: async () => ADA }));
    const { version } = await service.get(CONTEXT, 'a1', {});
    const versioned = (text: string) =>
      service.list(CONTEXT, { filter: `meta.version eq ${JSON.stringify(text)}` });
    expect(await versioned(version)).toMatchObject({ totalResults: 1 });
    expect(await versioned('W/"5"')).toMatchObject({ totalResults: 0 });
  });
});

describe('a page', () => {
  const users = (title: string) =>
    Array.from({ length: 30 }, (_, index) => stored('User', `a${index}`, { userName: `u${index}`, title }));

  const heavy = (title: string) =>
    userService(directory({ ...having(...users(title)), groupsOf: async () => new Map() })).list(CONTEXT, {});

  test.each([
    ['plain text', 'x'.repeat(300_000)],
    ['what is escaped in JSON', '"'.repeat(150_000)],
    ['what is escaped by a code', '\u0001'.repeat(50_000)],
  ])('of more %s than an answer of Lambda can hold ends early', async (_, title) => {
    const { totalResults, Resources, itemsPerPage } = await heavy(title);
    expect({ totalResults, itemsPerPage }).toEqual({
      totalResults: 30,
      itemsPerPage: listOf(Resources ?? []).length,
    });
    expect(itemsPerPage).toBeGreaterThan(0);
    // As the body, a text, of an answer that is JSON itself.
    expect(Buffer.byteLength(JSON.stringify(JSON.stringify(Resources)))).toBeLessThan(6_000_000);
  });

  test('has at least one resource, whatever its size', async () => {
    expect(await heavy('x'.repeat(7_000_000))).toMatchObject({ totalResults: 30, itemsPerPage: 1 });
  });
});
