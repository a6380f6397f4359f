/** Groups with and without their members (RFC 7644 §3.4.2, §3.9). */
import { check, type Draft } from '../../check.ts';
import { expectAnswer } from '../../expect/answer.ts';
import { bodyOf, shownMember } from '../../resource.ts';
import { GROUP } from '../../urns.ts';
import { textOf } from '../../values.ts';
import { expectList } from '../support.ts';
import { team } from './team.ts';

export const PROJECTIONS: readonly Draft[] = [
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
];
