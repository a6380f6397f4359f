/** Many requests at once: nothing may be lost, and nobody made twice. */
import { check, group } from '../check.ts';
import { expectAnswer, expectThat } from '../expect/answer.ts';
import { anything, oneOf } from '../expect/matcher.ts';
import type { Answer } from '../http/exchange.ts';
import { bodyOf, memberOf, type Resource, shownMember } from '../resource.ts';
import type { Session } from '../session.ts';
import { GROUP, USER } from '../urns.ts';
import { listOf, objectOf, textOf } from '../values.ts';
import { atOnce, expectError, expectList, expectNow, statusesOf } from './support.ts';

const ENTRA_LOAD = 'Entra ID: one member a PATCH, in parallel';
const AT_ONCE = 12;

/** Exactly one has won; all others are told why not. */
const expectOneWinner = (
  answers: readonly Answer[],
  success: number,
  status: number,
  scimType?: string,
): Answer => {
  const won = answers.filter((answer) => answer.status === success);
  const [winner, ...others] = [...won, ...answers.filter((answer) => !won.includes(answer))];
  if (!winner) throw new Error('nobody has tried');
  expectThat(winner, won.length === 1, `exactly one ${success}`, statusesOf(answers).join(', '));
  for (const other of others) expectError(other, status, scimType);
  return winner;
};

const usersOf = (scim: Session, count: number): Promise<readonly Resource[]> =>
  atOnce(count, () => scim.user());

const add = (scim: Session, { path }: Resource, user: Resource): Promise<Answer> =>
  scim.patch(path, [{ op: 'add', path: 'members', value: [memberOf(user)] }]);

const remove = (scim: Session, { path }: Resource, user: Resource): Promise<Answer> =>
  scim.patch(path, [{ op: 'remove', path: `members[value eq "${user.id}"]` }]);

const expectAll = (answers: readonly Answer[], ...statuses: readonly number[]): void => {
  for (const answer of answers)
    if (!statuses.includes(answer.status)) expectAnswer(answer, { status: statuses, body: anything });
};

export const CONCURRENCY = group(
  'concurrency',
  'Many requests at once',
  ['users'],
  [
    check(
      'create-one-name',
      'RFC 7644 §3.3',
      'of parallel creations of one userName exactly one succeeds',
      async (scim) => {
        const userName = `${scim.name('race')}@example.com`;
        const answers = await atOnce(AT_ONCE, () =>
          scim.post('/Users', { schemas: [USER], userName, active: true }),
        );
        const { body } = expectOneWinner(answers, 201, 409, 'uniqueness');
        const found = await scim.list('/Users', {
          filter: `userName eq "${userName}"`,
          attributes: 'userName',
        });
        expectList(found, [{ schemas: [USER], id: textOf(objectOf(body)['id']), userName }]);
      },
      { needs: ['filter'] },
    ),
    check(
      'create-one-name-in-any-case',
      'RFC 7643 §4.1.1',
      'of parallel creations of one userName in two cases exactly one succeeds',
      async (scim) => {
        const name = `${scim.name('race')}@example.com`;
        const answers = await atOnce(AT_ONCE, (index) =>
          scim.post('/Users', { schemas: [USER], userName: index % 2 === 0 ? name : name.toUpperCase() }),
        );
        expectOneWinner(answers, 201, 409, 'uniqueness');
      },
    ),
    check(
      'create-one-group',
      'RFC 7643 §7',
      'of parallel creations of one displayName exactly one succeeds, where it is unique',
      async (scim) => {
        const displayName = scim.name('race');
        const answers = await atOnce(AT_ONCE, () => scim.post('/Groups', { schemas: [GROUP], displayName }));
        expectOneWinner(answers, 201, 409, 'uniqueness');
      },
      { needs: ['groups', 'unique group names'] },
    ),
    check(
      'create-many',
      'RFC 7644 §3.3',
      'parallel creations of different users all succeed, and all are found',
      async (scim) => {
        const label = scim.name('many');
        const users = await atOnce(AT_ONCE, (index) =>
          scim.user({ userName: `${label}-${index}@example.com` }),
        );
        expectList(
          await scim.list('/Users', { filter: `userName sw "${label}-"` }),
          users.map((user) => bodyOf(user)),
        );
      },
      { needs: ['filter'] },
    ),
    check(
      'rename-to-one-name',
      'RFC 7644 §3.5.2',
      'of parallel renames to one userName exactly one succeeds',
      async (scim) => {
        const userName = `${scim.name('race')}@example.com`;
        const users = await usersOf(scim, 6);
        const answers = await Promise.all(
          users.map(({ path }) => scim.put(path, { schemas: [USER], userName, active: true })),
        );
        expectOneWinner(answers, 200, 409, 'uniqueness');
      },
    ),
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
      'different-attributes',
      'RFC 7644 §3.5.2',
      'parallel PATCHes of different attributes lose none',
      async (scim) => {
        const user = await scim.user();
        const changes = {
          title: 'a',
          nickName: 'b',
          displayName: 'c',
          locale: 'sv-SE',
          timezone: 'UTC',
          userType: 'd',
        };
        const answers = await Promise.all(
          Object.entries(changes).map(([path, value]) =>
            scim.patch(user.path, [{ op: 'replace', path, value }]),
          ),
        );
        expectAll(answers, 200, 204);
        await expectNow(scim, user, changes);
      },
      { needs: ['patch'] },
    ),
    check(
      'one-attribute',
      'RFC 7644 §3.5.2',
      'parallel PATCHes of one attribute leave one of their values',
      async (scim) => {
        const user = await scim.user();
        const titles = Array.from({ length: 8 }, (_, index) => `title ${index}`);
        const answers = await Promise.all(
          titles.map((value) => scim.patch(user.path, [{ op: 'replace', path: 'title', value }])),
        );
        expectAll(answers, 200, 204);
        await expectNow(scim, user, { title: oneOf(...titles) });
      },
      { needs: ['patch'] },
    ),
    check(
      'put-if-match',
      'RFC 7644 §3.14',
      'of parallel PUTs with one version exactly one succeeds',
      async (scim) => {
        const user = await scim.user();
        const headers = { 'if-match': user.version ?? '' };
        const answers = await atOnce(8, (index) =>
          scim.put(user.path, { ...user.attributes, title: `title ${index}` }, headers),
        );
        const winner = expectOneWinner(answers, 200, 412);
        await expectNow(scim, user, { title: textOf(objectOf(winner.body)['title']) });
      },
      { needs: ['etag'] },
    ),
    check(
      'delete',
      'RFC 7644 §3.6',
      'of parallel deletions of one user exactly one succeeds',
      async (scim) => {
        const user = await scim.user();
        expectOneWinner(await atOnce(8, () => scim.delete(user.path)), 204, 404);
      },
    ),
    check(
      'read-your-writes',
      'Entra ID: looks a user up right after creating it',
      'a user is found at once, by id and by name',
      async (scim) => {
        await atOnce(8, async () => {
          const user = await scim.user();
          await expectNow(scim, user);
          const filter = `userName eq "${textOf(user.attributes['userName'])}"`;
          expectList(await scim.list('/Users', { filter }), [bodyOf(user)]);
        });
      },
      { needs: ['filter'] },
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
  ],
);
