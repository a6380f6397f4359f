import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, test } from '@jest/globals';
import type { Reference } from '../../lambda/scim/resource.ts';
import { untilCurrent } from '../../lambda/service/retry.ts';
import { Stale, Taken } from '../../lambda/store/error.ts';
import type { StoredResource } from '../../lambda/store/port.ts';
import { add, call, group, groupsOf, idsOf, listed, manyUsers, user } from './examples.ts';
import { useFaults } from './fault-fixture.ts';
import { holdFirst, isWrite, naming } from './faults.ts';

const fixture = useFaults();

describe('a lookup', () => {
  /** Looks for bob, whose resource is read only after `meanwhile` has happened to him. */
  const lookedUpWhile = async (meanwhile: (bob: StoredResource) => Promise<unknown>) => {
    const { directory, tenant, proxy } = fixture();
    const bob = await directory.create(tenant, 'User', user('bob'), [], call());
    const { faults, reached, release } = holdFirst(naming('BatchGetItem', bob.id));
    proxy.injectFaults(faults);
    const lookup = directory.find(tenant, 'User', 'userName', 'bob', call());
    await reached;
    await meanwhile(bob);
    release();
    return lookup;
  };

  const rename = (previous: StoredResource) => {
    const { directory, tenant } = fixture();
    return directory.update(tenant, { previous, next: user('robert'), unchanged: 'resource' }, call());
  };

  test.each([
    ['renamed', rename],
    ['deleted', ({ id }) => fixture().directory.remove(fixture().tenant, 'User', id, undefined, call())],
  ] satisfies [string, (bob: StoredResource) => Promise<unknown>][])(
    'finds who has the name by now when its holder is %s between its two reads',
    async (_, lose) => {
      const { directory, tenant } = fixture();
      const heirs: StoredResource[] = [];
      const found = await lookedUpWhile(async (bob) => {
        await lose(bob);
        heirs.push(await directory.create(tenant, 'User', user('bob'), [], call()));
      });
      expect(found).toEqual(heirs.map(listed));
    },
  );

  test('finds nobody when the holder is renamed away and nobody follows', async () => {
    expect(await lookedUpWhile(rename)).toEqual([]);
  });
});

describe('an index entry', () => {
  test('that belongs to another is not deleted by a rename, whatever the resource believes', async () => {
    const { directory, table, tenant } = fixture();
    const previous = await directory.create(tenant, 'User', user('bob'), [], call());
    const Key = { pk: `T#${tenant}#User#userName`, sk: 'bob' };
    const setOwner = (owner: string) =>
      table.client.send(
        new UpdateCommand({
          TableName: table.name,
          Key,
          UpdateExpression: 'SET #owner = :owner',
          ExpressionAttributeNames: { '#owner': 'owner' },
          ExpressionAttributeValues: { ':owner': owner },
        }),
      );
    await setOwner('another');
    const rename = directory.update(
      tenant,
      { previous, next: user('robert'), unchanged: 'resource' },
      call(),
    );
    await expect(rename).rejects.toThrow(Stale);
    await setOwner(previous.id);
  });
});

describe('two creators of one name', () => {
  test('the one whose transaction comes later is told that it is taken', async () => {
    const { directory, tenant, proxy } = fixture();
    const { faults, reached, release } = holdFirst(isWrite);
    proxy.injectFaults(faults);
    const late = directory.create(tenant, 'User', user('bob'), [], call());
    await reached;
    const early = await directory.create(tenant, 'User', user('bob'), [], call());
    release();
    await expect(late).rejects.toEqual(new Taken('userName'));
    expect(await directory.find(tenant, 'User', 'userName', 'bob', call())).toEqual([listed(early)]);
  });

  test('a large creation that finds its name taken at the end leaves nothing behind', async () => {
    const { directory, tenant, proxy } = fixture();
    const users = await manyUsers(directory, tenant, 40);
    const { faults, reached, release } = holdFirst(naming('TransactWriteItems', '#exists"},"sk'));
    proxy.injectFaults(faults);
    const late = directory.create(tenant, 'Group', group('All'), users, call());
    await reached;
    const early = await directory.create(tenant, 'Group', group('All'), [], call());
    release();
    await expect(late).rejects.toEqual(new Taken('displayName'));
    expect(await directory.find(tenant, 'Group', 'displayName', 'all', call())).toEqual([listed(early)]);
    expect(await groupsOf(directory, tenant, users[0]?.id ?? '')).toEqual([]);
  });
});

describe('a replacement of members that is too large for a transaction', () => {
  /** Gives a group exactly these members, whoever was in it when it was read. */
  const replaceMembers = async (id: string, members: readonly Reference[]) => {
    const { directory, tenant } = fixture();
    const previous = await directory.readGroup(tenant, id, call());
    if (!previous) throw new Error('the group exists');
    const wanted = new Set(idsOf(members));
    const had = new Set(idsOf(previous.members));
    const change = {
      add: members.filter((member) => !had.has(member.id)),
      remove: idsOf(previous.members).filter((member) => !wanted.has(member)),
    };
    return directory.update(tenant, { previous, members: change, unchanged: 'members' }, call());
  };

  const membersOf = async (id: string) => {
    const { directory, tenant } = fixture();
    return (await directory.readGroup(tenant, id, call()))?.members ?? [];
  };

  /** A replacement of which one addition is held, and everything that can be made without it has been. */
  const heldReplacement = async (users: readonly Reference[], wanted: readonly Reference[]) => {
    const { directory, tenant, proxy } = fixture();
    const { id } = await directory.create(tenant, 'Group', group('All'), users.slice(0, 25), call());
    const [last = users[0]] = wanted.slice(-1);
    const { faults, reached, release } = holdFirst(naming('TransactWriteItems', `m#${last?.id}`));
    proxy.injectFaults(faults);
    const replacement = replaceMembers(id, wanted);
    await reached;
    return { id, replacement, release };
  };

  test.each([
    ['as large', 25],
    ['small', 1],
  ])('is stale, and adds nobody any more, once one %s has followed', async (_, difference) => {
    const users = await manyUsers(fixture().directory, fixture().tenant, 75);
    const { id, replacement, release } = await heldReplacement(users, users.slice(25, 50));
    const outcome = expect(replacement).rejects.toThrow(Stale);
    let followed: readonly Reference[] = [];
    await untilCurrent(call(), async () => {
      const some = await membersOf(id);
      followed = difference === 1 ? some.slice(difference) : users.slice(50);
      await replaceMembers(id, followed);
    });
    release();
    await outcome;
    expect(idsOf(await membersOf(id))).toEqual(idsOf(followed));
  });

  test('that is tried anew has the last word', async () => {
    const users = await manyUsers(fixture().directory, fixture().tenant, 75);
    const { id, replacement, release } = await heldReplacement(users, users.slice(25, 50));
    const again = replacement.catch(() =>
      untilCurrent(call(), () => replaceMembers(id, users.slice(25, 50))),
    );
    await untilCurrent(call(), () => replaceMembers(id, users.slice(50)));
    release();
    await again;
    expect(idsOf(await membersOf(id))).toEqual(idsOf(users.slice(25, 50)));
  });

  test('keeps who is added beside it', async () => {
    const { directory, tenant } = fixture();
    const users = await manyUsers(directory, tenant, 75);
    const { id, replacement, release } = await heldReplacement(users, users.slice(25, 50));
    await directory.changeMembers(tenant, id, add(...users.slice(50, 51)), call());
    release();
    await replacement;
    expect(idsOf(await membersOf(id))).toEqual(idsOf(users.slice(25, 51)));
  });
});
