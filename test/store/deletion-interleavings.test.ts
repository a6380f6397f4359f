import { describe, expect, test } from '@jest/globals';
import { finishDeletion } from '../../lambda/store/dynamo/finishing.ts';
import { writing } from '../../lambda/store/dynamo/writing.ts';
import { MissingMembers, NotFound } from '../../lambda/store/error.ts';
import { add, asUser, call, group, groupsOf, idsOf, manyUsers } from './examples.ts';
import { useFaults } from './fault-fixture.ts';
import { always, drop, holdFirst, isWrite, naming } from './faults.ts';

const fixture = useFaults();

const twoUsers = async () => {
  const { directory, tenant } = fixture();
  const [first, second] = await manyUsers(directory, tenant, 2);
  if (!first || !second) throw new Error('two users were created');
  return { first, second };
};

describe('the deletion of a user against its addition to a group', () => {
  test('added before the deletion commits, the user is a member no more when it is over', async () => {
    const { directory, tenant, proxy } = fixture();
    const { first, second } = await twoUsers();
    const { id } = await directory.create(tenant, 'Group', group('Sales'), [second], call());
    const { faults, reached, release } = holdFirst(naming('TransactWriteItems', '#deleted'));
    proxy.injectFaults(faults);
    const deletion = directory.remove(tenant, 'User', first.id, undefined, call());
    await reached;
    await directory.changeMembers(tenant, id, add(first), call());
    expect(idsOf((await directory.readGroup(tenant, id, call()))?.members ?? [])).toEqual(
      idsOf([first, second]),
    );
    release();
    await deletion;
    expect((await directory.readGroup(tenant, id, call()))?.members).toEqual([second]);
  });

  test('added after the deletion committed, the user is refused', async () => {
    const { directory, tenant, proxy } = fixture();
    const { first } = await twoUsers();
    const { id } = await directory.create(tenant, 'Group', group('Sales'), [], call());
    const { faults, reached, release } = holdFirst(naming('TransactWriteItems', 'm#'));
    proxy.injectFaults(faults);
    const addition = directory.changeMembers(tenant, id, add(first), call());
    await reached;
    await directory.remove(tenant, 'User', first.id, undefined, call());
    release();
    await expect(addition).rejects.toEqual(new MissingMembers([first.id]));
    expect((await directory.readGroup(tenant, id, call()))?.members).toEqual([]);
  });

  test('added while the deletion clears away, the user is refused, and no reader sees it in any group', async () => {
    const { directory, tenant, proxy } = fixture();
    const { first, second } = await twoUsers();
    const sales = await directory.create(tenant, 'Group', group('Sales'), [first, second], call());
    const { faults, reached, release } = holdFirst(naming('Query', `#Member#${first.id}`));
    proxy.injectFaults(faults);
    const deletion = directory.remove(tenant, 'User', first.id, undefined, call());
    await reached;
    expect((await directory.readGroup(tenant, sales.id, call()))?.members).toEqual([second]);
    expect(await groupsOf(directory, tenant, first.id)).toEqual([]);
    const asked = [first, second].map(({ id: memberId }) => ({ groupId: sales.id, memberId }));
    expect(await directory.memberships(tenant, asked, call())).toEqual(asked.slice(1));
    const again = directory.changeMembers(tenant, sales.id, add(first), call());
    await expect(again).rejects.toEqual(new MissingMembers([first.id]));
    release();
    await deletion;
  });

  test('deleted in the middle of a change of many, the user is left out and the others get in', async () => {
    const { directory, tenant, proxy } = fixture();
    const users = await manyUsers(directory, tenant, 60);
    const leaver = users[30] ?? asUser({ id: '' });
    const { id } = await directory.create(tenant, 'Group', group('All'), [], call());
    const { faults, reached, release } = holdFirst(naming('TransactWriteItems', `m#${leaver.id}`));
    proxy.injectFaults(faults);
    const change = directory.changeMembers(tenant, id, add(...users), call());
    await reached;
    await directory.remove(tenant, 'User', leaver.id, undefined, call());
    release();
    await change;
    const members = (await directory.readGroup(tenant, id, call()))?.members ?? [];
    expect(idsOf(members)).toEqual(idsOf(users.filter((member) => member !== leaver)));
  });
});

describe('the deletion of a user that is in many groups', () => {
  test('leaves them together, and one by one those that it is out of meanwhile or that are deleted', async () => {
    const { directory, tenant, proxy } = fixture();
    const { first, second } = await twoUsers();
    const ids = await Promise.all(
      Array.from({ length: 20 }, async (_, index) => {
        const created = await directory.create(
          tenant,
          'Group',
          group(`Group ${index}`),
          [first, second],
          call(),
        );
        return created.id;
      }),
    );
    const { faults, reached, release } = holdFirst(naming('TransactWriteItems', `m#${first.id}`));
    proxy.injectFaults(faults);
    const deletion = directory.remove(tenant, 'User', first.id, undefined, call());
    await reached;
    const [left = '', deleted = '', ...others] = ids;
    await directory.changeMembers(tenant, left, { add: [], remove: [first.id] }, call());
    await directory.remove(tenant, 'Group', deleted, undefined, call());
    release();
    await deletion;
    for (const id of [left, ...others]) {
      expect(await directory.readGroup(tenant, id, call())).toMatchObject({ version: 2, members: [second] });
    }
  });
});

