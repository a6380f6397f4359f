import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { MembershipChange } from '../../lambda/scim/resource.ts';
import { dynamoDirectory } from '../../lambda/store/dynamo/directory.ts';
import type { Directory, StoredResource } from '../../lambda/store/port.ts';
import { clientOf, freshTable, freshTenant, useDatabase } from '../harness/database.ts';
import { countTrips, type Trips } from '../harness/trips.ts';
import { add, asUser, call, countOf, group, groupsOf, manyUsers, remove, user } from './examples.ts';

const database = useDatabase();
let directory: Directory;
let tenant: string;
let trips: Trips;
let drop: () => Promise<void>;

beforeEach(async () => {
  const client = clientOf(database.endpoint());
  const table = await freshTable(client);
  drop = table.drop;
  trips = countTrips(client);
  directory = dynamoDirectory({ client, table: table.name, clearingTime: Number.POSITIVE_INFINITY });
  tenant = freshTenant();
});
afterEach(() => drop());

/** What an operation asks of DynamoDB, and in how many round trips. */
const costOf = async (operation: () => Promise<unknown>) => {
  trips.reset();
  await operation();
  const counts = Map.groupBy(trips.operations(), (name) => name);
  return {
    trips: trips.sequential(),
    ...Object.fromEntries([...counts].map(([name, { length }]) => [name, length])),
  };
};

const titled = (previous: StoredResource, title: string) => ({
  previous,
  next: user('bob', { title }),
  unchanged: 'resource' as const,
});

describe('a user', () => {
  let bob: StoredResource;
  beforeEach(async () => {
    bob = await directory.create(tenant, 'User', user('bob'), [], call());
  });

  test('is created in one', async () => {
    const create = () => directory.create(tenant, 'User', user('ann'), [], call());
    expect(await costOf(create)).toEqual({ trips: 1, TransactWriteItems: 1 });
  });

  test('is refused in one where its name is taken', async () => {
    const create = () => directory.create(tenant, 'User', user('bob'), [], call()).catch(() => {});
    expect(await costOf(create)).toEqual({ trips: 1, TransactWriteItems: 1 });
  });

  test('is read in one, and its groups in one beside it', async () => {
    expect(await costOf(() => directory.read(tenant, 'User', bob.id, call()))).toEqual({
      trips: 1,
      GetItem: 1,
    });
    const both = () =>
      Promise.all([directory.read(tenant, 'User', bob.id, call()), groupsOf(directory, tenant, bob.id)]);
    expect(await costOf(both)).toEqual({ trips: 1, GetItem: 1, Query: 2 });
  });

  test('is found by its name in two, and not found in one', async () => {
    const find = (name: string) => () => directory.find(tenant, 'User', 'userName', name, call());
    expect(await costOf(find('bob'))).toEqual({ trips: 2, Query: 1, BatchGetItem: 1 });
    expect(await costOf(find('ann'))).toEqual({ trips: 1, Query: 1 });
  });

  test('is changed in two with its read: by a plain write, a renaming one by a transaction', async () => {
    const change = async (next: ReturnType<typeof user>) => {
      const previous = await directory.read(tenant, 'User', bob.id, call());
      if (previous) await directory.update(tenant, { ...titled(previous, ''), next }, call());
    };
    expect(await costOf(() => change(user('bob', { title: 'x' })))).toEqual({
      trips: 2,
      GetItem: 1,
      PutItem: 1,
    });
    expect(await costOf(() => change(user('robert')))).toEqual({
      trips: 2,
      GetItem: 1,
      TransactWriteItems: 1,
    });
    expect(await costOf(() => change(user('robert')))).toEqual({ trips: 1, GetItem: 1 });
  });

  test('is told to be stale in one', async () => {
    await directory.update(tenant, titled(bob, 'x'), call());
    const stale = () => directory.update(tenant, titled(bob, 'y'), call()).catch(() => {});
    expect(await costOf(stale)).toEqual({ trips: 1, PutItem: 1 });
  });

  test('in no group is deleted in four', async () => {
    const deletion = () => directory.remove(tenant, 'User', bob.id, undefined, call());
    expect(await costOf(deletion)).toEqual({ trips: 4, GetItem: 1, Query: 1, TransactWriteItems: 2 });
  });

  test('in 40 groups is deleted in five, leaving up to 16 of them by one transaction', async () => {
    await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        directory.create(tenant, 'Group', group(`Group ${index}`), [asUser(bob)], call()),
      ),
    );
    const deletion = () => directory.remove(tenant, 'User', bob.id, undefined, call());
    expect(await costOf(deletion)).toEqual({ trips: 5, GetItem: 1, Query: 1, TransactWriteItems: 5 });
  });

  test('whose id cannot be costs nothing', async () => {
    expect(await costOf(() => directory.read(tenant, 'User', 'x', call()))).toEqual({ trips: 0 });
    expect(await costOf(() => groupsOf(directory, tenant, 'x'))).toEqual({ trips: 0 });
    const deletion = () => directory.remove(tenant, 'User', 'x', undefined, call()).catch(() => {});
    expect(await costOf(deletion)).toEqual({ trips: 0 });
  });
});

