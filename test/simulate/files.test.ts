import { readFile } from 'node:fs/promises';
import { describe, expect, test } from '@jest/globals';
import { SAMPLE } from '../../local/simulate/sample/files.ts';
import { sampleDirectory } from '../../local/simulate/sample/generate.ts';
import { formatGroups, formatPeople, readDirectory } from '../../local/simulate/source/files.ts';

const USERS = `userPrincipalName,displayName,surname,mail,givenName,id,userType,jobTitle,department,accountEnabled,manager
ada@contoso.com,Ada,Lovelace,ada@contoso.com,Ada,id-ada,Member,Analyst,R&D,True,
bob@contoso.com,Bob,,,,id-bob,Member,,,False,ADA@contoso.com
cy@contoso.com,Cy,,,,id-cy,Guest,,,true,id-bob
`;
const GROUPS = `groupId,groupDisplayName,id,assigned
id-all,Everybody,id-ada,TRUE
id-all,Everybody,id-cy,TRUE
id-all,Everybody,id-some,TRUE
id-all,Everybody,id-of-a-device,TRUE
id-some,Some,,
`;

describe("Entra's exports", () => {
  const { people, groups } = readDirectory(USERS, GROUPS);

  test('hold people with their attributes, by object id', () => {
    expect(people.get('id-ada')).toMatchObject({
      id: 'id-ada',
      enabled: true,
      softDeleted: false,
      attributes: { userPrincipalName: 'ada@contoso.com', surname: 'Lovelace', department: 'R&D', city: '' },
    });
  });

  test('say whose account is enabled, in any case', () => {
    expect([...people.values()].map(({ enabled }) => enabled)).toEqual([true, false, true]);
  });

  test('may name a manager by sign-in name or by object id', () => {
    expect([...people.values()].map(({ manager }) => manager)).toEqual([undefined, 'id-ada', 'id-bob']);
  });

  test('hold a line a member; what is neither a user nor a group is left out', () => {
    expect(groups.get('id-all')).toEqual({
      id: 'id-all',
      displayName: 'Everybody',
      assigned: true,
      members: new Set(['id-ada', 'id-cy', 'id-some']),
    });
  });

  test('hold groups without members', () => {
    expect(groups.get('id-some')).toMatchObject({ assigned: false, members: new Set() });
  });

  test.each([
    [
      'users',
      'userPrincipalName,displayName\n',
      GROUPS,
      'The file of users: there is no column id, accountEnabled.',
    ],
    [
      'users',
      `${USERS}x@contoso.com,X,,,,id-ada,,,,,\n`,
      GROUPS,
      'The file of users: line 5 has the id of another line.',
    ],
    [
      'users',
      `${USERS},X,,,,id-x,,,,,\n`,
      GROUPS,
      'The file of users: line 5 has no id or no userPrincipalName.',
    ],
    [
      'groups',
      USERS,
      `${GROUPS},Nameless,,\n`,
      'The file of groups: line 7 has no groupId or no groupDisplayName.',
    ],
    [
      'groups',
      USERS,
      `${GROUPS}id-ada,Ada,,\n`,
      'The file of groups: line 7 has the id of a user as groupId.',
    ],
  ])('are refused with the file of %s and the line', (_, users, groupsFile, message) => {
    expect(() => readDirectory(users, groupsFile)).toThrow(message);
  });
});

describe('the sample directory', () => {
  const sample = sampleDirectory('contoso', 500);

  test('is the one that its seed makes', async () => {
    expect(await readFile(SAMPLE.users, 'utf8')).toBe(formatPeople(sample));
    expect(await readFile(SAMPLE.groups, 'utf8')).toBe(formatGroups(sample));
  });

  test('is read as it was written', () => {
    expect(readDirectory(formatPeople(sample), formatGroups(sample))).toEqual(sample);
  });

  test('has 500 people of different sign-in names and 40 groups of different names', () => {
    const names = Array.from(sample.people.values(), ({ attributes }) =>
      attributes.userPrincipalName.toLowerCase(),
    );
    const groupNames = Array.from(sample.groups.values(), ({ displayName }) => displayName.toLowerCase());
    expect([names.length, new Set(names).size]).toEqual([500, 500]);
    expect([groupNames.length, new Set(groupNames).size]).toEqual([40, 40]);
  });

  test('has managers, nested groups, an empty one, disabled accounts and names of many scripts', () => {
    const people = [...sample.people.values()];
    const groups = [...sample.groups.values()];
    expect(people.filter(({ manager }) => manager !== undefined).length).toBeGreaterThan(400);
    expect(people.filter(({ enabled }) => !enabled).length).toBeGreaterThan(5);
    expect(groups.filter(({ members }) => [...members].some((id) => sample.groups.has(id))).length).toBe(4);
    expect(groups.filter(({ members }) => members.size === 0).length).toBe(1);
    for (const script of [
      /\p{Script=Han}/u,
      /\p{Script=Arabic}/u,
      /\p{Script=Greek}/u,
      /\p{Emoji_Presentation}/u,
    ])
      expect(people.some(({ attributes }) => script.test(attributes.displayName))).toBe(true);
  });
});
