/** Filters of groups. */
import { check, type Draft } from '../../check.ts';
import { bodyOf, memberOf } from '../../resource.ts';
import { shared } from '../../session.ts';
import { GROUP } from '../../urns.ts';
import { textOf } from '../../values.ts';
import { expectList } from '../support.ts';
import { FILTERING } from './finding.ts';

const team = shared(async (scim) => {
  const name = scim.name('team');
  const [member, other, stranger] = [await scim.user(), await scim.user(), await scim.user()];
  const made = await scim.group({
    schemas: [GROUP],
    displayName: `${name}-Team "A"`,
    externalId: `${name}-X`,
    members: [memberOf(member), memberOf(other)],
  });
  return { name, made, member, other, stranger };
});

type Team = Awaited<ReturnType<typeof team>>;

const findsTeam = (name: string, title: string, filter: (team: Team) => string, isFound = true): Draft =>
  check(
    `group-${name}`,
    FILTERING,
    title,
    async (scim) => {
      const all = await team(scim);
      const answer = await scim.list('/Groups', { filter: filter(all), excludedAttributes: 'members' });
      expectList(answer, isFound ? [bodyOf(all.made, { members: undefined })] : []);
    },
    { needs: ['groups'] },
  );

export const GROUPS_FOUND: readonly Draft[] = [
  findsTeam(
    'eq',
    'a filter finds a group by displayName',
    (all) => `displayName eq ${JSON.stringify(all.made.attributes['displayName'])}`,
  ),
  findsTeam(
    'eq-in-any-case',
    'a filter finds a group by displayName in any case',
    (all) => `displayName eq ${JSON.stringify(textOf(all.made.attributes['displayName']).toUpperCase())}`,
  ),
  findsTeam(
    'sw',
    'a filter finds a group by the beginning of its name',
    ({ name }) => `displayName sw "${name}-t"`,
  ),
  findsTeam(
    'co',
    'a filter finds a group by a part of its name',
    ({ name }) => `displayName co "${name.slice(1)}"`,
  ),
  findsTeam('external-id', 'a filter finds a group by externalId', ({ name }) => `externalId eq "${name}-X"`),
  findsTeam('id', 'a filter finds a group by id', ({ made }) => `id eq "${made.id}"`),
  findsTeam(
    'member',
    'a filter finds a group by a member',
    ({ made, member }) => `id eq "${made.id}" and members.value eq "${member.id}"`,
  ),
  findsTeam(
    'member-alone',
    'a filter finds the groups of a member',
    ({ other }) => `members.value eq "${other.id}"`,
  ),
  findsTeam(
    'member-path',
    'a filter finds a group by a value path of members',
    ({ made, member }) => `id eq "${made.id}" and members[value eq "${member.id}" and type eq "User"]`,
  ),
  findsTeam(
    'no-member',
    'a filter finds no group by somebody who is no member',
    ({ made, stranger }) => `id eq "${made.id}" and members.value eq "${stranger.id}"`,
    false,
  ),
  findsTeam(
    'nobody',
    'a filter finds no group by a name that none has',
    ({ name }) => `displayName eq "${name}"`,
    false,
  ),
];
