import { describe, expect, test } from '@jest/globals';
import { groupService } from '../../lambda/service/groups.ts';
import { userService } from '../../lambda/service/users.ts';
import type { StoredGroup } from '../../lambda/store/port.ts';
import { CONTEXT, directory, stored } from './support.ts';

const CREW: StoredGroup = {
  ...stored('Group', 'g1', { displayName: 'Crew' }),
  members: [{ id: 'u1', type: 'User' }],
};
const ADA = stored('User', 'u1', { userName: 'ada', displayName: 'Ada' });

const names = async () =>
  new Map([
    ['u1', 'Ada'],
    ['g1', 'Crew'],
  ]);

async function* only<Item>(item: Item): AsyncIterable<Item> {
  yield item;
}

const DIRECTORY = directory({
  walk: (_tenant, type) => only(type === 'User' ? ADA : CREW),
  readGroup: async () => CREW,
  groupsOf: async () => ['g1'],
  displayNames: names,
});

describe('a filter on the names of what is kept apart', () => {
  test.each([
    ['members.display eq "ada"', 1],
    ['members[display sw "A"]', 1],
    ['members.display eq "Grace"', 0],
    ['not (members.display pr)', 0],
  ])('of a group is answered: %s', async (filter, totalResults) => {
    expect(await groupService(DIRECTORY, 5_000).list(CONTEXT, { filter })).toMatchObject({ totalResults });
  });

  test.each([
    ['groups.display eq "crew"', 1],
    ['groups[display co "rew"]', 1],
    ['groups.display eq "Deck"', 0],
  ])('of a user is answered: %s', async (filter, totalResults) => {
    expect(await userService(DIRECTORY).list(CONTEXT, { filter })).toMatchObject({ totalResults });
  });
});
