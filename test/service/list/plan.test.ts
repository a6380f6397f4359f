import { describe, expect, test } from '@jest/globals';
import { parseFilter } from '../../../lambda/scim/filter/parser.ts';
import { printFilter } from '../../../lambda/scim/filter/print.ts';
import type { Bound } from '../../../lambda/scim/value-range.ts';
import type { Kind } from '../../../lambda/service/kind.ts';
import { planFor } from '../../../lambda/service/list/plan.ts';
import type { Source } from '../../../lambda/service/list/source.ts';
import { GROUPS, USERS } from './kinds.ts';

const plan = (kind: Kind, filter: string) => {
  const { rest, ...how } = planFor(kind, parseFilter(filter, kind.model));
  return { ...how, rest: rest && printFilter(rest) };
};

const UNIQUE = new Set(['userName']);
const entries = (attribute: string, values: Extract<Source, { by: 'entries' }>['values']): Source => ({
  by: 'entries',
  attribute,
  unique: UNIQUE.has(attribute),
  values,
});
const equal = (attribute: string, value: string) => entries(attribute, { kind: 'equal', value });
const prefix = (attribute: string, value: string) => entries(attribute, { kind: 'prefix', value });
const between = (attribute: string, from: Bound | undefined, to: Bound | undefined) =>
  entries(attribute, { kind: 'between', ...(from && { from }), ...(to && { to }) });
const incl = (value: string): Bound => ({ value, included: true });
const excl = (value: string): Bound => ({ value, included: false });
const id = (value: string): Source => ({ by: 'id', id: value });
const reference = (value: string, among?: Source): Source => ({
  by: 'reference',
  id: value,
  ...(among && { among }),
});
const union = (...of: Source[]): Source => ({ by: 'union', of });

/** What is found so is asked the whole filter again, for it may have changed since. */
const asked = (kind: Kind, filter: string) => printFilter(parseFilter(filter, kind.model));

describe('nobody else is found by', () => {
  test.each<[string, Source]>([
    ['userName eq "ADA@B"', equal('userName', 'ada@b')],
    ['externalId eq "X-1"', equal('externalId', 'X-1')],
    ['externalId eq jyoung', equal('externalId', 'jyoung')],
    ['emails eq "A@b"', equal('emails.value', 'a@b')],
    ['emails.value eq "A@b"', equal('emails.value', 'a@b')],
    ['emails[value eq "A@b"]', equal('emails.value', 'a@b')],
    ['userName sw "Ad"', prefix('userName', 'ad')],
    ['displayName gt "Ad"', between('displayName', excl('ad'), undefined)],
    ['displayName le "Ad"', between('displayName', undefined, incl('ad'))],
    ['userName ge "a" and userName lt "c"', between('userName', incl('a'), excl('c'))],
    ['userName ge "a" and userName gt "b"', between('userName', excl('b'), undefined)],
    ['userName ge "a" and userName gt "a"', between('userName', excl('a'), undefined)],
    ['emails[value ge "a" and value lt "c"]', between('emails.value', incl('a'), excl('c'))],
    ['userName eq "a" or externalId eq "b"', union(equal('userName', 'a'), equal('externalId', 'b'))],
    ['emails[value eq "a" or value sw "b"]', union(equal('emails.value', 'a'), prefix('emails.value', 'b'))],
  ])('%s', (filter, source) => {
    expect(plan(USERS, filter)).toEqual({ source, exact: true, rest: asked(USERS, filter) });
  });
});

describe('nobody may be found by an id', () => {
  test.each<[string, Source]>([
    ['id eq "1"', id('1')],
    ['id eq "1" or userName eq "a"', union(id('1'), equal('userName', 'a'))],
  ])('%s', (filter, source) => {
    expect(plan(USERS, filter)).toEqual({ source, exact: false, rest: asked(USERS, filter) });
  });
});

describe('the rest of a filter is asked of who is found by a part', () => {
  test.each<[string, Source]>([
    ['ID EQ "1" and userName eq "a"', id('1')],
    ['emails[type eq "work"].value eq "A@b"', equal('emails.value', 'a@b')],
    ['emails[value eq "a@b" and primary eq true]', equal('emails.value', 'a@b')],
    ['active eq true and (displayName eq "Ada" and userName eq "a")', equal('userName', 'a')],
    ['displayName eq "Ada" and externalId eq "1"', equal('externalId', '1')],
    ['title co "x" and externalId eq "1"', equal('externalId', '1')],
    ['userName sw "a" and displayName eq "b"', equal('displayName', 'b')],
    ['userName gt "a" and displayName sw "b"', prefix('displayName', 'b')],
    [
      'userName gt "a" and displayName gt "b" and displayName lt "c"',
      between('displayName', excl('b'), excl('c')),
    ],
    ['userName eq "a" and userName gt "b"', equal('userName', 'a')],
    [
      'active eq true and (userName eq "a" or userName eq "b")',
      union(equal('userName', 'a'), equal('userName', 'b')),
    ],
    ['externalId eq "x" and (userName eq "a" or userName sw "b")', equal('externalId', 'x')],
    [
      '(userName eq "a" and active eq true) or externalId eq "x"',
      union(equal('userName', 'a'), equal('externalId', 'x')),
    ],
    // One address may be above a and another one below c.
    ['emails.value gt "a" and emails.value lt "c"', between('emails.value', excl('a'), undefined)],
  ])('%s', (filter, source) => {
    expect(plan(USERS, filter)).toEqual({ source, exact: false, rest: asked(USERS, filter) });
  });
});

