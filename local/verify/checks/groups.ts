/** Groups and memberships (RFC 7643 §4.2). */
import type { Json, JsonObject } from '../../json.ts';
import { check, type Draft, group } from '../check.ts';
import { expectAnswer, expectThat } from '../expect/answer.ts';
import { ifThere, type Template, uriEndingIn } from '../expect/matcher.ts';
import { bodyOf, created, memberOf, newBody, type Resource, shownMember } from '../resource.ts';
import { type Session, shared } from '../session.ts';
import { GROUP } from '../urns.ts';
import { textOf } from '../values.ts';
import { expectError, expectList, expectNow, expectPatched } from './support.ts';

const crew = shared(async (scim) => ({
  ada: await scim.user({ displayName: 'Ada' }),
  bob: await scim.user({ displayName: 'Bob' }),
  cy: await scim.user({ displayName: 'Cy' }),
}));

/** A group with two of three users in it, whom other groups have as well. */
const team = async (scim: Session) => {
  const users = await crew(scim);
  return { ...users, group: await scim.group({ members: [users.ada, users.bob].map(memberOf) }) };
};

/** One whose users are in no other group. */
const teamApart = async (scim: Session) => {
  const [ada, bob, cy] = [await scim.user(), await scim.user(), await scim.user()];
  return { ada, bob, cy, group: await scim.group({ members: [ada, bob].map(memberOf) }) };
};

type Team = Awaited<ReturnType<typeof team>>;

/** A PATCH of the team, and who is in it then. */
const change = (
  name: string,
  source: string,
  title: string,
  operations: (team: Team) => readonly Json[],
  then: (team: Team) => readonly Resource[],
): Draft =>
  check(
    name,
    source,
    title,
    async (scim) => {
      const all = await team(scim);
      await expectPatched(scim, all.group, operations(all), { members: then(all).map(shownMember) });
    },
    { needs: ['patch'] },
  );

const refused = (
  name: string,
  source: string,
  title: string,
  operations: (team: Team) => readonly Json[],
  scimType: string,
): Draft =>
  check(
    name,
    source,
    title,
    async (scim) => {
      const all = await team(scim);
      expectError(await scim.patch(all.group.path, operations(all)), 400, scimType);
      await expectNow(scim, all.group, { members: [all.ada, all.bob].map(shownMember) });
    },
    { needs: ['patch'] },
  );

const shownGroup = ({ id: value, path, attributes }: Resource): Template => ({
  value,
  $ref: ifThere(uriEndingIn(path)),
  display: ifThere(textOf(attributes['displayName'])),
  type: ifThere('direct'),
});

const ADD = 'RFC 7644 §3.5.2.1';
const REMOVE = 'RFC 7644 §3.5.2.2';
const REPLACE = 'RFC 7644 §3.5.2.3';

