import { expect, test } from '@jest/globals';
import { MissingMembers, NotFound } from '../../../lambda/store/error.ts';
import type { Fixture } from '../contract.ts';
import { add, asUser, call, group, groupsOf, idsOf, manyUsers, NO_ID, NOBODY, remove } from '../examples.ts';

export const keepsMembers = (fixture: () => Fixture): void => {
  const membersOf = async (id: string) => {
    const { directory, tenant } = fixture();
    return idsOf((await directory.readGroup(tenant, id, call()))?.members ?? []);
  };

  test('who is added is a member, and the group is one of theirs', async () => {
    const { directory, tenant } = fixture();
    const [ann, bob] = await manyUsers(directory, tenant, 2);
    if (!ann || !bob) throw new Error('two users were created');
    const { id } = await directory.create(tenant, 'Group', group('Sales'), [], call());
    await directory.changeMembers(tenant, id, add(ann), call());
    await directory.changeMembers(tenant, id, add(bob), call());
    expect(await membersOf(id)).toEqual(idsOf([ann, bob]));
    expect(await groupsOf(directory, tenant, ann.id)).toEqual([id]);
    await directory.changeMembers(tenant, id, remove(ann), call());
    expect(await membersOf(id)).toEqual([bob.id]);
    expect(await groupsOf(directory, tenant, ann.id)).toEqual([]);
  });

  test('each change of the membership is a version of the group, and a later date', async () => {
    const { directory, tenant } = fixture();
    const users = await manyUsers(directory, tenant, 5);
    const sales = await directory.create(tenant, 'Group', group('Sales'), [], call());
    for (const member of users) await directory.changeMembers(tenant, sales.id, add(member), call());
    const read = await directory.read(tenant, 'Group', sales.id, call());
    expect(read?.version).toBe(6);
    expect((read?.lastModified ?? '') >= sales.lastModified).toBe(true);
    expect((await directory.readGroup(tenant, sales.id, call()))?.version).toBe(6);
  });

  test('to add who is in and to remove who is not changes nothing', async () => {
    const { directory, tenant } = fixture();
    const users = await manyUsers(directory, tenant, 4);
    const created = await directory.create(tenant, 'Group', group('Sales'), users.slice(0, 2), call());
    await directory.changeMembers(tenant, created.id, add(...users.slice(0, 1)), call());
    await directory.changeMembers(tenant, created.id, remove(...users.slice(2)), call());
    await directory.changeMembers(tenant, created.id, { add: [], remove: [NOBODY, NO_ID] }, call());
    await directory.changeMembers(tenant, created.id, { add: [], remove: [] }, call());
    expect(await directory.read(tenant, 'Group', created.id, call())).toEqual(created);
  });

  test('those of a change that have yet to be made are made', async () => {
    const { directory, tenant } = fixture();
    const users = await manyUsers(directory, tenant, 6);
    const { id } = await directory.create(tenant, 'Group', group('Sales'), users.slice(0, 3), call());
    const change = { add: users.slice(2, 5), remove: idsOf([...users.slice(0, 1), ...users.slice(5)]) };
    await directory.changeMembers(tenant, id, change, call());
    expect(await membersOf(id)).toEqual(idsOf(users.slice(1, 5)));
  });

  test('who does not exist cannot be added, and nobody is then', async () => {
    const { directory, tenant } = fixture();
    const users = await manyUsers(directory, tenant, 2);
    const created = await directory.create(tenant, 'Group', group('Sales'), [], call());
    const withMissing = (id: string) =>
      directory.changeMembers(tenant, created.id, add(...users, asUser({ id })), call());
    await expect(withMissing(NOBODY)).rejects.toEqual(new MissingMembers([NOBODY]));
    await expect(withMissing(NO_ID)).rejects.toEqual(new MissingMembers([NO_ID]));
    expect(await directory.readGroup(tenant, created.id, call())).toEqual({ ...created, members: [] });
  });

  test('a group that does not exist has no members to change', async () => {
    const { directory, tenant } = fixture();
    const users = await manyUsers(directory, tenant, 1);
    for (const id of [NOBODY, NO_ID, users[0]?.id ?? '']) {
      await expect(directory.changeMembers(tenant, id, add(...users), call())).rejects.toThrow(NotFound);
      await expect(directory.changeMembers(tenant, id, remove(...users), call())).rejects.toThrow(NotFound);
      const nothing = directory.changeMembers(tenant, id, { add: [], remove: [] }, call());
      await expect(nothing).rejects.toThrow(NotFound);
      const nobody = directory.changeMembers(tenant, id, add(asUser({ id: NO_ID })), call());
      await expect(nobody).rejects.toThrow(NotFound);
    }
  });

  test('a member is of the type that it is of, whatever was said', async () => {
    const { directory, tenant } = fixture();
    const [bob] = await manyUsers(directory, tenant, 1);
    if (!bob) throw new Error('a user was created');
    const inner = await directory.create(tenant, 'Group', group('Inner'), [], call());
    const said = [
      { id: bob.id, type: 'Group' as const },
      { id: inner.id, type: 'User' as const },
    ];
    const outer = await directory.create(tenant, 'Group', group('Outer'), said, call());
    const later = await directory.create(tenant, 'Group', group('Later'), [], call());
    await directory.changeMembers(tenant, later.id, add(...said), call());
    for (const { id } of [outer, later]) {
      const members = (await directory.readGroup(tenant, id, call()))?.members ?? [];
      expect(new Map(members.map((member) => [member.id, member.type]))).toEqual(
        new Map([
          [bob.id, 'User'],
          [inner.id, 'Group'],
        ]),
      );
    }
    expect([...(await groupsOf(directory, tenant, inner.id))].sort()).toEqual(idsOf([outer, later]));
  });

  test('a group may be a member of itself and can be deleted then', async () => {
    const { directory, tenant } = fixture();
    const { id } = await directory.create(tenant, 'Group', group('Ouroboros'), [], call());
    await directory.changeMembers(tenant, id, add({ id, type: 'Group' }), call());
    expect(await membersOf(id)).toEqual([id]);
    await directory.remove(tenant, 'Group', id, undefined, call());
    expect(await groupsOf(directory, tenant, id)).toEqual([]);
  });

  test('of 50 members added side by side, then removed side by side, nobody is lost', async () => {
    const { directory, tenant } = fixture();
    const users = await manyUsers(directory, tenant, 50);
    const { id } = await directory.create(tenant, 'Group', group('Sales'), [], call());
    await Promise.all(users.map((member) => directory.changeMembers(tenant, id, add(member), call())));
    expect(await membersOf(id)).toEqual(idsOf(users));
    expect((await directory.read(tenant, 'Group', id, call()))?.version).toBe(51);
    await Promise.all(users.map((member) => directory.changeMembers(tenant, id, remove(member), call())));
    expect(await membersOf(id)).toEqual([]);
    expect((await directory.read(tenant, 'Group', id, call()))?.version).toBe(101);
  });

  test('the same member added by many at once is added once', async () => {
    const { directory, tenant } = fixture();
    const users = await manyUsers(directory, tenant, 1);
    const { id } = await directory.create(tenant, 'Group', group('Sales'), [], call());
    await Promise.all(
      Array.from({ length: 10 }, () => directory.changeMembers(tenant, id, add(...users), call())),
    );
    expect(await directory.readGroup(tenant, id, call())).toMatchObject({ version: 2, members: users });
  });
};
