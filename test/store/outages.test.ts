import { describe, expect, test } from '@jest/globals';
import { abandonCreation } from '../../lambda/store/dynamo/finishing.ts';
import { writing } from '../../lambda/store/dynamo/writing.ts';
import { Unavailable } from '../../lambda/store/error.ts';
import type { Fault } from '../harness/conflict-proxy.ts';
import { itemsOf } from '../harness/invariants.ts';
import type { WireCall } from '../harness/wire.ts';
import { add, call, countOf, group, groupsOf, idsOf, manyUsers, user, walked } from './examples.ts';
import { useFaults } from './fault-fixture.ts';
import { afterwards, always, drop, fail, inTurn, isWrite, lasting, naming, throttle } from './faults.ts';

const fixture = useFaults();

describe('a burst of throttling', () => {
  test('delays every operation and fails none', async () => {
    const { directory, tenant, proxy } = fixture();
    const seen = new Map<string, number>();
    proxy.injectFaults((wire) => {
      const times = (seen.get(wire.operation) ?? 0) + 1;
      seen.set(wire.operation, times);
      return times <= 2 ? throttle() : undefined;
    });
    const users = await manyUsers(directory, tenant, 3);
    const previous = await directory.create(tenant, 'Group', group('Sales'), users, call());
    await directory.update(tenant, { previous, next: group('sales'), unchanged: 'resource' }, call());
    await directory.changeMembers(tenant, previous.id, { add: [], remove: idsOf(users) }, call());
    expect(await walked(directory, tenant, 'User')).toHaveLength(3);
    await directory.remove(tenant, 'Group', previous.id, undefined, call());
  });

  test('outlasts the SDK’s own patience in writes, and is waited out', async () => {
    const { directory, tenant, proxy } = fixture();
    proxy.injectFaults(inTurn(isWrite, ...Array.from({ length: 7 }, () => throttle)));
    await directory.create(tenant, 'User', user('bob'), [], call());
    expect(proxy.calls()).toHaveLength(8);
  });
});

describe('batches that DynamoDB answers in part', () => {
  const unprocessed = ({ operation, body }: WireCall): Fault => ({
    kind: 'answer',
    answer: {
      status: 200,
      body:
        operation === 'BatchGetItem'
          ? { Responses: {}, UnprocessedKeys: body['RequestItems'] ?? {} }
          : { UnprocessedItems: body['RequestItems'] ?? {} },
    },
  });
  const isBatch = ({ operation }: WireCall) => operation.startsWith('Batch');

  test('are asked for again until they are whole', async () => {
    const { directory, tenant, proxy } = fixture();
    const users = await manyUsers(directory, tenant, 130);
    const { id } = await directory.create(tenant, 'Group', group('All'), users.slice(0, 20), call());
    proxy.injectFaults(inTurn(isBatch, unprocessed, unprocessed, unprocessed));
    expect(await directory.readListed(tenant, 'User', idsOf(users), call())).toHaveLength(130);
    proxy.injectFaults(inTurn(({ operation }) => operation === 'BatchWriteItem', unprocessed, unprocessed));
    await directory.remove(tenant, 'Group', id, undefined, call());
  });

  test('are given up where nothing of them is ever answered', async () => {
    const { directory, tenant, proxy } = fixture();
    const users = await manyUsers(directory, tenant, 1);
    proxy.injectFaults(always(isBatch, unprocessed));
    await expect(directory.readListed(tenant, 'User', idsOf(users), call(400))).rejects.toThrow(Unavailable);
  });
});

