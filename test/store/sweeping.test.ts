import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, test } from '@jest/globals';
import { type Swept, sweep } from '../../lambda/store/dynamo/sweeping.ts';
import { Unavailable } from '../../lambda/store/error.ts';
import type { Call, StoredResource } from '../../lambda/store/port.ts';
import { itemsOf } from '../harness/invariants.ts';
import { type WireCall, wireError } from '../harness/wire.ts';
import { call, countOf, group, groupsOf, idsOf, manyUsers, NOBODY, user } from './examples.ts';
import { useFaults } from './fault-fixture.ts';
import { conflict, fail, holdFirst, inTurn, isWrite, lose, naming } from './faults.ts';

const fixture = useFaults();

const MINUTE = 60_000;
const later = () => Date.now() + 3 * MINUTE;

const swept = (now = later, ms = MINUTE): Promise<Swept> =>
  sweep({ table: fixture().table, now, deadline: Date.now() + ms });

const idsIn = ({ finished, left }: Swept) => ({ finished: idsOf(finished), left: idsOf(left) });

/** Does something that can do nothing more before its write number `count`, if it comes to that. */
const dyingAt = async (count: number, work: (call: Call) => Promise<unknown>): Promise<'died' | 'done'> => {
  const { proxy } = fixture();
  let writes = 0;
  proxy.injectFaults((wire) => {
    if (writes < count && isWrite(wire)) writes += 1;
    return writes < count ? undefined : { kind: 'answer', answer: wireError('AccessDeniedException') };
  });
  await work(call()).catch((error: Error) => expect(error.name).toBe('AccessDeniedException'));
  proxy.reset();
  return writes < count ? 'done' : 'died';
};

/** Crashes right after the commit of a deletion. */
const deletedInPart = async ({ type, id }: Pick<StoredResource, 'type' | 'id'>) => {
  const { directory, tenant } = fixture();
  await dyingAt(2, (call) => directory.remove(tenant, type, id, undefined, call));
};

/** Crashes in a large creation, and gives the id that the group would have had. */
const createdInPart = async () => {
  const { directory, tenant } = fixture();
  const users = await manyUsers(directory, tenant, 60);
  const before = await pendingIds();
  await dyingAt(5, (call) => directory.create(tenant, 'Group', group('All'), users, call));
  const [id = ''] = (await pendingIds()).filter((one) => !before.includes(one));
  return { id, users };
};

const pendingIds = async () => {
  const { table, tenant } = fixture();
  const items = await itemsOf(table.client, table.name, tenant);
  return items.filter(({ pk }) => pk === `T#${tenant}#pending`).map(({ sk }) => sk);
};

const isTakeover = naming('TransactWriteItems', '"S":"abandoning"},"since"');
const isCompletion = naming('TransactWriteItems', '#exists"},"sk"');

test('a deletion that is committed is told as made, whatever becomes of what is cleared away after it', async () => {
  const { directory, tenant } = fixture();
  const users = await manyUsers(directory, tenant, 3);
  const sales = await directory.create(tenant, 'Group', group('Sales'), users, call());
  const deletion = (call: Call) => directory.remove(tenant, 'Group', sales.id, undefined, call);
  const outcome = await dyingAt(2, (call) => expect(deletion(call)).resolves.toBeUndefined());
  expect(outcome).toBe('died');
  expect(idsIn(await swept())).toEqual({ finished: [sales.id], left: [] });
});