describe('what is kept apart is not asked again', () => {
  test.each<[string, Source]>([
    ['members eq "u1"', reference('u1')],
    ['members.value eq "u1"', reference('u1')],
    ['members[value eq "u1"]', reference('u1')],
    ['members.value eq "u1" or members.value eq "u2"', union(reference('u1'), reference('u2'))],
    ['members.value eq "u1" or displayName eq "b"', union(reference('u1'), equal('displayName', 'b'))],
  ])('where nobody else is found: %s', (filter, source) => {
    expect(plan(GROUPS, filter)).toEqual({ source, exact: true, rest: undefined });
  });

  test.each<[string, string]>([
    ['members.value eq "u1" and displayName sw "C"', 'displayName sw "C"'],
    ['members[value eq "u1" and type eq "User"]', 'members[value eq "u1" and type eq "User"]'],
  ])('as far as it has been found by: %s', (filter, rest) => {
    expect(plan(GROUPS, filter)).toEqual({ source: reference('u1'), exact: false, rest });
  });

  test.each<[Kind, string, Source, string | undefined]>([
    [GROUPS, 'id eq "g1" and members eq "u1"', reference('u1', id('g1')), 'id eq "g1"'],
    [GROUPS, 'members[value eq "u1"] and id eq "g1"', reference('u1', id('g1')), 'id eq "g1"'],
    [USERS, 'id eq "u1" and groups.value eq "g1"', reference('g1', id('u1')), 'id eq "u1"'],
    [
      USERS,
      'groups.value eq "g1" and userName eq "a"',
      reference('g1', equal('userName', 'a')),
      'userName eq "a"',
    ],
    [GROUPS, 'members.value eq "u1" and members.value eq "u2"', reference('u2', reference('u1')), undefined],
    [
      GROUPS,
      'id eq "g1" and members.value eq "u1" and members.value eq "u2"',
      reference('u2', reference('u1', id('g1'))),
      'id eq "g1"',
    ],
  ])('of the few whom another part names: %#', (kind, filter, source, rest) => {
    expect(plan(kind, filter)).toEqual({ source, exact: true, rest });
  });

  test('and leads further than many names do', () => {
    expect(plan(USERS, 'groups.value eq "g1" and userName sw "a"')).toMatchObject({
      source: reference('g1'),
      rest: 'userName sw "a"',
    });
  });

  test('unless one element has to satisfy more than it', () => {
    const filter = 'id eq "g1" and members[value eq "u1" and type eq "User"]';
    expect(plan(GROUPS, filter)).toEqual({ source: id('g1'), exact: false, rest: filter });
  });
});

describe('only a walk finds', () => {
  test.each([
    'userName ne "a"',
    'userName co "a"',
    'userName ew "a"',
    'not (userName eq "a")',
    'userName eq "a" or title eq "b"',
    'title eq "Lady"',
    'name.givenName eq "Ada"',
    'active eq true',
    'userName pr',
    'emails[type eq "work"]',
    'emails[value eq "a" or type eq "work"]',
    'emails.display eq "a"',
    'not (id eq "1")',
    'id gt "1"',
    'meta.resourceType eq "User"',
  ])('%s', (filter) => {
    expect(plan(USERS, filter)).toEqual({ source: undefined, exact: false, rest: asked(USERS, filter) });
  });

  test('all there are', () => {
    expect(planFor(USERS, undefined)).toEqual({ source: undefined, exact: true, rest: undefined });
  });
});

test('no index is gone by that cannot be relied on', () => {
  const filter = parseFilter('externalId eq "X" and displayName sw "a"', USERS.model);
  const relied = USERS.model.indexes.filter(({ attribute }) => attribute !== 'externalId');
  expect(planFor(USERS, filter, relied)).toMatchObject({ source: prefix('displayName', 'a'), exact: false });
  expect(planFor(USERS, filter, [])).toEqual({ source: undefined, exact: false, rest: filter });
});
