import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Reference } from '../../lambda/scim/resource.ts';
import { dynamoDirectory } from '../../lambda/store/dynamo/directory.ts';
import { finishDeletion } from '../../lambda/store/dynamo/finishing.ts';
import { writing } from '../../lambda/store/dynamo/writing.ts';
import { TooManyMembers } from '../../lambda/store/error.ts';
import { add, asUser, call, group, groupsOf, idsOf, manyUsers, remove } from './examples.ts';
import { useFaults } from './fault-fixture.ts';
import { always, holdFirst, naming, throttle } from './faults.ts';

const fixture = useFaults();

const MEMBERS = 80;
const PER_PAGE = 2;

const queries = () =>
  fixture()
    .proxy.calls()
    .filter(({ operation }) => operation === 'Query').length;

describe('a group whose members take several pages of DynamoDB', () => {
  let users: readonly Reference[];
  let id: string;
  beforeEach(async () => {
    const { directory, tenant, proxy } = fixture();
    users = await manyUsers(directory, tenant, MEMBERS);
    ({ id } = await directory.create(tenant, 'Group', group('All'), users, call()));
    proxy.reset();
    proxy.endPagesAfter(PER_PAGE);
  });

  test('is read with everybody in it', async () => {
    const { directory, tenant } = fixture();
    const members = (await directory.readGroup(tenant, id, call()))?.members ?? [];
    expect(members.map((member) => member.id).sort()).toEqual(idsOf(users));
    expect(queries()).toBeGreaterThan(17);
  });

  test('is refused where that is more than were to be read, before any of them is', async () => {
    const { directory, tenant } = fixture();
    const tooMany = directory.readGroup(tenant, id, call(), MEMBERS - 1);
    await expect(tooMany).rejects.toEqual(new TooManyMembers(MEMBERS));
    // Of what is pending, and of the gates, two of which are a page here.
    expect(queries()).toBe(1 + 8 + 1);
    expect((await directory.readGroup(tenant, id, call(), MEMBERS))?.members).toHaveLength(MEMBERS);
  });

  test('gains and loses a member by one call, at the price of an empty one', async () => {
    const { directory, tenant, proxy } = fixture();
    const empty = await directory.create(tenant, 'Group', group('None'), [], call());
    const [one = asUser({ id: '' })] = await manyUsers(directory, tenant, 1);
    const costOf = async (groupId: string) => {
      proxy.reset();
      await directory.changeMembers(tenant, groupId, add(one), call());
      await directory.changeMembers(tenant, groupId, remove(one), call());
      expect(proxy.calls().map(({ operation }) => operation)).toEqual([
        'TransactWriteItems',
        'TransactWriteItems',
      ]);
      return proxy.capacity();
    };
    expect(await costOf(id)).toBe(await costOf(empty.id));
  });

  test('is nobody’s once its deletion is committed, with all of them still to be cleared away', async () => {
    const { directory, tenant, proxy } = fixture();
    const { faults, reached, release } = holdFirst(naming('BatchWriteItem', id));
    proxy.injectFaults(faults);
    const deletion = directory.remove(tenant, 'Group', id, undefined, call());
    await reached;
    expect(await directory.readGroup(tenant, id, call())).toBeUndefined();
    for (const user of users) expect(await groupsOf(directory, tenant, user.id)).toEqual([]);
    release();
    await deletion;
  });

  test('is deleted for its client also where they cannot be cleared away in time, and can be later', async () => {
    const { table, tenant, proxy } = fixture();
    const directory = dynamoDirectory({ client: table.client, table: table.name, clearingTime: 100 });
    proxy.injectFaults(always(naming('BatchWriteItem', id), throttle));
    const anHour = 3_600_000;
    await directory.remove(tenant, 'Group', id, undefined, call(anHour));
    proxy.reset();
    proxy.endPagesAfter(PER_PAGE);
    expect(await directory.readGroup(tenant, id, call())).toBeUndefined();
    for (const user of users) expect(await groupsOf(directory, tenant, user.id)).toEqual([]);
    await finishDeletion(writing(table, tenant, call()), { id, type: 'Group' });
  });
});