describe('after a crash', () => {
  test('before one of its writes, a deleted group is cleared away', async () => {
    const { directory, tenant, violations } = fixture();
    const users = await manyUsers(directory, tenant, 20);
    const outer = await directory.create(tenant, 'Group', group('Outer'), [], call());
    for (let writes = 1, end = 'died'; end === 'died'; writes += writes < 4 ? 1 : 5) {
      const { id } = await directory.create(tenant, 'Group', group('Inner'), users, call());
      await directory.changeMembers(tenant, outer.id, { add: [{ id, type: 'Group' }], remove: [] }, call());
      end = await dyingAt(writes, (call) => directory.remove(tenant, 'Group', id, undefined, call));
      await swept();
      if (writes === 1) await directory.remove(tenant, 'Group', id, undefined, call());
      expect(await violations()).toEqual([]);
      expect((await directory.readGroup(tenant, outer.id, call()))?.members).toEqual([]);
    }
  });

  test('before any of its writes, a deleted user is out of every group', async () => {
    const { directory, tenant, violations } = fixture();
    const groups: StoredResource[] = [];
    for (const name of ['A', 'B', 'C'])
      groups.push(await directory.create(tenant, 'Group', group(name), [], call()));
    for (let writes = 1, end = 'died'; end === 'died'; writes += 1) {
      const users = await manyUsers(directory, tenant, 1);
      const [{ id } = { id: '' }] = users;
      for (const one of groups)
        await directory.changeMembers(tenant, one.id, { add: users, remove: [] }, call());
      end = await dyingAt(writes, (call) => directory.remove(tenant, 'User', id, undefined, call));
      await swept();
      if (writes === 1) await directory.remove(tenant, 'User', id, undefined, call());
      expect(await violations()).toEqual([]);
    }
  });

  test('before any of its writes, a large creation is undone or complete', async () => {
    const { directory, tenant, violations } = fixture();
    const users = await manyUsers(directory, tenant, 60);
    for (let writes = 1, end = 'died'; end === 'died'; writes += 1) {
      end = await dyingAt(writes, (call) => directory.create(tenant, 'Group', group('All'), users, call));
      await swept();
      expect(await violations()).toEqual([]);
      expect(await countOf(directory, tenant, 'Group')).toBe(end === 'died' ? 0 : 1);
    }
  });

  test.each([
    ['lost answers', [lose, lose]],
    ['conflicts', [conflict, conflict]],
    ['failures, lost answers and conflicts', [lose, fail, conflict, lose, conflict]],
  ])('a sweep that meets %s finishes nevertheless', async (_, faults) => {
    const { directory, tenant, proxy } = fixture();
    const { id, users } = await createdInPart();
    const sales = await directory.create(tenant, 'Group', group('Sales'), users.slice(0, 10), call());
    await deletedInPart({ type: 'User', id: users[0]?.id ?? '' });
    await deletedInPart(sales);
    proxy.injectFaults(inTurn(isWrite, ...faults));
    const works = [{ id }, sales, ...users.slice(0, 1)];
    expect(idsIn(await swept())).toEqual({ finished: idsOf(works), left: [] });
  });

  test('in a sweep itself, the next one goes on', async () => {
    const { directory, tenant, violations } = fixture();
    const users = await manyUsers(directory, tenant, 40);
    for (let writes = 1, end = 'died'; end === 'died'; writes += 3) {
      const sales = await directory.create(tenant, 'Group', group('Sales'), users.slice(0, 3), call());
      await deletedInPart(sales);
      await dyingAt(5, (call) => directory.create(tenant, 'Group', group('All'), users, call));
      end = await dyingAt(writes, async () => {
        const [failed] = (await swept()).left;
        if (failed) throw failed.error;
      });
      expect((await swept()).left).toEqual([]);
      expect(await violations()).toEqual([]);
    }
  });
});

