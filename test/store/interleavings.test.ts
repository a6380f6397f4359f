import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, test } from '@jest/globals';
import { Stale, Taken } from '../../lambda/store/error.ts';
import type { StoredResource } from '../../lambda/store/port.ts';
import { call, group, groupsOf, manyUsers, user } from './examples.ts';
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
      expect(found).toEqual(heirs);
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
    expect(await directory.find(tenant, 'User', 'userName', 'bob', call())).toEqual([early]);
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
    expect(await directory.find(tenant, 'Group', 'displayName', 'all', call())).toEqual([early]);
    expect(await groupsOf(directory, tenant, users[0]?.id ?? '')).toEqual([]);
  });
});
