/** The groups of a user, and what is left of them when somebody goes (RFC 7643 §4.1.2, RFC 7644 §3.6). */
import { check, type Draft } from '../../check.ts';
import { expectAnswer } from '../../expect/answer.ts';
import { ifThere, type Template, uriEndingIn } from '../../expect/matcher.ts';
import { memberOf, type Resource, shownMember } from '../../resource.ts';
import { textOf } from '../../values.ts';
import { expectError, expectNow } from '../support.ts';
import { teamApart } from './team.ts';

const shownGroup = ({ id: value, path, attributes }: Resource): Template => ({
  value,
  $ref: ifThere(uriEndingIn(path)),
  display: ifThere(textOf(attributes['displayName'])),
  type: ifThere('direct'),
});

export const BELONGING: readonly Draft[] = [
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
];
