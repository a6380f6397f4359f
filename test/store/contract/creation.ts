import { expect, test } from '@jest/globals';
import { MissingMembers, Taken, TooLarge } from '../../../lambda/store/error.ts';
import { freshTenant } from '../../harness/database.ts';
import type { Fixture } from '../contract.ts';
import {
  asUser,
  call,
  countOf,
  group,
  groupsOf,
  idsOf,
  listed,
  manyUsers,
  NO_ID,
  NOBODY,
  readAll,
  user,
  walked,
} from '../examples.ts';

export const createsAndReads = (fixture: () => Fixture): void => {
  test('a user is read as it was created, as version 1', async () => {
    const { directory, tenant } = fixture();
    const content = user('bob', { name: { givenName: 'Bob' }, active: true, emails: [{ value: 'b@x' }] });
    const created = await directory.create(tenant, 'User', content, [], call());
    expect(created).toMatchObject({ type: 'User', version: 1, attributes: content.attributes });
    expect(created.created).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(created.lastModified).toBe(created.created);
    expect(await directory.read(tenant, 'User', created.id, call())).toEqual(created);
  });

  test('a group is read as it was created, with its first members', async () => {
    const { directory, tenant } = fixture();
    const members = await manyUsers(directory, tenant, 3);
    const created = await directory.create(tenant, 'Group', group('Sales'), members, call());
    expect(created).toMatchObject({ type: 'Group', version: 1, attributes: { displayName: 'Sales' } });
    expect(await directory.read(tenant, 'Group', created.id, call())).toEqual(created);
    const { members: read, ...whole } = (await directory.readGroup(tenant, created.id, call())) ?? {
      members: [],
    };
    expect(whole).toEqual(created);
    expect(idsOf(read)).toEqual(idsOf(members));
  });

  test('nothing is read of an id that is nobody’s, of another type or of another tenant', async () => {
    const { directory, tenant } = fixture();
    const { id } = await directory.create(tenant, 'User', user('bob'), [], call());
    expect(await directory.read(tenant, 'User', NOBODY, call())).toBeUndefined();
    expect(await directory.read(tenant, 'User', NO_ID, call())).toBeUndefined();
    expect(await directory.read(tenant, 'User', id.toUpperCase(), call())).toBeUndefined();
    expect(await directory.read(tenant, 'Group', id, call())).toBeUndefined();
    expect(await directory.readGroup(tenant, id, call())).toBeUndefined();
    expect(await directory.readGroup(tenant, NO_ID, call())).toBeUndefined();
    expect(await groupsOf(directory, tenant, NO_ID)).toEqual([]);
    expect(await directory.read(freshTenant(), 'User', id, call())).toBeUndefined();
  });

  test('many are read in the order asked for, without those that do not exist', async () => {
    const { directory, tenant } = fixture();
    const users = await manyUsers(directory, tenant, 120);
    const ids = [...users.map(({ id }) => id).reverse(), NOBODY, NO_ID];
    const read = await directory.readListed(tenant, 'User', ids, call());
    expect(read.map(({ id }) => id)).toEqual(ids.slice(0, 120));
    const groups = [
      await directory.create(tenant, 'Group', group('A'), [], call()),
      await directory.create(tenant, 'Group', group('B'), users.slice(0, 2), call()),
    ];
    expect(await readAll(directory, tenant, 'Group', [NOBODY, ...groups.map(({ id }) => id), NO_ID])).toEqual(
      groups.map(listed),
    );
  });

  test('a walk meets every resource of the type once, in the order of ids', async () => {
    const { directory, tenant } = fixture();
    const users = await manyUsers(directory, tenant, 300);
    const groups = await Promise.all(
      Array.from({ length: 60 }, (_, index) =>
        directory.create(tenant, 'Group', group(`Group ${index}`), [], call()),
      ),
    );
    expect((await walked(directory, tenant, 'User')).map(({ id }) => id)).toEqual(idsOf(users));
    const byId = new Map(groups.map((created) => [created.id, listed(created)]));
    expect(await walked(directory, tenant, 'Group')).toEqual(idsOf(groups).map((id) => byId.get(id)));
    expect(await countOf(directory, tenant, 'User')).toBe(300);
    expect(await countOf(directory, tenant, 'Group')).toBe(60);
  });

  test('an empty tenant has nobody', async () => {
    const { directory, tenant } = fixture();
    expect(await walked(directory, tenant, 'User')).toEqual([]);
    expect(await countOf(directory, tenant, 'User')).toBe(0);
    expect(await directory.readListed(tenant, 'User', [], call())).toEqual([]);
    expect(await directory.membershipShares(tenant, [], call())).toEqual(new Map());
    expect(await directory.readGroups(tenant, [], call())).toEqual([]);
    expect(await directory.memberships(tenant, [], call())).toEqual([]);
  });

  test('display names are told of those that have one', async () => {
    const { directory, tenant } = fixture();
    const named = await directory.create(tenant, 'User', user('ann', { displayName: 'Ann' }), [], call());
    const unnamed = await directory.create(tenant, 'User', user('bob'), [], call());
    const sales = await directory.create(tenant, 'Group', group('Sales'), [], call());
    const references = [
      named,
      unnamed,
      sales,
      { id: NOBODY, type: 'User' as const },
      { id: NO_ID, type: 'User' as const },
    ];
    expect(await directory.displayNames(tenant, references, call())).toEqual(
      new Map([
        [named.id, 'Ann'],
        [sales.id, 'Sales'],
      ]),
    );
  });

  test('a unique value is one resource’s, in its tenant and type', async () => {
    const { directory, tenant } = fixture();
    await directory.create(tenant, 'User', user('bob'), [], call());
    await expect(directory.create(tenant, 'User', user('BOB'), [], call())).rejects.toEqual(
      new Taken('userName'),
    );
    await directory.create(tenant, 'Group', group('bob'), [], call());
    await directory.create(freshTenant(), 'User', user('bob'), [], call());
    expect(await countOf(directory, tenant, 'User')).toBe(1);
  });

  test('of creators of one name side by side, exactly one wins', async () => {
    const { directory, tenant } = fixture();
    const outcomes = await Promise.allSettled(
      Array.from({ length: 8 }, () => directory.create(tenant, 'User', user('bob'), [], call())),
    );
    const losers = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(losers.map(({ reason }) => reason)).toEqual(
      Array.from({ length: 7 }, () => new Taken('userName')),
    );
    expect(await countOf(directory, tenant, 'User')).toBe(1);
  });

  test('groups may share a name where that is not unique', async () => {
    const { directory, tenant } = fixture();
    await directory.create(tenant, 'Group', group('Sales', false), [], call());
    await directory.create(tenant, 'Group', group('Sales', false), [], call());
    expect(await directory.find(tenant, 'Group', 'displayName', 'sales', call())).toHaveLength(2);
  });

  test('a group is not created with members that do not exist', async () => {
    const { directory, tenant } = fixture();
    const [someone = asUser({ id: NOBODY })] = await manyUsers(directory, tenant, 1);
    const members = [someone, asUser({ id: NOBODY })];
    const create = (...list: typeof members) =>
      directory.create(tenant, 'Group', group('Sales'), list, call());
    await expect(create(...members)).rejects.toEqual(new MissingMembers([NOBODY]));
    await expect(create(someone, asUser({ id: NO_ID }))).rejects.toEqual(new MissingMembers([NO_ID]));
    expect(await countOf(directory, tenant, 'Group')).toBe(0);
    expect(await groupsOf(directory, tenant, someone.id)).toEqual([]);
  });

  test('a resource beyond 400 KB is refused whole, one just below is kept and deleted', async () => {
    const { directory, tenant } = fixture();
    const sized = (bytes: number) => user('big', { nickName: 'é'.repeat(bytes / 2) });
    await expect(directory.create(tenant, 'User', sized(410_000), [], call())).rejects.toThrow(TooLarge);
    const { id } = await directory.create(tenant, 'User', sized(407_000), [], call());
    await directory.remove(tenant, 'User', id, undefined, call());
    expect(await countOf(directory, tenant, 'User')).toBe(0);
  });

  test('more index entries than fit a transaction are refused', async () => {
    const { directory, tenant } = fixture();
    const entries = Array.from({ length: 120 }, (_, index) => ({
      attribute: 'emails.value',
      value: `${index}@example.com`,
      unique: false,
    }));
    const content = { attributes: { userName: 'bob' }, entries };
    await expect(directory.create(tenant, 'User', content, [], call())).rejects.toThrow(TooLarge);
  });
};