describe('an outage', () => {
  const PATIENCE = 400;

  test.each([
    ['that breaks connections', drop],
    ['of failures', fail],
    ['of throttling', throttle],
  ])('%s is Unavailable to readers and writers once their time is spent', async (_, fault) => {
    const { directory, tenant, proxy } = fixture();
    const previous = await directory.create(tenant, 'User', user('bob'), [], call());
    const sales = await directory.create(tenant, 'Group', group('Sales'), [], call());
    proxy.injectFaults(always(() => true, fault));
    const attempts = [
      directory.read(tenant, 'User', previous.id, call(PATIENCE)),
      directory.readGroup(tenant, sales.id, call(PATIENCE)),
      directory.find(tenant, 'User', 'userName', 'bob', call(PATIENCE)),
      groupsOf(directory, tenant, previous.id, call(PATIENCE)),
      countOf(directory, tenant, 'User', call(PATIENCE)),
      walked(directory, tenant, 'User', call(PATIENCE)),
      directory.create(tenant, 'User', user('ann'), [], call(PATIENCE)),
      directory.update(
        tenant,
        { previous, next: user('bob', { title: 'x' }), unchanged: 'resource' },
        call(PATIENCE),
      ),
      directory.changeMembers(tenant, sales.id, add({ id: previous.id, type: 'User' }), call(PATIENCE)),
      directory.remove(tenant, 'User', previous.id, undefined, call(PATIENCE)),
    ];
    const outcomes = await Promise.allSettled(attempts);
    expect(outcomes.map((outcome) => outcome.status === 'rejected' && outcome.reason.name)).toEqual(
      attempts.map(() => 'Unavailable'),
    );
  });

  test('that hangs is over for a reader when its time is spent', async () => {
    const { directory, tenant, proxy } = fixture();
    const released = Promise.withResolvers<void>();
    proxy.injectFaults(
      always(
        () => true,
        () => ({ kind: 'hold', until: released.promise }),
      ),
    );
    await expect(countOf(directory, tenant, 'User', call(PATIENCE))).rejects.toThrow(Unavailable);
    released.resolve();
  });

  test('that hangs is over for a writer when its time is spent', async () => {
    const { directory, tenant, proxy } = fixture();
    const released = Promise.withResolvers<void>();
    proxy.injectFaults(always(isWrite, () => ({ kind: 'hold', until: released.promise })));
    const creation = directory.create(tenant, 'User', user('bob'), [], call(PATIENCE));
    await expect(creation).rejects.toThrow(Unavailable);
    released.resolve();
  });

  test('whose time is spent before it began writes nothing', async () => {
    const { directory, tenant, proxy } = fixture();
    await expect(directory.create(tenant, 'User', user('bob'), [], call(0))).rejects.toThrow(Unavailable);
    expect(proxy.calls()).toEqual([]);
  });

  test('in the middle of a change of many is Unavailable, and the same change again completes it', async () => {
    const { directory, tenant, proxy, endOfTime } = fixture();
    const users = await manyUsers(directory, tenant, 100);
    const previous = await directory.create(tenant, 'Group', group('All'), users.slice(0, 20), call());
    const change = { add: users.slice(20), remove: idsOf(users.slice(0, 20)) };
    const isChange = naming('TransactWriteItems', 'm#');
    proxy.injectFaults(afterwards(5, isChange, lasting(endOfTime)));
    const cut = directory.changeMembers(tenant, previous.id, change, call());
    await expect(cut).rejects.toThrow(Unavailable);
    const partly = (await directory.readGroup(tenant, previous.id, call()))?.members ?? [];
    expect(idsOf(partly)).not.toEqual(idsOf(users.slice(0, 20)));
    expect(idsOf(partly)).not.toEqual(idsOf(users.slice(20)));

    proxy.reset();
    await directory.changeMembers(tenant, previous.id, change, call());
    const members = (await directory.readGroup(tenant, previous.id, call()))?.members ?? [];
    expect(idsOf(members)).toEqual(idsOf(users.slice(20)));
  });

  test('in the middle of a large creation leaves what no reader sees and its pending entry names', async () => {
    const { directory, table, tenant, proxy, endOfTime } = fixture();
    const users = await manyUsers(directory, tenant, 60);
    const isChange = naming('TransactWriteItems', 'm#');
    proxy.injectFaults(afterwards(5, isChange, lasting(endOfTime)));
    const cut = directory.create(tenant, 'Group', group('All'), users, call());
    await expect(cut).rejects.toThrow(Unavailable);
    proxy.reset();
    const items = await itemsOf(table.client, table.name, tenant);
    const [pending] = items.filter(({ kind, pk }) => kind === 'pending' && pk !== 'pending');
    expect(items.filter(({ kind }) => kind === 'member').length).toBeGreaterThan(0);
    for (const { id } of users) expect(await groupsOf(directory, tenant, id)).toEqual([]);
    expect(await countOf(directory, tenant, 'Group')).toBe(0);
    expect(await directory.find(tenant, 'Group', 'displayName', 'all', call())).toEqual([]);

    const id = pending?.sk ?? '';
    const work = { id, type: 'Group', work: 'creating', since: '2026-11-24T12:00:00.000Z' } as const;
    expect(await abandonCreation(writing(table, tenant, call()), work)).toBe('finished');
  });
});
