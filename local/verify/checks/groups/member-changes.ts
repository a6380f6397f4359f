/** Members that are added, removed and replaced by PATCH (RFC 7644 §3.5.2). */
import type { Json, JsonObject } from '../../../json.ts';
import { check, type Draft } from '../../check.ts';
import { expectThat } from '../../expect/answer.ts';
import type { Template } from '../../expect/matcher.ts';
import { memberOf, type Resource, shownMember } from '../../resource.ts';
import { ADD, REMOVE, REPLACE } from '../patch/patched.ts';
import { expectError, expectNow, expectPatched } from '../support.ts';
import { type Team, team } from './team.ts';

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

export const MEMBER_CHANGES: readonly Draft[] = [
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
];
