/** Groups that are replaced by PUT, or renamed (RFC 7644 §3.5.1). */
import { check, type Draft } from '../../check.ts';
import { expectAnswer } from '../../expect/answer.ts';
import { bodyOf, memberOf, shownMember } from '../../resource.ts';
import { GROUP } from '../../urns.ts';
import { REPLACE } from '../patch/patched.ts';
import { expectNow, expectPatched } from '../support.ts';
import { team } from './team.ts';

export const REPLACEMENTS: readonly Draft[] = [
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
];
