import { describe, expect, test } from '@jest/globals';
import { parseFilter } from '../../lambda/scim/filter/parser.ts';
import { printFilter } from '../../lambda/scim/filter/print.ts';
import { GROUP, USER } from '../../lambda/scim/schema/models.ts';
import { requireAttribute } from '../../lambda/scim/schema/resolve.ts';
import type { Kind } from '../../lambda/service/kind.ts';
import { mentions, planLookup } from '../../lambda/service/lookup.ts';

const kindOf = (model: Kind['model'], apart: string): Kind => ({
  model,
  apart,
  showListed: async () => undefined,
  having: async () => [],
});
const USERS = kindOf(USER, 'groups');
const GROUPS = kindOf(GROUP, 'members');

const plan = (kind: Kind, filter: string) => {
  const { rest, ...lookup } = planLookup(kind, parseFilter(filter, kind.model));
  return { ...lookup, ...(rest && { rest: printFilter(rest) }) };
};

describe('the resources that a filter may select are found', () => {
  test.each<[string, object]>([
    ['id eq "1"', { by: 'id', id: '1' }],
    ['ID EQ "1" and userName eq "a"', { by: 'id', id: '1' }],
    ['userName eq "ADA@B"', { by: 'entry', attribute: 'userName', value: 'ada@b' }],
    ['externalId eq "X-1"', { by: 'entry', attribute: 'externalId', value: 'X-1' }],
    ['externalId eq jyoung', { by: 'entry', attribute: 'externalId', value: 'jyoung' }],
    ['displayName eq "Ada"', { by: 'entry', attribute: 'displayName', value: 'ada' }],
    ['emails eq "A@b"', { by: 'entry', attribute: 'emails.value', value: 'a@b' }],
    ['emails.value eq "A@b"', { by: 'entry', attribute: 'emails.value', value: 'a@b' }],
    ['emails[type eq "work"].value eq "A@b"', { by: 'entry', attribute: 'emails.value', value: 'a@b' }],
    ['emails[value eq "a@b" and primary eq true]', { by: 'entry', attribute: 'emails.value', value: 'a@b' }],
    [
      'active eq true and (displayName eq "Ada" and userName eq "a")',
      { by: 'entry', attribute: 'userName', value: 'a' },
    ],
    ['title co "x" and externalId eq "1"', { by: 'entry', attribute: 'externalId', value: '1' }],
  ])('through %s', (filter, lookup) => {
    expect(plan(USERS, filter)).toEqual({ ...lookup, rest: printFilter(parseFilter(filter, USER)) });
  });

  test.each<[string, object]>([
    ['members eq "u1"', { id: 'u1' }],
    ['members.value eq "u1"', { id: 'u1' }],
    ['members[value eq "u1"]', { id: 'u1' }],
    ['members.value eq "u1" and displayName sw "C"', { id: 'u1', rest: 'displayName sw "C"' }],
    ['members.value eq "u1" and members.value eq "u2"', { id: 'u1', rest: 'members.value eq "u2"' }],
    [
      'members[value eq "u1" and type eq "User"]',
      { id: 'u1', rest: 'members[value eq "u1" and type eq "User"]' },
    ],
  ])('through the members of %s, of which nothing is left to ask but the rest', (filter, lookup) => {
    expect(plan(GROUPS, filter)).toEqual({ by: 'reference', ...lookup });
  });

  test('through a group', () => {
    expect(plan(USERS, 'groups.value eq "g1"')).toEqual({ by: 'reference', id: 'g1' });
    expect(plan(USERS, 'groups.value eq "g1" and userName eq "a"')).toMatchObject({ by: 'entry' });
  });

  test.each([
    'userName sw "a"',
    'userName ne "a"',
    'not (userName eq "a")',
    'userName eq "a" or externalId eq "b"',
    'title eq "Lady"',
    'name.givenName eq "Ada"',
    'active eq true',
    'userName pr',
    'emails[type eq "work"]',
    'emails[value eq "a" or value eq "b"]',
    'not (id eq "1")',
    'meta.resourceType eq "User"',
  ])('by walking for %s', (filter) => {
    expect(plan(USERS, filter)).toEqual({ by: 'walk', rest: printFilter(parseFilter(filter, USER)) });
  });
});

describe('what is kept apart has to be read', () => {
  test.each<[string, boolean]>([
    ['members.value eq "u1"', true],
    ['members pr', true],
    ['members[type eq "Group"]', true],
    ['displayName eq "a" and (externalId pr or not (members.display co "x"))', true],
    ['displayName eq "members"', false],
    ['displayName pr and not (externalId pr)', false],
  ])('for %s: %s', (filter, read) => {
    expect(mentions(parseFilter(filter, GROUP), requireAttribute(GROUP, 'members'))).toBe(read);
  });

  test.each<[string, boolean]>([
    ['members.display eq "Ada"', true],
    ['members[type eq "User" and display pr]', true],
    ['members.value eq "u1"', false],
    ['displayName eq "Ada"', false],
  ])('with the names of its values for %s: %s', (filter, read) => {
    expect(mentions(parseFilter(filter, GROUP), requireAttribute(GROUP, 'members.display'))).toBe(read);
  });
});
