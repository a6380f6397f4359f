import { expect, test } from '@jest/globals';
import { MissingMembers, Stale, Taken } from '../../../lambda/store/error.ts';
import type { Fixture } from '../contract.ts';
import {
  add,
  asUser,
  call,
  countOf,
  group,
  groupsOf,
  idsOf,
  listed,
  manyUsers,
  NOBODY,
  remove,
} from '../examples.ts';

/** So many that most shards take two transactions. */
const MANY = 600;

export const keepsManyMembers = (fixture: () => Fixture): void => {
  const membersOf = async (id: string) => {
    const { directory, tenant } = fixture();
    return idsOf((await directory.readGroup(tenant, id, call()))?.members ?? []);
  };

  test(`${MANY} are added in one change, and a replacement leaves 300`, async () => {
    const { directory, tenant } = fixture();
    const users = await manyUsers(directory, tenant, MANY);
    const { id } = await directory.create(tenant, 'Group', group('All'), [], call());
    await directory.changeMembers(tenant, id, add(...users), call());
    expect(await membersOf(id)).toEqual(idsOf(users));

    const previous = await directory.readGroup(tenant, id, call());
    if (!previous) throw new Error('the group exists');
    const update = {
      previous,
      next: group('Some'),
      members: remove(...users.slice(300)),
      unchanged: 'everything' as const,
    };
    const updated = await directory.update(tenant, update, call());
    const { members, ...whole } = (await directory.readGroup(tenant, id, call())) ?? { members: [] };
    expect(whole).toEqual(updated);
    expect(updated.attributes).toEqual({ displayName: 'Some' });
    expect(idsOf(members)).toEqual(idsOf(users.slice(0, 300)));
    expect(await groupsOf(directory, tenant, users.at(-1)?.id ?? '')).toEqual([]);
    await expect(directory.update(tenant, update, call())).rejects.toThrow(Stale);
  });

  test(`a group is created with ${MANY} members, among them groups`, async () => {
    const { directory, tenant } = fixture();
    const users = await manyUsers(directory, tenant, MANY - 1);
    const inner = await directory.create(tenant, 'Group', group('Inner'), [], call());
    const members = [...users, asUser(inner)];
    const created = await directory.create(tenant, 'Group', group('All'), members, call());
    expect(await directory.read(tenant, 'Group', created.id, call())).toEqual(created);
    expect(await membersOf(created.id)).toEqual(idsOf(members));
    expect(await groupsOf(directory, tenant, inner.id)).toEqual([created.id]);
    expect(await directory.find(tenant, 'Group', 'displayName', 'all', call())).toEqual([
      { ...listed(created), version: 1 },
    ]);
  });

  test('a large creation that is refused leaves nothing behind', async () => {
    const { directory, tenant } = fixture();
    const users = await manyUsers(directory, tenant, 40);
    await directory.create(tenant, 'Group', group('Taken'), [], call());
    const taken = directory.create(tenant, 'Group', group('taken'), users, call());
    await expect(taken).rejects.toEqual(new Taken('displayName'));
    const withMissing = [...users, asUser({ id: NOBODY })];
    const missing = directory.create(tenant, 'Group', group('New'), withMissing, call());
    await expect(missing).rejects.toEqual(new MissingMembers([NOBODY]));
    expect(await countOf(directory, tenant, 'Group')).toBe(1);
    expect(await groupsOf(directory, tenant, users[0]?.id ?? '')).toEqual([]);
  });

  test('of large creations of one name side by side, one wins and the others leave nothing behind', async () => {
    const { directory, tenant } = fixture();
    const users = await manyUsers(directory, tenant, 40);
    const outcomes = await Promise.allSettled(
      [1, 2, 3].map(() => directory.create(tenant, 'Group', group('All'), users, call())),
    );
    const losers = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(losers.map(({ reason }) => reason)).toEqual([new Taken('displayName'), new Taken('displayName')]);
    expect(await groupsOf(directory, tenant, users[0]?.id ?? '')).toHaveLength(1);
  });

  test('a large change with somebody who does not exist changes nobody', async () => {
    const { directory, tenant } = fixture();
    const users = await manyUsers(directory, tenant, 60);
    const created = await directory.create(tenant, 'Group', group('All'), [], call());
    const change = directory.changeMembers(tenant, created.id, add(...users, asUser({ id: NOBODY })), call());
    await expect(change).rejects.toEqual(new MissingMembers([NOBODY]));
    const update = directory.update(
      tenant,
      {
        previous: created,
        next: group('Renamed'),
        members: add(...users, asUser({ id: NOBODY })),
        unchanged: 'resource',
      },
      call(),
    );
    await expect(update).rejects.toEqual(new MissingMembers([NOBODY]));
    expect(await directory.readGroup(tenant, created.id, call())).toEqual({ ...created, members: [] });
  });

  test('a large change on what has changed meanwhile changes nobody', async () => {
    const { directory, tenant } = fixture();
    const users = await manyUsers(directory, tenant, 60);
    const created = await directory.create(tenant, 'Group', group('All'), [], call());
    await directory.changeMembers(tenant, created.id, add(...users.slice(0, 1)), call());
    const strict = { previous: created, members: add(...users), unchanged: 'everything' as const };
    await expect(directory.update(tenant, strict, call())).rejects.toThrow(Stale);
    expect(await membersOf(created.id)).toHaveLength(1);
    await directory.update(tenant, { ...strict, unchanged: 'resource' }, call());
    expect(await membersOf(created.id)).toHaveLength(60);
  });

  test('of large changes that hold to one version side by side, one is made and the others are stale', async () => {
    const { directory, tenant } = fixture();
    const users = await manyUsers(directory, tenant, 120);
    const previous = await directory.create(tenant, 'Group', group('All'), [], call());
    const parts = [users.slice(0, 40), users.slice(40, 80), users.slice(80)];
    const outcomes = await Promise.allSettled(
      parts.map((part) =>
        directory.update(tenant, { previous, members: add(...part), unchanged: 'everything' }, call()),
      ),
    );
    const winners = parts.filter((_, index) => outcomes[index]?.status === 'fulfilled');
    const losers = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(losers.map(({ reason }) => reason)).toEqual([expect.any(Stale), expect.any(Stale)]);
    expect(await membersOf(previous.id)).toEqual(idsOf(winners.flat()));
  });

  test('large changes side by side are all made', async () => {
    const { directory, tenant } = fixture();
    const users = await manyUsers(directory, tenant, 120);
    const { id } = await directory.create(tenant, 'Group', group('All'), users.slice(0, 40), call());
    await Promise.all([
      directory.changeMembers(tenant, id, add(...users.slice(40, 80)), call()),
      directory.changeMembers(tenant, id, add(...users.slice(80)), call()),
      directory.changeMembers(tenant, id, remove(...users.slice(0, 40)), call()),
    ]);
    expect(await membersOf(id)).toEqual(idsOf(users.slice(40)));
  });
};