describe('a sweep', () => {
  test('of nothing is one query', async () => {
    expect(await swept()).toEqual({ finished: [], left: [] });
    expect(
      fixture()
        .proxy.calls()
        .map(({ operation }) => operation),
    ).toEqual(['Query']);
  });

  test('leaves alone what somebody may still be working on', async () => {
    const { id } = await createdInPart();
    expect(await swept(Date.now)).toEqual({ finished: [], left: [] });
    expect(await pendingIds()).toEqual([id]);
    await swept();
  });

  test('tells of each work as it ends: whose, what and since when', async () => {
    const { tenant, table } = fixture();
    const { id } = await createdInPart();
    const told: unknown[] = [];
    const { finished } = await sweep({
      table,
      now: later,
      deadline: Date.now() + MINUTE,
      finished: (work) => told.push(work),
    });
    expect(told).toEqual(finished);
    expect(told).toEqual([{ tenant, id, type: 'Group', work: 'creating', since: expect.any(String) }]);
  });

  test('goes from the oldest to the youngest as far as its time allows, and the next goes on', async () => {
    const { directory, tenant, proxy } = fixture();
    const users = await manyUsers(directory, tenant, 3);
    for (const one of users) await deletedInPart(one);
    const [{ id: first } = { id: '' }, ...others] = users;
    const { faults, reached, release } = holdFirst(naming('Query', `#Member#${others[0]?.id}`));
    proxy.injectFaults(faults);
    const cut = swept(later, 3_000);
    await reached;
    const { finished, left } = await cut;
    expect({ finished: idsOf(finished), left: idsOf(left) }).toEqual({
      finished: [first],
      left: idsOf(others),
    });
    expect(left.filter(({ error }) => error !== undefined)).toEqual([]);
    release();
    expect(idsIn(await swept())).toEqual({ finished: idsOf(others), left: [] });
  });

  test('removes the mirrors of a group before its members, by which they are found', async () => {
    const { directory, tenant, table, proxy } = fixture();
    const users = await manyUsers(directory, tenant, 20);
    const sales = await directory.create(tenant, 'Group', group('Sales'), users, call());
    await deletedInPart(sales);
    const mirrorsLeft: number[] = [];
    const { faults, reached, release } = holdFirst(naming('BatchWriteItem', '"m#'));
    const member = users[0]?.id ?? '';
    proxy.injectFaults((wire: WireCall) =>
      JSON.stringify(wire).includes(member) ? faults(wire) : undefined,
    );
    const sweeping = swept();
    await reached;
    const items = await itemsOf(table.client, table.name, tenant);
    mirrorsLeft.push(items.filter(({ kind, pk }) => kind === 'mirror' && pk.includes(member)).length);
    release();
    await sweeping;
    expect(mirrorsLeft).toEqual([0]);
  });

  test('beside another one does no harm', async () => {
    const { directory, tenant } = fixture();
    const users = await manyUsers(directory, tenant, 20);
    const groups: StoredResource[] = [];
    for (const name of ['A', 'B', 'C'])
      groups.push(await directory.create(tenant, 'Group', group(name), users, call()));
    for (const one of groups.slice(1)) await deletedInPart(one);
    for (const one of users.slice(0, 3)) await deletedInPart(one);
    await createdInPart();
    const both = await Promise.all([swept(), swept(), swept()]);
    expect(both.flatMap(({ left }) => left)).toEqual([]);
    const members = (await directory.readGroup(tenant, groups[0]?.id ?? '', call()))?.members ?? [];
    expect(idsOf(members)).toEqual(idsOf(users.slice(3)));
  });
});

describe('a creation whose creator is still alive', () => {
  test('cannot be completed once it is taken over', async () => {
    const { directory, tenant, proxy } = fixture();
    const users = await manyUsers(directory, tenant, 60);
    const completion = holdFirst(isCompletion);
    proxy.injectFaults(completion.faults);
    const creation = directory.create(tenant, 'Group', group('All'), users, call());
    await completion.reached;
    const takeover = holdFirst(naming('BatchWriteItem', '"sk":{"S":"0"}'));
    proxy.injectFaults(takeover.faults);
    const sweeping = swept();
    await takeover.reached;
    completion.release();
    await expect(creation).rejects.toThrow(Unavailable);
    takeover.release();
    expect((await sweeping).left).toEqual([]);
    expect(await directory.find(tenant, 'Group', 'displayName', 'all', call())).toEqual([]);
    expect(await groupsOf(directory, tenant, users[0]?.id ?? '')).toEqual([]);
  });

  test('is over for it too when it has been swept away', async () => {
    const { directory, tenant, proxy } = fixture();
    const users = await manyUsers(directory, tenant, 60);
    const { faults, reached, release } = holdFirst(naming('TransactWriteItems', '"m#'));
    proxy.injectFaults(faults);
    const creation = directory.create(tenant, 'Group', group('All'), users, call());
    await reached;
    expect((await swept()).finished).toHaveLength(1);
    release();
    await expect(creation).rejects.toThrow(Unavailable);
    expect(await countOf(directory, tenant, 'Group')).toBe(0);
  });

  /** One is completed after a sweep has found it and before that takes it over, and `then` comes before that too. */
  const completedBeforeTakeover = async (then: (created: StoredResource) => Promise<void>) => {
    const { directory, tenant, proxy } = fixture();
    const users = await manyUsers(directory, tenant, 60);
    const completion = holdFirst(isCompletion);
    proxy.injectFaults(completion.faults);
    const creation = directory.create(tenant, 'Group', group('All'), users, call());
    await completion.reached;
    const takeover = holdFirst(isTakeover);
    proxy.injectFaults(takeover.faults);
    const sweeping = swept();
    await takeover.reached;
    completion.release();
    const created = await creation;
    await then(created);
    takeover.release();
    return { users, created, outcome: await sweeping };
  };

  test('is not undone when it is completed before it is taken over', async () => {
    const { directory, tenant } = fixture();
    const { users, created, outcome } = await completedBeforeTakeover(async () => {});
    expect(outcome).toEqual({ finished: [], left: [] });
    const members = (await directory.readGroup(tenant, created.id, call()))?.members ?? [];
    expect(idsOf(members)).toEqual(idsOf(users));
  });

  test('is known to be complete though the answer was lost and it is taken over in vain', async () => {
    const { directory, tenant, proxy } = fixture();
    const users = await manyUsers(directory, tenant, 60);
    proxy.injectFaults(inTurn(isCompletion, lose, conflict));
    const created = await directory.create(tenant, 'Group', group('All'), users, call());
    expect(await swept()).toEqual({ finished: [], left: [] });
    expect(await directory.read(tenant, 'Group', created.id, call())).toEqual(created);
  });

  test('stays deleted when it is completed and deleted before it is taken over', async () => {
    const { created, outcome } = await completedBeforeTakeover(async (created) => {
      fixture().proxy.reset();
      await deletedInPart(created);
    });
    expect(idsIn(outcome)).toEqual({ finished: [], left: [created.id] });
    expect(idsIn(await swept())).toEqual({ finished: [created.id], left: [] });
  });
});

