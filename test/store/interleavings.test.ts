import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, test } from '@jest/globals';
import { Stale, Taken } from '../../lambda/store/error.ts';
import { call, group, manyUsers, user } from './examples.ts';
import { useFaults } from './fault-fixture.ts';
import { holdFirst, isWrite, naming } from './faults.ts';

const fixture = useFaults();

describe('a lookup', () => {
  test('finds who has the name by now when its holder is renamed between its two reads', async () => {
    const { directory, tenant, proxy } = fixture();
    const previous = await directory.create(tenant, 'User', user('bob'), [], call());
    const { faults, reached, release } = holdFirst(naming('BatchGetItem', previous.id));
    proxy.injectFaults(faults);
    const lookup = directory.find(tenant, 'User', 'userName', 'bob');
    await reached;
    await directory.update(tenant, { previous, next: user('robert'), unchanged: 'resource' }, call());
    const heir = await directory.create(tenant, 'User', user('bob'), [], call());
    release();
    expect(await lookup).toEqual([heir]);
  });

  test('finds who has the name by now when its holder is deleted between its two reads', async () => {
    const { directory, tenant, proxy } = fixture();
    const previous = await directory.create(tenant, 'User', user('bob'), [], call());
    const { faults, reached, release } = holdFirst(naming('BatchGetItem', previous.id));
    proxy.injectFaults(faults);
    const lookup = directory.find(tenant, 'User', 'userName', 'bob');
    await reached;
    await directory.remove(tenant, 'User', previous.id, undefined, call());
    const heir = await directory.create(tenant, 'User', user('bob'), [], call());
    release();
    expect(await lookup).toEqual([heir]);
  });

  test('finds nobody when the holder is renamed away and nobody follows', async () => {
    const { directory, tenant, proxy } = fixture();
    const previous = await directory.create(tenant, 'User', user('bob'), [], call());
    const { faults, reached, release } = holdFirst(naming('BatchGetItem', previous.id));
    proxy.injectFaults(faults);
    const lookup = directory.find(tenant, 'User', 'userName', 'bob');
    await reached;
    await directory.update(tenant, { previous, next: user('robert'), unchanged: 'resource' }, call());
    release();
    expect(await lookup).toEqual([]);
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
    expect(await directory.find(tenant, 'User', 'userName', 'bob')).toEqual([early]);
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
    expect(await directory.find(tenant, 'Group', 'displayName', 'all')).toEqual([early]);
    expect(await directory.groupsOf(tenant, users[0]?.id ?? '')).toEqual([]);
  });
});