export const GROUPS_CHECKS = group(
  'groups',
  'Groups and memberships',
  ['users', 'groups'],
  [
    check('create-empty', 'RFC 7644 §3.3', 'a group without members is created', async (scim) => {
      const body = { schemas: [GROUP], displayName: scim.name('empty') };
      const answer = await scim.post('/Groups', body);
      expectAnswer(answer, { status: 201, body: newBody('Group', body) });
      await expectNow(scim, created('Group', body, answer));
    }),
    check('create-with-members', 'RFC 7643 §4.2', 'a group is created with its members', async (scim) => {
      const { ada, bob, group: made } = await team(scim);
      await expectNow(scim, made, { members: [ada, bob].map(shownMember) });
    }),
    check('member-reference', 'RFC 7643 §2.4', 'a member has its $ref and type', async (scim) => {
      const { ada, bob, group: made } = await team(scim);
      const member = (user: Resource): Template => ({
        value: user.id,
        $ref: uriEndingIn(user.path),
        type: 'User',
        display: ifThere(textOf(user.attributes['displayName'])),
      });
      await expectNow(scim, made, { members: [ada, bob].map(member) });
    }),
    check(
      'external-id',
      'RFC 7643 §3.1',
      'a group keeps the externalId that a client gives it',
      async (scim) => {
        const made = await scim.group({ externalId: scim.name('external') });
        await expectNow(scim, made);
      },
    ),
    check('no-display-name', 'RFC 7643 §4.2', 'a group without displayName is refused', async (scim) =>
      expectError(await scim.post('/Groups', { schemas: [GROUP] }), 400, 'invalidValue'),
    ),
    check('members-are-objects', 'RFC 7643 §4.2', 'a member that is a text is refused', async (scim) =>
      expectError(
        await scim.post('/Groups', { schemas: [GROUP], displayName: scim.name('bad'), members: ['x'] }),
        400,
        'invalidValue',
      ),
    ),
    check(
      'name-taken',
      'RFC 7643 §7',
      'a displayName that is taken is a 409, where /Schemas says so',
      async (scim) => {
        const { attributes } = await scim.group();
        expectError(await scim.post('/Groups', attributes), 409, 'uniqueness');
      },
      { needs: ['unique group names'] },
    ),
    check(
      'name-shared',
      'RFC 7643 §7',
      'two groups may have one name, where /Schemas says so',
      async (scim) => {
        const { attributes } = await scim.group();
        expectAnswer(await scim.post('/Groups', attributes), {
          status: 201,
          body: newBody('Group', attributes),
        });
      },
      { needs: ['group names that are not unique'] },
    ),
    check('nested', 'RFC 7643 §4.2', 'a group can be a member of a group', async (scim) => {
      const inner = await scim.group();
      const outer = await scim.group({ members: [memberOf(inner)] });
      await expectNow(scim, outer, { members: [{ ...shownMember(inner), type: ifThere('Group') }] });
    }),
    check(
      'groups-of-user',
      'RFC 7643 §4.1.2',
      'a user names the groups that it is a member of',
      async (scim) => {
        const { ada, cy, group: made } = await teamApart(scim);
        await expectNow(scim, ada, { groups: [shownGroup(made)] });
        await expectNow(scim, cy);
      },
    ),
    check('groups-of-user-several', 'RFC 7643 §4.1.2', 'a user names all of its groups', async (scim) => {
      const user = await scim.user();
      const groups = [
        await scim.group({ members: [memberOf(user)] }),
        await scim.group({ members: [memberOf(user)] }),
        await scim.group({ members: [memberOf(user)] }),
      ];
      await expectNow(scim, user, { groups: groups.map(shownGroup) });
    }),
    check(
      'delete',
      'RFC 7644 §3.6',
      'a deleted group is gone, from its members too, who stay',
      async (scim) => {
        const { ada, bob, group: made } = await teamApart(scim);
        expectAnswer(await scim.delete(made.path), { status: 204 });
        expectError(await scim.get(made.path), 404);
        await expectNow(scim, ada);
        await expectNow(scim, bob);
      },
    ),
    check('delete-member', 'RFC 7644 §3.6', 'a deleted user is in no group any more', async (scim) => {
      const { ada, bob, group: made } = await teamApart(scim);
      await scim.delete(ada.path);
      await expectNow(scim, made, { members: [shownMember(bob)] });
    }),
    check('delete-nested', 'RFC 7644 §3.6', 'a deleted group is in no group any more', async (scim) => {
      const inner = await scim.group();
      const outer = await scim.group({ members: [memberOf(inner)] });
      await scim.delete(inner.path);
      await expectNow(scim, outer, { members: undefined });
    }),
    check('put-members', 'RFC 7644 §3.5.1', 'PUT replaces all members', async (scim) => {
      const { bob, cy, group: made } = await team(scim);
      const answer = await scim.put(made.path, {
        ...made.attributes,
        members: [memberOf(bob), memberOf(cy)],
      });
      const members = [bob, cy].map(shownMember);
      expectAnswer(answer, { status: 200, body: bodyOf(made, { members }) });
      await expectNow(scim, made, { members });
    }),
    check('put-without-members', 'RFC 7644 §3.5.1', 'PUT without members leaves none', async (scim) => {
      const { group: made } = await team(scim);
      const { displayName = '' } = made.attributes;
      const answer = await scim.put(made.path, { schemas: [GROUP], displayName });
      expectAnswer(answer, { status: 200, body: bodyOf(made, { members: undefined }) });
      await expectNow(scim, made, { members: undefined });
    }),
    check('put-renames', 'RFC 7644 §3.5.1', 'PUT renames a group', async (scim) => {
      const made = await scim.group();
      const displayName = scim.name('renamed');
      const answer = await scim.put(made.path, { schemas: [GROUP], displayName });
      expectAnswer(answer, { status: 200, body: bodyOf(made, { displayName }) });
      await expectNow(scim, made, { displayName });
    }),
    check(
      'patch-renames',
      REPLACE,
      'PATCH renames a group, which keeps its members',
      async (scim) => {
        const { ada, bob, group: made } = await team(scim);
        const displayName = scim.name('renamed');
        await expectPatched(scim, made, [{ op: 'replace', path: 'displayName', value: displayName }], {
          displayName,
          members: [ada, bob].map(shownMember),
        });
      },
      { needs: ['patch'] },
    ),
    check(
      'patch-with-attributes',
      'RFC 7644 §3.5.2',
      'a PATCH that asks for attributes is answered 200 with them',
      async (scim) => {
        const made = await scim.group();
        const displayName = scim.name('renamed');
        const answer = await scim.patch(`${made.path}?attributes=displayName`, [
          { op: 'replace', path: 'displayName', value: displayName },
        ]);
        expectAnswer(answer, { status: 200, body: { schemas: [GROUP], id: made.id, displayName } });
      },
      { needs: ['patch'] },
    ),
    change(
      'add-member',
      ADD,
      'a member is added to those there are',
      ({ cy }) => [{ op: 'add', path: 'members', value: [memberOf(cy)] }],
      ({ ada, bob, cy }) => [ada, bob, cy],
    ),
    change(
      'add-one-value',
      ADD,
      'a member is added by one value that is no list',
      ({ cy }) => [{ op: 'add', path: 'members', value: memberOf(cy) }],
      ({ ada, bob, cy }) => [ada, bob, cy],
    ),
    change(
      'add-without-path',
      ADD,
      'a member is added by an operation without a path',
      ({ cy }) => [{ op: 'add', value: { members: [memberOf(cy)] } }],
      ({ ada, bob, cy }) => [ada, bob, cy],
    ),
    change(
      'add-again',
      ADD,
      'a member that is added again is a member once',
      ({ ada }) => [{ op: 'add', path: 'members', value: [memberOf(ada)] }],
      ({ ada, bob }) => [ada, bob],
    ),
    change(
      'add-several',
      ADD,
      'several members are added by several operations',
      ({ ada, cy, group: made }) => [
        { op: 'remove', path: `members[value eq "${ada.id}"]` },
        { op: 'add', path: 'members', value: [memberOf(cy)] },
        { op: 'replace', path: 'displayName', value: made.attributes['displayName'] },
      ],
      ({ bob, cy }) => [bob, cy],
    ),
    change(
      'remove-by-filter',
      REMOVE,
      'a member is removed by a filter, and nobody else',
      ({ ada }) => [{ op: 'remove', path: `members[value eq "${ada.id}"]` }],
      ({ bob }) => [bob],
    ),
    change(
      'remove-by-or',
      REMOVE,
      'members are removed by a filter that names several',
      ({ ada, bob }) => [{ op: 'remove', path: `members[value eq "${ada.id}" or value eq "${bob.id}"]` }],
      () => [],
    ),
    change(
      'remove-by-type',
      REMOVE,
      'members are removed by what they are',
      () => [{ op: 'remove', path: 'members[type eq "User"]' }],
      () => [],
    ),
    change(
      'remove-all',
      REMOVE,
      'all members are removed by the path alone',
      () => [{ op: 'remove', path: 'members' }],
      () => [],
    ),
    change(
      'replace-members',
      REPLACE,
      'members are replaced as a whole',
      ({ bob, cy }) => [{ op: 'replace', path: 'members', value: [memberOf(bob), memberOf(cy)] }],
      ({ bob, cy }) => [bob, cy],
    ),
    change(
      'replace-by-none',
      REPLACE,
      'members are replaced by none',
      () => [{ op: 'replace', path: 'members', value: [] }],
      () => [],
    ),
    change(
      'order-of-operations',
      'RFC 7644 §3.5.2',
      'the operations of a PATCH take effect one after the other',
      ({ ada, cy }) => [
        { op: 'remove', path: 'members' },
        { op: 'add', path: 'members', value: [memberOf(cy), memberOf(ada)] },
        { op: 'remove', path: `members[value eq "${cy.id}"]` },
      ],
      ({ ada }) => [ada],
    ),
    refused(
      'member-is-immutable',
      'RFC 7643 §8.7.1',
      'the value of a member cannot be changed in its place',
      ({ ada, cy }) => [{ op: 'replace', path: `members[value eq "${ada.id}"].value`, value: cy.id }],
      'mutability',
    ),
    refused(
      'required-name',
      REMOVE,
      'the displayName cannot be removed, and nothing else of that PATCH is done',
      ({ cy }) => [
        { op: 'add', path: 'members', value: [memberOf(cy)] },
        { op: 'remove', path: 'displayName' },
      ],
      'mutability',
    ),
    check(
      'without-members',
      'RFC 7644 §3.9',
      'a group comes without its members when they are excluded',
      async (scim) => {
        const { group: made } = await team(scim);
        const answer = await scim.get(`${made.path}?excludedAttributes=members`);
        expectAnswer(answer, { status: 200, body: bodyOf(made, { members: undefined }) });
      },
    ),
    check(
      'only-members',
      'RFC 7644 §3.9',
      'a group comes with its members only when they are asked for',
      async (scim) => {
        const { ada, bob, group: made } = await team(scim);
        expectAnswer(await scim.get(`${made.path}?attributes=members`), {
          status: 200,
          body: { schemas: [GROUP], id: made.id, members: [ada, bob].map(shownMember) },
        });
      },
    ),
    check(
      'list-without-members',
      'RFC 7644 §3.9',
      'a list of groups comes without members when they are excluded',
      async (scim) => {
        const { group: made } = await team(scim);
        const filter = `displayName eq "${textOf(made.attributes['displayName'])}"`;
        expectList(await scim.list('/Groups', { filter, excludedAttributes: 'members' }), [
          bodyOf(made, { members: undefined }),
        ]);
      },
      { needs: ['filter'] },
    ),
    check(
      'list-with-members',
      'RFC 7644 §3.4.2',
      'a list of groups comes with their members',
      async (scim) => {
        const { ada, bob, group: made } = await team(scim);
        const filter = `displayName eq "${textOf(made.attributes['displayName'])}"`;
        expectList(await scim.list('/Groups', { filter }), [
          bodyOf(made, { members: [ada, bob].map(shownMember) }),
        ]);
      },
      { needs: ['filter'] },
    ),
    check(
      'fifty-members',
      'RFC 7643 §4.2',
      'a group of fifty is created, read and emptied',
      async (scim) => {
        const users: Resource[] = [];
        for (let tens = 0; tens < 5; tens += 1)
          users.push(...(await Promise.all(Array.from({ length: 10 }, () => scim.user()))));
        const made = await scim.group({ members: users.map((user): JsonObject => memberOf(user)) });
        const shown = (user: Resource): Template => ({ ...shownMember(user) });
        await expectNow(scim, made, { members: users.map(shown) });
        const gone = users.slice(0, 25);
        await expectPatched(
          scim,
          made,
          gone.map(({ id }) => ({ op: 'remove', path: `members[value eq "${id}"]` })),
          { members: users.slice(25).map(shown) },
        );
        const answer = await scim.get(`${made.path}?attributes=members`);
        expectThat(answer, answer.text.includes(users.at(-1)?.id ?? ''), 'the last member', 'not');
      },
      { needs: ['patch'] },
    ),
  ],
);
