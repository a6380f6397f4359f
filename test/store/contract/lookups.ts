import { expect, test } from '@jest/globals';
import { Taken } from '../../../lambda/store/error.ts';
import type { Content } from '../../../lambda/store/port.ts';
import type { Fixture } from '../contract.ts';
import { call, group, idsOf, listed, user } from '../examples.ts';

export const findsByValue = (fixture: () => Fixture): void => {
  test('a unique value finds its only holder, right after the creation', async () => {
    const { directory, tenant } = fixture();
    const bob = await directory.create(tenant, 'User', user('bob'), [], call());
    expect(await directory.find(tenant, 'User', 'userName', 'bob', call())).toEqual([listed(bob)]);
    expect(await directory.find(tenant, 'User', 'userName', 'bo', call())).toEqual([]);
    expect(await directory.find(tenant, 'User', 'userName', 'bob2', call())).toEqual([]);
    expect(await directory.find(tenant, 'User', 'externalId', 'bob', call())).toEqual([]);
    expect(await directory.find(tenant, 'Group', 'userName', 'bob', call())).toEqual([]);
  });

  test('a value that several have finds all of them, and no value that begins with it', async () => {
    const { directory, tenant } = fixture();
    const withIds = (userName: string, ...externalIds: string[]): Content => ({
      ...user(userName),
      entries: externalIds.map((value) => ({ attribute: 'externalId', value, unique: false })),
    });
    const holders = await Promise.all(
      ['a', 'b', 'c'].map((name) => directory.create(tenant, 'User', withIds(name, 'x', name), [], call())),
    );
    await directory.create(tenant, 'User', withIds('d', 'xx', 'x '), [], call());
    expect(idsOf(await directory.find(tenant, 'User', 'externalId', 'x', call()))).toEqual(idsOf(holders));
  });

  test('an empty value is a value', async () => {
    const { directory, tenant } = fixture();
    const content: Content = {
      ...user('a'),
      entries: [{ attribute: 'externalId', value: '', unique: false }],
    };
    const holder = await directory.create(tenant, 'User', content, [], call());
    expect(await directory.find(tenant, 'User', 'externalId', '', call())).toEqual([listed(holder)]);
    expect(await directory.find(tenant, 'User', 'externalId', 'a', call())).toEqual([]);
  });

  test('a value that is there twice is there once', async () => {
    const { directory, tenant } = fixture();
    const entry = { attribute: 'emails.value', value: 'a@x', unique: false };
    const content: Content = { ...user('a'), entries: [entry, entry] };
    const holder = await directory.create(tenant, 'User', content, [], call());
    expect(await directory.find(tenant, 'User', 'emails.value', 'a@x', call())).toEqual([listed(holder)]);
  });

  test.each([
    ['one letter', 'x'],
    ['two bytes a letter', 'é'],
    ['four bytes a letter', '😀'],
  ])('long values of %s that differ only at their ends are different values', async (_, letter) => {
    const { directory, tenant } = fixture();
    const long = letter.repeat(1_000);
    const first = await directory.create(tenant, 'User', user(`${long}1`), [], call());
    const second = await directory.create(tenant, 'User', user(`${long}2`), [], call());
    const again = directory.create(tenant, 'User', user(`${long}1`), [], call());
    await expect(again).rejects.toEqual(new Taken('userName'));
    expect(await directory.find(tenant, 'User', 'userName', `${long}1`, call())).toEqual([listed(first)]);
    expect(await directory.find(tenant, 'User', 'userName', `${long}2`, call())).toEqual([listed(second)]);
    expect(await directory.find(tenant, 'User', 'userName', long, call())).toEqual([]);
  });

  test('a name that becomes unique or shared by a new setting is found all along', async () => {
    const { directory, tenant } = fixture();
    const shared = await directory.create(tenant, 'Group', group('Sales', false), [], call());
    const unique = await directory.update(
      tenant,
      { previous: shared, next: group('Sales', true), unchanged: 'resource' },
      call(),
    );
    expect(await directory.find(tenant, 'Group', 'displayName', 'sales', call())).toEqual([listed(unique)]);
    const other = directory.create(tenant, 'Group', group('Sales', true), [], call());
    await expect(other).rejects.toEqual(new Taken('displayName'));
    const again = await directory.update(
      tenant,
      { previous: unique, next: group('Sales', false), unchanged: 'resource' },
      call(),
    );
    expect(await directory.find(tenant, 'Group', 'displayName', 'sales', call())).toEqual([listed(again)]);
  });
};
