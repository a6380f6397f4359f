import { expect, test } from '@jest/globals';
import { MissingMembers, NotFound, Stale, Taken, TooLarge } from '../../../lambda/store/error.ts';
import type { Content, StoredResource } from '../../../lambda/store/port.ts';
import type { Fixture } from '../contract.ts';
import { add, asUser, call, group, idsOf, listed, manyUsers, NO_ID, NOBODY, user } from '../examples.ts';

export const updates = (fixture: () => Fixture): void => {
  const change = (previous: StoredResource, next: Content) =>
    fixture().directory.update(fixture().tenant, { previous, next, unchanged: 'resource' }, call());

  test('new content is a new version, and all else stays', async () => {
    const { directory, tenant } = fixture();
    const bob = await directory.create(tenant, 'User', user('bob'), [], call());
    const updated = await change(bob, user('bob', { title: 'Boss' }));
    expect(updated).toMatchObject({
      id: bob.id,
      version: 2,
      created: bob.created,
      attributes: { userName: 'bob', title: 'Boss' },
    });
    expect(await directory.read(tenant, 'User', bob.id, call())).toEqual(updated);
    expect(updated.lastModified >= bob.lastModified).toBe(true);
  });

  test('content that does not differ is no new version', async () => {
    const { directory, tenant } = fixture();
    const content = user('bob', { name: { givenName: 'B', familyName: 'C' }, emails: [{ value: 'x' }] });
    const bob = await directory.create(tenant, 'User', content, [], call());
    const same = user('bob', { emails: [{ value: 'x' }], name: { familyName: 'C', givenName: 'B' } });
    expect(await change(bob, same)).toEqual(bob);
    expect(await directory.read(tenant, 'User', bob.id, call())).toEqual(bob);
  });

  test.each<[string, Content]>([
    ['an attribute less', user('bob', {})],
    ['another attribute instead', user('bob', { nickName: 'x' })],
    ['a list in another order', user('bob', { title: 'x', emails: [{ value: 'b' }, { value: 'a' }] })],
    ['a list that is shorter', user('bob', { title: 'x', emails: [{ value: 'a' }] })],
    ['a string for a number’s place', user('bob', { title: 'x', emails: [{ value: 'a' }, { value: '1' }] })],
  ])('%s does differ', async (_, next) => {
    const { directory, tenant } = fixture();
    const before = user('bob', { title: 'x', emails: [{ value: 'a' }, { value: 'b' }] });
    const bob = await directory.create(tenant, 'User', before, [], call());
    expect(await change(bob, next)).toMatchObject({ version: 2, attributes: next.attributes });
  });

  test('what was read before another change is stale', async () => {
    const { directory, tenant } = fixture();
    const bob = await directory.create(tenant, 'User', user('bob'), [], call());
    await change(bob, user('bob', { title: 'first' }));
    await expect(change(bob, user('bob', { title: 'second' }))).rejects.toThrow(Stale);
    await expect(change(bob, user('robert'))).rejects.toThrow(Stale);
    const read = await directory.read(tenant, 'User', bob.id, call());
    expect(read?.attributes).toEqual({ userName: 'bob', title: 'first' });
  });

  test('of two changes side by side one wins and the other is stale, though one request makes both', async () => {
    const { directory, tenant } = fixture();
    const bob = await directory.create(tenant, 'User', user('bob'), [], call());
    const request = call();
    const outcomes = await Promise.allSettled(
      ['first', 'second'].map((title) =>
        directory.update(
          tenant,
          { previous: bob, next: user('bob', { title }), unchanged: 'resource' },
          request,
        ),
      ),
    );
    const [loser] = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(loser?.reason).toBeInstanceOf(Stale);
  });

  test('what has been deleted cannot be changed', async () => {
    const { directory, tenant } = fixture();
    const bob = await directory.create(tenant, 'User', user('bob'), [], call());
    const sales = await directory.create(tenant, 'Group', group('Sales'), [], call());
    await directory.remove(tenant, 'User', bob.id, undefined, call());
    await directory.remove(tenant, 'Group', sales.id, undefined, call());
    await expect(change(bob, user('bob', { title: 'x' }))).rejects.toThrow(NotFound);
    await expect(change(bob, user('robert'))).rejects.toThrow(NotFound);
    await expect(change(sales, group('Marketing'))).rejects.toThrow(NotFound);
  });

  test('a renamed resource is found by its new name alone, and its old name is free', async () => {
    const { directory, tenant } = fixture();
    const bob = await directory.create(tenant, 'User', user('bob'), [], call());
    const renamed = await change(bob, user('robert'));
    expect(await directory.find(tenant, 'User', 'userName', 'robert', call())).toEqual([listed(renamed)]);
    expect(await directory.find(tenant, 'User', 'userName', 'bob', call())).toEqual([]);
    const next = await directory.create(tenant, 'User', user('bob'), [], call());
    expect(await directory.find(tenant, 'User', 'userName', 'bob', call())).toEqual([listed(next)]);
  });

  test('a name may change its case', async () => {
    const { directory, tenant } = fixture();
    const bob = await directory.create(tenant, 'User', user('Bob'), [], call());
    const renamed = await change(bob, user('bob'));
    expect(renamed).toMatchObject({ version: 2, attributes: { userName: 'bob' } });
    expect(await directory.find(tenant, 'User', 'userName', 'bob', call())).toEqual([listed(renamed)]);
  });

  test('two swap their names by way of a third', async () => {
    const { directory, tenant } = fixture();
    const bob = await directory.create(tenant, 'User', user('bob'), [], call());
    const ann = await directory.create(tenant, 'User', user('ann'), [], call());
    await expect(change(bob, user('ann'))).rejects.toEqual(new Taken('userName'));
    const parked = await change(bob, user('parked'));
    const formerAnn = await change(ann, user('bob'));
    const formerBob = await change(parked, user('ann'));
    expect(await directory.find(tenant, 'User', 'userName', 'bob', call())).toEqual([listed(formerAnn)]);
    expect(await directory.find(tenant, 'User', 'userName', 'ann', call())).toEqual([listed(formerBob)]);
    expect(await directory.find(tenant, 'User', 'userName', 'parked', call())).toEqual([]);
  });

  test('only its owner frees a name: a stale rename leaves what is another’s by now', async () => {
    const { directory, tenant } = fixture();
    const bob = await directory.create(tenant, 'User', user('bob'), [], call());
    await change(bob, user('robert'));
    const heir = await directory.create(tenant, 'User', user('bob'), [], call());
    await expect(change(bob, user('bobby'))).rejects.toThrow(Stale);
    await expect(directory.remove(tenant, 'User', bob.id, bob, call())).rejects.toThrow(Stale);
    expect(await directory.find(tenant, 'User', 'userName', 'bob', call())).toEqual([listed(heir)]);
  });

  test('content beyond 400 KB is refused, and nothing of it is written', async () => {
    const { directory, tenant } = fixture();
    const bob = await directory.create(tenant, 'User', user('bob'), [], call());
    await expect(change(bob, user('robert', { title: 'x'.repeat(410_000) }))).rejects.toThrow(TooLarge);
    expect(await directory.read(tenant, 'User', bob.id, call())).toEqual(bob);
  });

  test('content and members of a group change together or not at all', async () => {
    const { directory, tenant } = fixture();
    const users = await manyUsers(directory, tenant, 4);
    const sales = await directory.create(tenant, 'Group', group('Sales'), users.slice(0, 2), call());
    const members = { add: users.slice(2), remove: idsOf(users.slice(0, 1)) };
    const update = (missing: string[]) =>
      directory.update(
        tenant,
        {
          previous: sales,
          next: group('Marketing'),
          members: { ...members, add: [...members.add, ...missing.map((id) => asUser({ id }))] },
          unchanged: 'resource',
        },
        call(),
      );
    await expect(update([NOBODY])).rejects.toEqual(new MissingMembers([NOBODY]));
    await expect(update([NO_ID])).rejects.toEqual(new MissingMembers([NO_ID]));
    expect(await directory.read(tenant, 'Group', sales.id, call())).toEqual(sales);

    const updated = await update([]);
    const { members: read, ...whole } = (await directory.readGroup(tenant, sales.id, call())) ?? {
      members: [],
    };
    expect(whole).toEqual(updated);
    expect(updated.version).toBeGreaterThan(sales.version);
    expect(idsOf(read)).toEqual(idsOf(users.slice(1)));
  });

  test('a change of members that changes nobody is no new version', async () => {
    const { directory, tenant } = fixture();
    const users = await manyUsers(directory, tenant, 2);
    const sales = await directory.create(tenant, 'Group', group('Sales'), users.slice(0, 1), call());
    const members = { add: users.slice(0, 1), remove: idsOf(users.slice(1)) };
    const update = { previous: sales, next: group('Sales'), members, unchanged: 'everything' as const };
    expect(await directory.update(tenant, update, call())).toEqual(sales);
    expect(await directory.read(tenant, 'Group', sales.id, call())).toEqual(sales);
  });

  test('members alone are changed on the condition too that the content has not', async () => {
    const { directory, tenant } = fixture();
    const users = await manyUsers(directory, tenant, 60);
    const previous = await directory.create(tenant, 'Group', group('Sales'), [], call());
    const renamed = await change(previous, group('Marketing'));
    for (const members of [add(...users.slice(0, 1)), add(...users)]) {
      const update = directory.update(tenant, { previous, members, unchanged: 'resource' }, call());
      await expect(update).rejects.toThrow(Stale);
    }
    expect(await directory.readGroup(tenant, previous.id, call())).toEqual({ ...renamed, members: [] });
  });

  test('a group’s content may change beside its membership, unless everything has to be unchanged', async () => {
    const { directory, tenant } = fixture();
    const users = await manyUsers(directory, tenant, 3);
    const sales = await directory.create(tenant, 'Group', group('Sales'), [], call());
    await directory.changeMembers(tenant, sales.id, add(...users.slice(0, 1)), call());
    const rename = { previous: sales, next: group('Marketing') };
    const everything = directory.update(tenant, { ...rename, unchanged: 'everything' }, call());
    await expect(everything).rejects.toThrow(Stale);
    await directory.update(tenant, { ...rename, unchanged: 'resource' }, call());
    const current = await directory.read(tenant, 'Group', sales.id, call());
    expect(current).toMatchObject({ version: 3, attributes: { displayName: 'Marketing' } });

    const previous = current ?? sales;
    const more = { previous, members: add(...users.slice(1)), unchanged: 'everything' as const };
    const updated = await directory.update(tenant, more, call());
    expect(await directory.read(tenant, 'Group', sales.id, call())).toEqual(updated);
    await expect(directory.update(tenant, more, call())).rejects.toThrow(Stale);
  });
};
