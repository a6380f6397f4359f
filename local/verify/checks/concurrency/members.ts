/** Memberships that many requests change at once, as Entra ID changes them. */
import { check, type Draft } from '../../check.ts';
import { expectThat } from '../../expect/answer.ts';
import type { Answer } from '../../http/exchange.ts';
import { memberOf, type Resource, shownMember } from '../../resource.ts';
import type { Session } from '../../session.ts';
import { listOf, objectOf, textOf } from '../../values.ts';
import { atOnce, expectNow } from '../support.ts';
import { AT_ONCE, expectAll, usersOf } from './racing.ts';

const ENTRA_LOAD = 'Entra ID: one member a PATCH, in parallel';

const add = (scim: Session, { path }: Resource, user: Resource): Promise<Answer> =>
  scim.patch(path, [{ op: 'add', path: 'members', value: [memberOf(user)] }]);

const remove = (scim: Session, { path }: Resource, user: Resource): Promise<Answer> =>
  scim.patch(path, [{ op: 'remove', path: `members[value eq "${user.id}"]` }]);

export const MEMBERS: readonly Draft[] = [
  check(
    'add-members',
    ENTRA_LOAD,
    'parallel additions of one member each lose none',
    async (scim) => {
      const [users, team] = [await usersOf(scim, 20), await scim.group()];
      expectAll(await Promise.all(users.map((user) => add(scim, team, user))), 200, 204);
      await expectNow(scim, team, { members: users.map(shownMember) });
    },
    { needs: ['groups', 'patch'] },
  ),
  check(
    'remove-members',
    ENTRA_LOAD,
    'parallel removals of one member each lose none',
    async (scim) => {
      const users = await usersOf(scim, 20);
      const team = await scim.group({ members: users.map(memberOf) });
      expectAll(await Promise.all(users.slice(3).map((user) => remove(scim, team, user))), 200, 204);
      await expectNow(scim, team, { members: users.slice(0, 3).map(shownMember) });
    },
    { needs: ['groups', 'patch'] },
  ),
  check(
    'add-and-remove-members',
    ENTRA_LOAD,
    'parallel additions and removals do not disturb one another',
    async (scim) => {
      const users = await usersOf(scim, 20);
      const [before, after] = [users.slice(0, 10), users.slice(10)];
      const team = await scim.group({ members: before.map(memberOf) });
      expectAll(
        await Promise.all([
          ...before.map((user) => remove(scim, team, user)),
          ...after.map((user) => add(scim, team, user)),
        ]),
        200,
        204,
      );
      await expectNow(scim, team, { members: after.map(shownMember) });
    },
    { needs: ['groups', 'patch'] },
  ),
  check(
    'add-one-member',
    ENTRA_LOAD,
    'one member that is added many times at once is a member once',
    async (scim) => {
      const [user, team] = [await scim.user(), await scim.group()];
      expectAll(await atOnce(AT_ONCE, () => add(scim, team, user)), 200, 204);
      await expectNow(scim, team, { members: [shownMember(user)] });
    },
    { needs: ['groups', 'patch'] },
  ),
  check(
    'members-and-name',
    ENTRA_LOAD,
    'a group that is renamed while members come loses neither',
    async (scim) => {
      const [users, team] = [await usersOf(scim, 10), await scim.group()];
      const displayName = scim.name('renamed');
      expectAll(
        await Promise.all([
          scim.patch(team.path, [{ op: 'replace', path: 'displayName', value: displayName }]),
          ...users.map((user) => add(scim, team, user)),
        ]),
        200,
        204,
      );
      await expectNow(scim, team, { displayName, members: users.map(shownMember) });
    },
    { needs: ['groups', 'patch'] },
  ),
  check(
    'one-user-many-groups',
    ENTRA_LOAD,
    'a user that comes into many groups at once is in all of them',
    async (scim) => {
      const user = await scim.user();
      const teams = await atOnce(8, () => scim.group());
      expectAll(await Promise.all(teams.map((team) => add(scim, team, user))), 200, 204);
      const answer = await scim.get(`${user.path}?attributes=groups`);
      const ids = listOf(objectOf(answer.body)['groups']).map(({ value }) => textOf(value));
      const wanted = teams.map(({ id }) => id);
      expectThat(
        answer,
        ids.toSorted().join() === wanted.toSorted().join(),
        wanted.join(', '),
        ids.join(', '),
      );
    },
    { needs: ['groups', 'patch'] },
  ),
  check(
    'delete-while-added',
    'RFC 7644 §3.6',
    'a user that is deleted while it is added to a group is in none',
    async (scim) => {
      const [users, team] = [await usersOf(scim, 6), await scim.group()];
      await Promise.all(users.flatMap((user) => [add(scim, team, user), scim.delete(user.path)]));
      await expectNow(scim, team, { members: undefined });
    },
    { needs: ['groups', 'patch'] },
  ),
];
