import { describe, expect, test } from '@jest/globals';
import { Stale } from '../../lambda/store/error.ts';
import type { Directory } from '../../lambda/store/port.ts';
import { add, call, countOf, group, idsOf, listed, manyUsers, remove, user } from './examples.ts';
import { useFaults } from './fault-fixture.ts';
import { conflict, drop, fail, inTurn, isWrite, lose } from './faults.ts';

const fixture = useFaults();

/** What may go wrong with the answer of a write that took effect, and with the attempts after it. */
const TROUBLES = {
  'lost answer': [lose],
  'lost answer, and again': [lose, lose],
  'answer that stays lost until the SDK gives up': [lose, lose, lose, lose, lose],
  'lost answer, and then a conflict': [lose, conflict],
  'lost answer, a broken connection, and then a conflict': [lose, drop, conflict],
  'lost answer, a failure, a conflict and another lost answer': [lose, fail, conflict, lose],
};

const someUsers = async (directory: Directory, tenant: string) => {
  const users = await manyUsers(directory, tenant, 3);
  const { id } = await directory.create(tenant, 'Group', group('Sales'), users.slice(0, 1), call());
  return { users, id };
};

describe.each(Object.entries(TROUBLES))('with a %s', (_, faults) => {
  const trouble = () => fixture().proxy.injectFaults(inTurn(isWrite, ...faults));

  test('a user is created once', async () => {
    const { directory, tenant } = fixture();
    trouble();
    const bob = await directory.create(tenant, 'User', user('bob'), [], call());
    expect(await directory.find(tenant, 'User', 'userName', 'bob', call())).toEqual([listed(bob)]);
    expect(await countOf(directory, tenant, 'User')).toBe(1);
  });

  test('a group is created once, with its members', async () => {
    const { directory, tenant } = fixture();
    const users = await manyUsers(directory, tenant, 3);
    trouble();
    const created = await directory.create(tenant, 'Group', group('Sales'), users, call());
    expect(await directory.read(tenant, 'Group', created.id, call())).toEqual(created);
    expect(await countOf(directory, tenant, 'Group')).toBe(1);
  });

  test('an attribute is changed once', async () => {
    const { directory, tenant } = fixture();
    const previous = await directory.create(tenant, 'User', user('bob'), [], call());
    trouble();
    const next = user('bob', { title: 'Boss' });
    const updated = await directory.update(tenant, { previous, next, unchanged: 'resource' }, call());
    expect(updated.version).toBe(2);
    expect(await directory.read(tenant, 'User', previous.id, call())).toEqual(updated);
  });

  test('a resource is renamed once', async () => {
    const { directory, tenant } = fixture();
    const previous = await directory.create(tenant, 'User', user('bob'), [], call());
    trouble();
    const next = user('robert');
    const updated = await directory.update(tenant, { previous, next, unchanged: 'resource' }, call());
    expect(updated.version).toBe(2);
    expect(await directory.find(tenant, 'User', 'userName', 'robert', call())).toEqual([listed(updated)]);
  });

  test('a member is added once, and removed once', async () => {
    const { directory, tenant } = fixture();
    const { users, id } = await someUsers(directory, tenant);
    trouble();
    await directory.changeMembers(tenant, id, add(...users.slice(1, 2)), call());
    expect((await directory.read(tenant, 'Group', id, call()))?.version).toBe(2);
    trouble();
    await directory.changeMembers(tenant, id, remove(...users.slice(1, 2)), call());
    expect(await directory.readGroup(tenant, id, call())).toMatchObject({
      version: 3,
      members: users.slice(0, 1),
    });
  });

  test.each(['everything', 'members'] as const)(
    'content and members are changed once, on the condition of %s',
    async (unchanged) => {
      const { directory, tenant } = fixture();
      const { users, id } = await someUsers(directory, tenant);
      const previous = await directory.readGroup(tenant, id, call());
      if (!previous) throw new Error('the group exists');
      trouble();
      const members = { add: users.slice(1), remove: idsOf(users.slice(0, 1)) };
      const update = { previous, next: group('New'), members, unchanged };
      const updated = await directory.update(tenant, update, call());
      expect(await directory.read(tenant, 'Group', id, call())).toEqual(updated);
    },
  );

  test.each(['everything', 'members'] as const)(
    'members alone are changed once, on the condition of %s',
    async (unchanged) => {
      const { directory, tenant } = fixture();
      const { users, id } = await someUsers(directory, tenant);
      const previous = await directory.read(tenant, 'Group', id, call());
      if (!previous) throw new Error('the group exists');
      trouble();
      const update = { previous, members: add(...users.slice(1)), unchanged };
      const updated = await directory.update(tenant, update, call());
      expect(await directory.read(tenant, 'Group', id, call())).toEqual(updated);
    },
  );

  test('a resource is deleted once', async () => {
    const { directory, tenant } = fixture();
    const { users, id } = await someUsers(directory, tenant);
    for (const [type, which] of [
      ['User', users[0]?.id ?? ''],
      ['Group', id],
    ] as const) {
      trouble();
      await directory.remove(tenant, type, which, undefined, call());
      expect(await directory.read(tenant, type, which, call())).toBeUndefined();
    }
    expect(await countOf(directory, tenant, 'User')).toBe(2);
  });

  test('a group is created once with more members than fit a transaction', async () => {
    const { directory, tenant } = fixture();
    const users = await manyUsers(directory, tenant, 40);
    trouble();
    const created = await directory.create(tenant, 'Group', group('All'), users, call());
    expect(idsOf((await directory.readGroup(tenant, created.id, call()))?.members ?? [])).toEqual(
      idsOf(users),
    );
    expect(await countOf(directory, tenant, 'Group')).toBe(1);
  });
});

describe('tokens of transactions', () => {
  const tokens = () =>
    fixture()
      .proxy.calls()
      .filter(({ operation }) => operation === 'TransactWriteItems')
      .map(({ body }) => body['ClientRequestToken']);

  test('an attempt whose answer was lost is repeated under its token', async () => {
    const { directory, tenant, proxy } = fixture();
    proxy.injectFaults(inTurn(isWrite, lose, drop, fail, lose, drop));
    await directory.create(tenant, 'User', user('bob'), [], call());
    expect(tokens()).toHaveLength(6);
    expect(new Set(tokens()).size).toBe(1);
  });

  test('a cancelled attempt is repeated under a new token', async () => {
    const { directory, tenant, proxy } = fixture();
    proxy.injectFaults(inTurn(isWrite, conflict, conflict));
    await directory.create(tenant, 'User', user('bob'), [], call());
    expect(new Set(tokens()).size).toBe(3);
  });
});

test('what another request wrote as the same version is not taken for one’s own', async () => {
  const { directory, tenant, proxy } = fixture();
  const previous = await directory.create(tenant, 'User', user('bob'), [], call());
  const change = (title: string) => ({
    previous,
    next: user('bob', { title }),
    unchanged: 'resource' as const,
  });
  await directory.update(tenant, change('first'), call());
  proxy.injectFaults(inTurn(isWrite, drop));
  await expect(directory.update(tenant, change('second'), call())).rejects.toThrow(Stale);
});