describe('a group', () => {
  test('is created with its members in one', async () => {
    const users = await manyUsers(directory, tenant, 20);
    const create = () => directory.create(tenant, 'Group', group('Sales'), users, call());
    expect(await costOf(create)).toEqual({ trips: 1, TransactWriteItems: 1 });
  });

  test('is read in one, and its members in one more, from those shards that have any', async () => {
    const users = await manyUsers(directory, tenant, 5);
    const { id } = await directory.create(tenant, 'Group', group('Sales'), [], call());
    const alone = { trips: 1, GetItem: 1, Query: 1 };
    expect(await costOf(() => directory.read(tenant, 'Group', id, call()))).toEqual(alone);
    const whole = () => directory.readGroup(tenant, id, call());
    expect(await costOf(whole)).toEqual({ ...alone, Query: 2 });
    await directory.changeMembers(tenant, id, add(...users), call());
    const shards = new Set(users.map((member) => member.id.slice(-1))).size;
    expect(await costOf(whole)).toEqual({ trips: 2, GetItem: 1, Query: 2 + shards });
  });

  test('is known by what its membership adds in one, as are others beside it', async () => {
    const { id } = await directory.create(tenant, 'Group', group('Sales'), [], call());
    const other = await directory.create(tenant, 'Group', group('Marketing'), [], call());
    const shares = () => directory.membershipShares(tenant, [id, other.id], call());
    expect(await costOf(shares)).toEqual({ trips: 1, Query: 2 });
  });

  test('is counted and named in one', async () => {
    const { id } = await directory.create(tenant, 'Group', group('Sales'), [], call());
    expect(await costOf(() => countOf(directory, tenant, 'Group'))).toEqual({ trips: 1, Query: 1 });
    const names = () => directory.displayNames(tenant, [{ id, type: 'Group' }], call());
    expect(await costOf(names)).toEqual({ trips: 1, BatchGetItem: 1 });
  });
});

describe('a membership', () => {
  test('of up to 28 is added and removed in one, and known as it is in two', async () => {
    const users = await manyUsers(directory, tenant, 28);
    const { id } = await directory.create(tenant, 'Group', group('Sales'), [], call());
    const [one = asUser({ id: '' })] = users;
    const change = (difference: MembershipChange) => () =>
      directory.changeMembers(tenant, id, difference, call());
    expect(await costOf(change(add(one)))).toEqual({ trips: 1, TransactWriteItems: 1 });
    expect(await costOf(change(add(one)))).toEqual({ trips: 1, TransactWriteItems: 1 });
    expect(await costOf(change(remove(one)))).toEqual({ trips: 1, TransactWriteItems: 1 });
    expect(await costOf(change(add(...users)))).toEqual({ trips: 1, TransactWriteItems: 1 });
    const rest = manyUsers(directory, tenant, 1);
    const some = add(...(await rest), one);
    expect(await costOf(change(some))).toEqual({ trips: 2, TransactWriteItems: 2 });
  });

  test('is known to be there, or not, in one, whatever the size of the group', async () => {
    const users = await manyUsers(directory, tenant, 40);
    const { id } = await directory.create(tenant, 'Group', group('Sales'), users.slice(1), call());
    const asked = users.slice(0, 2).map((member) => ({ groupId: id, memberId: member.id }));
    const known = () => directory.memberships(tenant, asked, call());
    expect(await costOf(known)).toEqual({ trips: 1, BatchGetItem: 1, Query: 1 });
    expect(await known()).toEqual(asked.slice(1));
  });

  test('of a group that does not exist is refused in one', async () => {
    const [one = asUser({ id: '' })] = await manyUsers(directory, tenant, 1);
    const change = () => directory.changeMembers(tenant, one.id, add(one), call()).catch(() => {});
    expect(await costOf(change)).toEqual({ trips: 1, TransactWriteItems: 1 });
  });
});