describe('the deletion of a group against changes of its members', () => {
  test('a member that is added between the deletion’s read and its commit is cleared away too', async () => {
    const { directory, tenant, proxy } = fixture();
    const { first, second } = await twoUsers();
    const { id } = await directory.create(tenant, 'Group', group('Sales'), [first], call());
    const { faults, reached, release } = holdFirst(naming('TransactWriteItems', '#deleted'));
    proxy.injectFaults(faults);
    const deletion = directory.remove(tenant, 'Group', id, undefined, call());
    await reached;
    await directory.changeMembers(tenant, id, add(second), call());
    release();
    await deletion;
    expect(await groupsOf(directory, tenant, first.id)).toEqual([]);
    expect(await groupsOf(directory, tenant, second.id)).toEqual([]);
  });

  test('while the deletion clears away, the group is nobody’s and takes nobody', async () => {
    const { directory, tenant, proxy } = fixture();
    const { first, second } = await twoUsers();
    const { id } = await directory.create(tenant, 'Group', group('Sales'), [first], call());
    const { faults, reached, release } = holdFirst(naming('BatchWriteItem', first.id));
    proxy.injectFaults(faults);
    const deletion = directory.remove(tenant, 'Group', id, undefined, call());
    await reached;
    expect(await groupsOf(directory, tenant, first.id)).toEqual([]);
    expect(await directory.readGroup(tenant, id, call())).toBeUndefined();
    const late = directory.changeMembers(tenant, id, add(second), call());
    await expect(late).rejects.toThrow(NotFound);
    release();
    await deletion;
  });

  test('a change of many that the deletion overtakes finds no group, and leaves nothing behind', async () => {
    const { directory, tenant, proxy } = fixture();
    const users = await manyUsers(directory, tenant, 60);
    const { id } = await directory.create(tenant, 'Group', group('All'), [], call());
    const { faults, reached, release } = holdFirst(naming('TransactWriteItems', 'm#'));
    proxy.injectFaults(faults);
    const change = directory.changeMembers(tenant, id, add(...users), call());
    await reached;
    await directory.remove(tenant, 'Group', id, undefined, call());
    release();
    await expect(change).rejects.toThrow(NotFound);
  });

  test.each([
    ['before it has looked for its groups', (id: string) => naming('Query', `#Member#${id}`)],
    ['before it has left them', (id: string) => naming('TransactWriteItems', `m#${id}`)],
  ])(
    'a user and its group are both gone without a trace when the group is deleted %s',
    async (_, matches) => {
      const { directory, tenant, proxy } = fixture();
      const { first, second } = await twoUsers();
      const { id } = await directory.create(tenant, 'Group', group('Sales'), [first, second], call());
      const user = holdFirst(matches(first.id));
      proxy.injectFaults(user.faults);
      const deletion = directory.remove(tenant, 'User', first.id, undefined, call());
      await user.reached;
      const members = holdFirst(naming('BatchWriteItem', first.id));
      proxy.injectFaults(members.faults);
      const ofGroup = directory.remove(tenant, 'Group', id, undefined, call());
      await members.reached;
      user.release();
      await deletion;
      expect(await groupsOf(directory, tenant, second.id)).toEqual([]);
      members.release();
      await ofGroup;
    },
  );
});

describe('a deletion that is cut short after its commit', () => {
  test('is done for every client, and whoever reads its pending entry can finish it', async () => {
    const { directory, table, tenant, proxy } = fixture();
    const { first, second } = await twoUsers();
    const inner = await directory.create(tenant, 'Group', group('Inner'), [first, second], call());
    const outer = await directory.create(
      tenant,
      'Group',
      group('Outer'),
      [{ id: inner.id, type: 'Group' }, first],
      call(),
    );
    for (const [type, id] of [
      ['User', first.id],
      ['Group', inner.id],
    ] as const) {
      let committed = false;
      proxy.injectFaults((wire) => {
        const isCommit = naming('TransactWriteItems', '#deleted')(wire);
        if (committed) return always(isWrite, drop)(wire);
        committed = isCommit;
        return undefined;
      });
      await directory.remove(tenant, type, id, undefined, call(1_000));
      proxy.reset();
      expect(await directory.read(tenant, type, id, call())).toBeUndefined();
    }
    expect(await groupsOf(directory, tenant, second.id)).toEqual([]);
    expect((await directory.readGroup(tenant, outer.id, call()))?.members).toEqual([]);
    await expect(directory.remove(tenant, 'User', first.id, undefined, call())).rejects.toThrow(NotFound);

    await finishDeletion(writing(table, tenant, call()), first);
    await finishDeletion(writing(table, tenant, call()), inner);
  });
});