describe('a work that only the list of all tenants names', () => {
  const forget = async (id: string) => {
    const { table, tenant } = fixture();
    const Key = { pk: `T#${tenant}#pending`, sk: id };
    await table.client.send(new DeleteCommand({ TableName: table.name, Key }));
  };

  test('is finished when it is a deletion', async () => {
    const { directory, tenant } = fixture();
    const users = await manyUsers(directory, tenant, 20);
    const sales = await directory.create(tenant, 'Group', group('Sales'), users, call());
    await deletedInPart(sales);
    await forget(sales.id);
    expect(idsIn(await swept())).toEqual({ finished: [sales.id], left: [] });
  });

  test('is undone when it is a creation that was not completed', async () => {
    const { id } = await createdInPart();
    await forget(id);
    expect(idsIn(await swept())).toEqual({ finished: [id], left: [] });
  });

  test('is struck off when it is a creation that was completed', async () => {
    const { directory, table, tenant } = fixture();
    const created = await directory.create(tenant, 'Group', group('Sales'), [], call());
    const Item = {
      pk: 'pending',
      sk: `${tenant}#${created.id}`,
      kind: 'pending',
      tenant,
      id: created.id,
      type: 'Group',
      work: 'creating',
      since: created.created,
      by: 'test',
    };
    await table.client.send(new PutCommand({ TableName: table.name, Item }));
    expect(await swept()).toEqual({ finished: [], left: [] });
    expect(await directory.read(tenant, 'Group', created.id, call())).toEqual(created);
  });
});

describe('a work that cannot be finished', () => {
  const put = async (type: string, id: string, work: string) => {
    const { table, tenant } = fixture();
    const item = { kind: 'pending', tenant, id, type, work, since: '2026-01-01T00:00:00.000Z', by: 'test' };
    const keys = [
      { pk: `T#${tenant}#pending`, sk: id },
      { pk: 'pending', sk: `${tenant}#${id}` },
    ];
    for (const Key of keys)
      await table.client.send(new PutCommand({ TableName: table.name, Item: { ...Key, ...item } }));
    return async () => {
      for (const Key of keys) await table.client.send(new DeleteCommand({ TableName: table.name, Key }));
    };
  };

  test('holds up no other, and says why', async () => {
    const { directory, tenant } = fixture();
    const users = await manyUsers(directory, tenant, 2);
    const sales = await directory.create(tenant, 'Group', group('Sales'), users, call());
    const undo = await put('Group', sales.id, 'deleting');
    await deletedInPart(await directory.create(tenant, 'User', user('bob'), [], call()));
    const { finished, left } = await swept();
    expect(finished).toHaveLength(1);
    expect(left).toEqual([expect.objectContaining({ id: sales.id, error: expect.any(Error) })]);
    await undo();
    expect((await directory.readGroup(tenant, sales.id, call()))?.members).toHaveLength(2);
  });

  test('is left as it is when it is of a kind that is not known', async () => {
    const undo = await put('Group', NOBODY, 'renaming');
    expect(idsIn(await swept())).toEqual({ finished: [], left: [NOBODY] });
    await undo();
  });
});
