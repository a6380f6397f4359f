import { expect, test } from '@jest/globals';
import { MissingMembers, NotFound, Stale } from '../../../lambda/store/error.ts';
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
  NO_ID,
  NOBODY,
  user,
} from '../examples.ts';

export const deletes = (fixture: () => Fixture): void => {
  test('what is deleted is gone for every reader, and its name is free', async () => {
    const { directory, tenant } = fixture();
    const bob = await directory.create(tenant, 'User', user('bob'), [], call());
    await directory.remove(tenant, 'User', bob.id, undefined, call());
    expect(await directory.read(tenant, 'User', bob.id, call())).toBeUndefined();
    expect(await directory.readListed(tenant, 'User', [bob.id], call())).toEqual([]);
    expect(await directory.find(tenant, 'User', 'userName', 'bob', call())).toEqual([]);
    expect(await countOf(directory, tenant, 'User')).toBe(0);
    const next = await directory.create(tenant, 'User', user('bob'), [], call());
    expect(await directory.find(tenant, 'User', 'userName', 'bob', call())).toEqual([listed(next)]);
  });

  test('what is not there cannot be deleted', async () => {
    const { directory, tenant } = fixture();
    const { id } = await directory.create(tenant, 'User', user('bob'), [], call());
    const remove = (type: 'User' | 'Group', which: string) =>
      directory.remove(tenant, type, which, undefined, call());
    await expect(remove('User', NOBODY)).rejects.toThrow(NotFound);
    await expect(remove('User', NO_ID)).rejects.toThrow(NotFound);
    await expect(remove('Group', id)).rejects.toThrow(NotFound);
    await remove('User', id);
    await expect(remove('User', id)).rejects.toThrow(NotFound);
  });

  test('of deletions side by side one succeeds and the others find nothing', async () => {
    const { directory, tenant } = fixture();
    const { id } = await directory.create(tenant, 'User', user('bob'), [], call());
    const outcomes = await Promise.allSettled(
      Array.from({ length: 5 }, () => directory.remove(tenant, 'User', id, undefined, call())),
    );
    const losers = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(losers).toHaveLength(4);
    for (const { reason } of losers) expect(reason).toBeInstanceOf(NotFound);
  });

  test('a deleted user is a member of nothing', async () => {
    const { directory, tenant } = fixture();
    const [bob, ann] = await manyUsers(directory, tenant, 2);
    if (!bob || !ann) throw new Error('two users were created');
    const groups = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        directory.create(tenant, 'Group', group(`Group ${index}`), [bob, ann], call()),
      ),
    );
    await directory.remove(tenant, 'User', bob.id, undefined, call());
    for (const { id } of groups) {
      expect(await directory.readGroup(tenant, id, call())).toMatchObject({ version: 2, members: [ann] });
    }
    expect(await groupsOf(directory, tenant, bob.id)).toEqual([]);
    const [first] = groups;
    const again = directory.changeMembers(tenant, first?.id ?? '', add(bob), call());
    await expect(again).rejects.toEqual(new MissingMembers([bob.id]));
  });

  test('a deleted group is nobody’s, and is in no other', async () => {
    const { directory, tenant } = fixture();
    const users = await manyUsers(directory, tenant, 100);
    const inner = await directory.create(tenant, 'Group', group('Inner'), users, call());
    const outer = await directory.create(
      tenant,
      'Group',
      group('Outer'),
      [{ id: inner.id, type: 'Group' }],
      call(),
    );
    await directory.remove(tenant, 'Group', inner.id, undefined, call());
    expect(await directory.readGroup(tenant, inner.id, call())).toBeUndefined();
    expect(await groupsOf(directory, tenant, users[0]?.id ?? '')).toEqual([]);
    expect((await directory.readGroup(tenant, outer.id, call()))?.members).toEqual([]);
    const late = directory.changeMembers(tenant, inner.id, add(...users.slice(0, 1)), call());
    await expect(late).rejects.toThrow(NotFound);
  });

  test('a deletion that names a version fails when there is a newer one', async () => {
    const { directory, tenant } = fixture();
    const users = await manyUsers(directory, tenant, 1);
    const bob = await directory.create(tenant, 'User', user('bob'), [], call());
    const sales = await directory.create(tenant, 'Group', group('Sales'), [], call());
    await directory.update(
      tenant,
      { previous: bob, next: user('bob', { title: 'x' }), unchanged: 'resource' },
      call(),
    );
    await directory.changeMembers(tenant, sales.id, add(...users), call());
    await expect(directory.remove(tenant, 'User', bob.id, bob, call())).rejects.toThrow(Stale);
    await expect(directory.remove(tenant, 'Group', sales.id, sales, call())).rejects.toThrow(Stale);

    const latest = await directory.readGroup(tenant, sales.id, call());
    await directory.remove(tenant, 'Group', sales.id, latest, call());
    await expect(directory.remove(tenant, 'Group', sales.id, latest, call())).rejects.toThrow(NotFound);
  });

  test('members that come and go meanwhile do not keep a group from being deleted', async () => {
    const { directory, tenant } = fixture();
    const users = await manyUsers(directory, tenant, 40);
    const { id } = await directory.create(tenant, 'Group', group('Sales'), users.slice(0, 20), call());
    const [deletion, ...changes] = await Promise.allSettled([
      directory.remove(tenant, 'Group', id, undefined, call()),
      ...users.slice(20).map((member) => directory.changeMembers(tenant, id, add(member), call())),
    ]);
    expect(deletion.status).toBe('fulfilled');
    const refused = changes.filter((outcome) => outcome.status === 'rejected');
    for (const { reason } of refused) expect(reason).toBeInstanceOf(NotFound);
    expect(await directory.readGroup(tenant, id, call())).toBeUndefined();
  });

  test('users deleted beside a change that adds them end up in no group', async () => {
    const { directory, tenant } = fixture();
    const users = await manyUsers(directory, tenant, 40);
    const { id } = await directory.create(tenant, 'Group', group('Sales'), [], call());
    const leavers = users.slice(0, 10);
    const outcomes = await Promise.allSettled([
      ...leavers.map((leaver) => directory.remove(tenant, 'User', leaver.id, undefined, call())),
      ...users.map((member) => directory.changeMembers(tenant, id, add(asUser(member)), call())),
    ]);
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
    for (const { reason } of refused) expect(reason).toBeInstanceOf(MissingMembers);
    const members = (await directory.readGroup(tenant, id, call()))?.members ?? [];
    expect(idsOf(members)).toEqual(idsOf(users.slice(10)));
  });
};
