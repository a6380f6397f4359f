import { describe, expect, test } from '@jest/globals';
import type { JsonObject } from '../../local/json.ts';
import { compare } from '../../local/simulate/compare.ts';
import { desiredFor } from '../../local/simulate/desired.ts';
import { groupLink, Links, userLink } from '../../local/simulate/engine/links.ts';
import { ENTERPRISE_USER } from '../../local/simulate/scim/path.ts';
import { directory, group, person } from './people.ts';

const ADA: JsonObject = {
  id: 'u-ada',
  userName: 'ada@contoso.com',
  externalId: 'ada',
  displayName: 'ada',
  active: true,
  groups: [{ value: 'g-team', type: 'direct' }],
};
const BOB: JsonObject = {
  ...ADA,
  id: 'u-bob',
  userName: 'bob@contoso.com',
  externalId: 'bob',
  displayName: 'bob',
  [ENTERPRISE_USER]: { manager: { value: 'u-ada' } },
};
const TEAM: JsonObject = {
  id: 'g-team',
  displayName: 'The team',
  externalId: 'team',
  members: [{ value: 'u-ada' }, { value: 'u-bob' }],
};

const SOURCE = directory([person('ada'), person('bob', { manager: 'ada' })], [group('team', ['ada', 'bob'])]);

/** What is told of a service that should hold Ada, Bob and the team, and holds this. */
const differences = (
  users: readonly JsonObject[],
  groups: readonly JsonObject[] = [TEAM],
  foreign: string[] = [],
) => {
  const links = new Links();
  links.setUser('ada', userLink(ADA));
  links.setUser('bob', userLink(BOB));
  links.setGroup('team', groupLink(TEAM));
  for (const id of foreign) links.foreign.add(id);
  return compare(desiredFor(SOURCE, 'all', links.users), links, { users, groups });
};

const { externalId: _externalId, ...nameless } = ADA;
const { groups: _groups, ...groupless } = ADA;

describe('a comparison', () => {
  test('finds nothing where all is as it should be', () => {
    expect(differences([BOB, ADA])).toEqual([]);
  });

  test.each([
    ['a stale attribute', { ...ADA, displayName: 'Augusta' }, 'displayName', 'ada', 'Augusta'],
    ['an attribute that is gone', nameless, 'externalId', 'ada', undefined],
    ['one that should be gone', { ...ADA, title: 'Countess' }, 'title', undefined, 'Countess'],
    ['a wrong status', { ...ADA, active: false }, 'active', true, false],
    ['a text for a boolean', { ...ADA, active: 'True' }, 'active', true, 'True'],
    [
      'other capitals',
      { ...ADA, userName: 'Ada@contoso.com' },
      'userName',
      'ada@contoso.com',
      'Ada@contoso.com',
    ],
    [
      'two elements of a type',
      {
        ...ADA,
        emails: [
          { type: 'work', value: 'a' },
          { type: 'work', value: 'b' },
        ],
      },
      'emails[type eq "work"].value',
      undefined,
      ['a', 'b'],
    ],
    [
      'a manager nobody has named',
      { ...ADA, [ENTERPRISE_USER]: { manager: { value: 'x' } } },
      'manager',
      undefined,
      'x',
    ],
    ['a group that the user does not tell of', groupless, 'groups', 'The team', undefined],
  ])('finds %s', (_, ada, what, expected, found) => {
    expect(differences([ada, BOB])).toEqual([{ subject: 'user ada@contoso.com', what, expected, found }]);
  });

  test('finds a manager who was lost', () => {
    const { [ENTERPRISE_USER]: _extension, ...bob } = BOB;
    expect(differences([ADA, bob])).toEqual([
      { subject: 'user bob@contoso.com', what: 'manager', expected: 'u-ada', found: undefined },
    ]);
  });

  test('finds a member who was lost, and one too many, by their names', () => {
    const members = [{ value: 'u-ada' }, { value: 'stranger' }];
    expect(differences([ADA, BOB], [{ ...TEAM, members }])).toEqual([
      { subject: 'group The team', what: 'members', expected: 'bob@contoso.com', found: undefined },
      { subject: 'group The team', what: 'members', expected: undefined, found: 'stranger' },
    ]);
  });

  test('finds resources that are not there', () => {
    expect(differences([ADA], [])).toEqual([
      { subject: 'user bob@contoso.com', what: 'resource', expected: 'there', found: undefined },
      { subject: 'group The team', what: 'resource', expected: 'there', found: undefined },
    ]);
  });

  test('finds what was made twice, but leaves alone what was there before', () => {
    const twin = { ...ADA, id: 'u-twin' };
    expect(differences([ADA, BOB, twin])).toEqual([
      { subject: 'user ada@contoso.com', what: 'resource', expected: undefined, found: 'u-twin' },
    ]);
    expect(differences([ADA, BOB, twin], [TEAM], ['u-twin'])).toEqual([]);
  });

  test('asks nobody for groups where the service tells of none', () => {
    const { groups: _bobs, ...bob } = BOB;
    expect(differences([groupless, bob])).toEqual([]);
  });
});
