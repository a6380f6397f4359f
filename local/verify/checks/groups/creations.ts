/** Groups that are created and read (RFC 7644 §3.3, RFC 7643 §4.2). */
import { check, type Draft } from '../../check.ts';
import { expectAnswer } from '../../expect/answer.ts';
import { ifThere, type Template, uriEndingIn } from '../../expect/matcher.ts';
import { created, memberOf, newBody, type Resource, shownMember } from '../../resource.ts';
import { GROUP } from '../../urns.ts';
import { textOf } from '../../values.ts';
import { expectError, expectNow } from '../support.ts';
import { team } from './team.ts';

export const CREATIONS: readonly Draft[] = [
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
];
