import { describe, expect, test } from '@jest/globals';
import { comparedAttributes } from '../../../lambda/scim/filter/attributes.ts';
import { parseFilter } from '../../../lambda/scim/filter/parser.ts';
import { GROUP } from '../../../lambda/scim/schema/models.ts';
import { requireAttribute } from '../../../lambda/scim/schema/resolve.ts';
import { mention, speaksOf } from '../../../lambda/service/list/mentions.ts';
import { GROUPS } from './kinds.ts';

describe('what is kept apart has to be read', () => {
  test.each<[string, boolean]>([
    ['members.value eq "u1"', true],
    ['members pr', true],
    ['members[type eq "Group"]', true],
    ['displayName eq "a" and (externalId pr or not (members.display co "x"))', true],
    ['displayName eq "members"', false],
    ['displayName pr and not (externalId pr)', false],
  ])('for %s: %s', (filter, read) => {
    expect(speaksOf(GROUPS, parseFilter(filter, GROUP))).toBe(read);
  });

  test.each<[string, boolean]>([
    ['members.display eq "Ada"', true],
    ['members[type eq "User" and display pr]', true],
    ['members.value eq "u1"', false],
    ['displayName eq "Ada"', false],
  ])('with the names of its values for %s: %s', (filter, read) => {
    const compared = comparedAttributes(parseFilter(filter, GROUP));
    expect(mention(compared, requireAttribute(GROUP, 'members.display'))).toBe(read);
  });
});
