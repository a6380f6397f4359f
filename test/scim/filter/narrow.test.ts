import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Filter } from '../../../lambda/scim/filter/ast.ts';
import { compile } from '../../../lambda/scim/filter/evaluate.ts';
import { narrowed } from '../../../lambda/scim/filter/narrow.ts';
import { parseFilter } from '../../../lambda/scim/filter/parser.ts';
import { printFilter } from '../../../lambda/scim/filter/print.ts';
import type { ResourceModel } from '../../../lambda/scim/schema/definition.ts';
import { GROUP, USER } from '../../../lambda/scim/schema/models.ts';
import { badRequest } from '../support.ts';
import { filters, resources } from './arbitrary.ts';
import { SAMPLE } from './sample.ts';

const shown = (filter: Filter | boolean) => (typeof filter === 'boolean' ? filter : printFilter(filter));

describe('what a filter of users and groups asks', () => {
  test.each<[string, string | boolean, string | boolean]>([
    ['userName eq "a"', 'userName eq "a"', false],
    ['userName ne "a"', 'userName ne "a"', true],
    ['title pr', 'title pr', false],
    ['not (title pr)', 'not (title pr)', true],
    ['title eq null', 'not (title pr)', true],
    ['emails[type eq "work"]', 'emails[type eq "work"]', false],
    ['displayName eq "a"', 'displayName eq "a"', 'displayName eq "a"'],
    ['displayName eq "a" and title pr', 'displayName eq "a" and title pr', false],
    ['displayName eq "a" or title pr', 'displayName eq "a" or title pr', 'displayName eq "a"'],
    ['members.value eq "x"', false, 'members.value eq "x"'],
    ['groups.value eq "x"', 'groups.value eq "x"', false],
    ['meta.resourceType eq "User"', true, false],
    ['meta.resourceType ne "User"', false, true],
    ['meta.resourceType eq "user"', false, false],
    ['meta.resourceType sw "Gr"', false, true],
    ['meta.resourceType pr', true, true],
    ['not (meta.resourceType eq "User")', false, true],
    ['meta.resourceType eq "User" and title pr', 'title pr', false],
    ['meta.resourceType eq "User" or displayName pr', true, 'displayName pr'],
    [
      '(meta.resourceType eq "User" and userName sw "a") or (meta.resourceType eq "Group" and displayName sw "a")',
      'userName sw "a"',
      'displayName sw "a"',
    ],
  ])('%s', (text, ofUsers, ofGroups) => {
    expect(shown(narrowed(parseFilter(text, USER, [GROUP]), USER))).toBe(ofUsers);
    expect(shown(narrowed(parseFilter(text, GROUP, [USER]), GROUP))).toBe(ofGroups);
  });

  test('may not speak of what neither has', () => {
    const unknown = badRequest('invalidFilter', 'User and Group have no attribute "shoeSize"');
    expect(() => parseFilter('shoeSize gt 40', USER, [GROUP])).toThrow(unknown);
  });

  test('may not speak of what nobody is ever told', () => {
    expect(() => parseFilter('password pr', GROUP, [USER])).toThrow(badRequest('invalidFilter'));
  });
});

test('a filter that is narrowed to a type has the outcome that it had for every resource of that type', () => {
  const half: ResourceModel = {
    ...SAMPLE,
    schema: {
      ...SAMPLE.schema,
      attributes: SAMPLE.schema.attributes.filter((_, index) => index % 2 === 0),
    },
  };
  const own = new Set(half.schema.attributes.map(({ name }) => name));
  fc.assert(
    fc.property(filters, resources, (filter, some) => {
      const kept = Object.entries(some).filter(([name]) => own.has(name) || name.startsWith('urn:'));
      const resource = { ...Object.fromEntries(kept), meta: { resourceType: half.name } };
      const asked = narrowed(filter, half);
      const holds = typeof asked === 'boolean' ? asked : compile(asked)(resource);
      expect(holds).toBe(compile(filter)(resource));
    }),
    { numRuns: 1_000 },
  );
});
