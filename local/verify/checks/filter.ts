/** Filters (RFC 7644 §3.4.2.2). */
import { check, type Draft, group } from '../check.ts';
import { bodyOf, memberOf } from '../resource.ts';
import { shared } from '../session.ts';
import { ENTERPRISE, GROUP, USER } from '../urns.ts';
import { NAMES, type Name, type People, people } from './people.ts';
import { expectError, expectList } from './support.ts';

const FILTERING = 'RFC 7644 §3.4.2.2';

type Text = string | ((all: People) => string);

/** Among the six people, the filter finds exactly these. */
const finds = (
  name: string,
  title: string,
  filter: Text,
  names: readonly Name[],
  source = FILTERING,
): Draft =>
  check(name, source, title, async (scim) => {
    const all = await people(scim);
    const text = typeof filter === 'string' ? filter : filter(all);
    expectList(await scim.list('/Users', { filter: `${all.all} and (${text})` }), all.shown(names));
  });

/** The filter as it stands, which by its values can hold for nobody else. */
const findsAlone = (
  name: string,
  title: string,
  filter: (all: People) => string,
  names: readonly Name[],
  source = FILTERING,
): Draft =>
  check(name, source, title, async (scim) => {
    const all = await people(scim);
    expectList(await scim.list('/Users', { filter: filter(all) }), all.shown(names));
  });

const refused = (name: string, title: string, filter: string): Draft =>
  check(`refused-${name}`, 'RFC 7644 §3.12', title, async (scim) =>
    expectError(await scim.list('/Users', { filter }), 400, 'invalidFilter'),
  );

const but = (...names: readonly Name[]): readonly Name[] => NAMES.filter((name) => !names.includes(name));

const created = (all: People, name: Name): string => JSON.stringify(all.of(name).created);

const OPERATORS: readonly Draft[] = [
  findsAlone('eq', 'eq finds who has the value', ({ token }) => `userName eq "${token}-ada@example.com"`, [
    'ada',
  ]),
  findsAlone(
    'eq-nobody',
    'eq of a value that nobody has finds nobody',
    ({ token }) => `userName eq "${token}"`,
    [],
  ),
  findsAlone('eq-id', 'eq of an id', (all) => `id eq "${all.of('cyd').id}"`, ['cyd']),
  findsAlone('eq-external-id', 'eq of an externalId', ({ token }) => `externalId eq "${token}-ADA"`, ['ada']),
  finds('ne', 'ne finds who has another value', 'userType ne "Employee"', ['bob', 'eve']),
  findsAlone('co', 'co finds a part', ({ token }) => `userName co "${token.slice(2)}-a"`, ['ada']),
  findsAlone('sw', 'sw finds a beginning', ({ token }) => `userName sw "${token}-"`, NAMES),
  findsAlone('ew', 'ew finds an end', ({ token }) => `userName ew "${token.slice(2)}-bob@example.com"`, [
    'bob',
  ]),
  finds('co-display-name', 'co finds a part of another attribute', 'displayName co "love"', ['ada']),
  finds('ew-display-name', 'ew finds an end of another attribute', 'displayName ew "charisse"', ['cyd']),
  finds('gt', 'gt compares texts', 'name.familyName gt "Charisse"', ['bob', 'dee']),
  finds('ge', 'ge compares texts', 'name.familyName ge "Charisse"', ['bob', 'cyd', 'dee']),
  finds('lt', 'lt compares texts', 'name.familyName lt "Charisse"', ['ada', 'eve']),
  finds('le', 'le compares texts', 'name.familyName le "Charisse"', ['ada', 'cyd', 'eve']),
  finds('pr', 'pr finds who has a value', 'title pr', ['ada', 'bob', 'cyd', 'eve']),
  finds('pr-complex', 'pr of a complex attribute', 'name pr', but('flo')),
  finds('pr-sub', 'pr of a sub-attribute', 'name.honorificPrefix pr', ['ada']),
  finds('pr-list', 'pr of a list', 'emails pr', ['ada', 'bob', 'dee']),
  finds('pr-list-sub', 'pr of a sub-attribute of a list', 'addresses.locality pr', ['dee']),
];

const TYPES: readonly Draft[] = [
  finds('boolean-true', 'eq of a boolean', 'active eq true', ['ada', 'cyd', 'dee', 'eve']),
  finds('boolean-false', 'eq of false', 'active eq false', ['bob', 'flo']),
  finds('boolean-ne', 'ne of a boolean', 'active ne true', ['bob', 'flo']),
  finds('boolean-in-list', 'eq of a boolean in a list', 'emails.primary eq true', ['ada', 'bob']),
  finds('date-time-ge', 'ge of an instant', (all) => `meta.created ge ${created(all, 'ada')}`, NAMES),
  finds('date-time-lt', 'lt of an instant', (all) => `meta.created lt ${created(all, 'ada')}`, []),
  finds(
    'date-time-eq',
    'eq of an instant',
    (all) => `id eq "${all.of('bob').id}" and meta.created eq ${created(all, 'bob')}`,
    ['bob'],
  ),
  finds('date-time-le', 'le of an instant', (all) => `meta.lastModified le ${created(all, 'flo')}`, NAMES),
  finds(
    'date-time-gt',
    'gt of an instant in another zone',
    'meta.created gt "2020-01-01T02:00:00+02:00"',
    NAMES,
  ),
  finds('null', 'eq null finds who has no value', 'title eq null', ['dee', 'flo']),
  finds('not-null', 'ne null finds who has one', 'title ne null', ['ada', 'bob', 'cyd', 'eve']),
  finds('meta-resource-type', 'eq of the resource type', 'meta.resourceType eq "User"', NAMES),
  finds('schemas', 'eq of a URN in schemas', `schemas eq "${ENTERPRISE}"`, ['ada', 'cyd', 'eve']),
];

const PLACES: readonly Draft[] = [
  finds('sub-attribute', 'a sub-attribute', 'name.familyName eq "Byron"', ['ada', 'eve']),
  finds(
    'list-sub-attribute',
    'a sub-attribute of any value of a list',
    'emails.value eq "ada@home.example"',
    ['ada'],
  ),
  finds('list-type', 'the type of any value of a list', 'emails.type eq "work"', ['ada', 'bob']),
  finds(
    'list-value',
    'a list without its sub-attribute is compared by value',
    'emails eq "dee@home.example"',
    ['dee'],
  ),
  finds('value-path', 'a value path', 'emails[type eq "work"]', ['ada', 'bob']),
  finds(
    'value-path-and',
    'a value path holds for one and the same value',
    'emails[type eq "work" and value ew "work.example"]',
    ['ada'],
  ),
  finds(
    'no-value-path-and',
    'without a value path different values may satisfy the parts',
    'emails.type eq "work" and emails.value ew "home.example"',
    ['ada', 'bob'],
  ),
  finds(
    'value-path-or',
    'a value path with or',
    'emails[value eq "dee@home.example" or value eq "bob@work.example"]',
    ['bob', 'dee'],
  ),
  finds('value-path-not', 'a value path with not', 'emails[not (type eq "work") and value co "ada"]', [
    'ada',
  ]),
  finds(
    'value-path-boolean',
    'a value path with a boolean',
    'emails[primary eq true and type eq "work" and value sw "bob"]',
    ['bob'],
  ),
  finds(
    'value-path-and-more',
    'a value path beside other comparisons',
    'userType eq "Employee" and emails[type eq "home"]',
    ['ada', 'dee'],
  ),
  finds('address', 'a value path of addresses', 'addresses[type eq "work" and country eq "CZ"]', ['dee']),
  finds('phone', 'a value path of phone numbers', 'phoneNumbers[type eq "mobile"]', ['cyd']),
  finds(
    'core-urn',
    'an attribute with the URN of its schema',
    `${USER}:title eq "Dancer"`,
    ['cyd'],
    'RFC 7644 §3.10',
  ),
  finds(
    'core-urn-sub',
    'a sub-attribute with the URN of its schema',
    `${USER}:name.familyName eq "Charisse"`,
    ['cyd'],
    'RFC 7644 §3.10',
  ),
  findsAlone(
    'core-urn-alone',
    'userName with the URN of its schema',
    ({ token }) => `${USER}:userName eq "${token}-eve@example.com"`,
    ['eve'],
    'RFC 7644 §3.10',
  ),
  finds('extension', 'an attribute of an extension', `${ENTERPRISE}:department eq "Engines"`, ['ada', 'eve']),
  finds('extension-pr', 'pr of an attribute of an extension', `${ENTERPRISE}:employeeNumber pr`, [
    'ada',
    'cyd',
    'eve',
  ]),
  finds('extension-sw', 'sw of an attribute of an extension', `${ENTERPRISE}:employeeNumber sw "1"`, [
    'ada',
    'cyd',
  ]),
];

const LOGIC: readonly Draft[] = [
  finds('and', 'and', 'userType eq "Employee" and title pr', ['ada', 'cyd']),
  finds('or', 'or', 'title eq "Dancer" or title eq "Manager"', ['cyd', 'eve']),
  finds('not', 'not', 'not (userType eq "Employee")', ['bob', 'eve']),
  finds('not-missing', 'not holds for who has no value', 'not (title eq "Dancer")', but('cyd')),
  finds('not-not', 'not within not', 'not (not (title eq "Dancer"))', ['cyd']),
  finds('not-and', 'not before and', 'not (title pr) and userType eq "Employee"', ['dee', 'flo']),
  finds(
    'precedence',
    'and binds closer than or',
    'title eq "Manager" or userType eq "Employee" and title eq "Dancer"',
    ['cyd', 'eve'],
  ),
  finds(
    'precedence-first',
    'and binds closer than or, also where it comes first',
    'userType eq "Employee" and title eq "Dancer" or title eq "Manager"',
    ['cyd', 'eve'],
  ),
  finds(
    'grouping',
    'parentheses bind closest',
    '(title eq "Manager" or userType eq "Employee") and title eq "Dancer"',
    ['cyd'],
  ),
  finds('grouping-deep', 'parentheses may be nested', '((((title eq "Dancer"))))', ['cyd']),
  finds(
    'many-or',
    'six comparisons joined by or',
    (all) => NAMES.map((name) => `id eq "${all.of(name).id}"`).join(' or '),
    NAMES,
  ),
  finds(
    'many-and',
    'comparisons joined by and that contradict',
    'title eq "Dancer" and title eq "Manager"',
    [],
  ),
];

const SPELLING: readonly Draft[] = [
  finds(
    'attribute-in-any-case',
    'attribute names in any case',
    'USERTYPE eq "Contractor" and NAME.FAMILYNAME eq "Byron"',
    ['eve'],
  ),
  finds(
    'operator-in-any-case',
    'operators in any case',
    'userType EQ "Contractor" AND NOT (title Eq "Manager") Or title EQ "Dancer"',
    ['bob', 'cyd'],
  ),
  finds(
    'value-in-any-case',
    'values of attributes that are not case exact',
    'title eq "ANALYST"',
    ['ada', 'bob'],
    'RFC 7643 §2.2',
  ),
  findsAlone(
    'user-name-in-any-case',
    'userName is found in any case',
    ({ token }) => `userName eq "${token.toUpperCase()}-ADA@EXAMPLE.COM"`,
    ['ada'],
    'RFC 7643 §4.1.1',
  ),
  findsAlone(
    'user-name-sw-in-any-case',
    'the beginning of a userName is found in any case',
    ({ token }) => `userName sw "${token.toUpperCase()}-A"`,
    ['ada'],
    'RFC 7643 §4.1.1',
  ),
  findsAlone(
    'external-id-case-exact',
    'externalId is found in its own case only',
    ({ token }) => `externalId eq "${token}-ada"`,
    [],
    'RFC 7643 §3.1',
  ),
  finds('other-letters-in-any-case', 'letters beyond ASCII in any case', 'displayName eq "žOFIA DVOŘÁKOVÁ"', [
    'dee',
  ]),
  finds(
    'urn-in-any-case',
    'a URN in any case',
    `${ENTERPRISE.toUpperCase()}:DEPARTMENT eq "stage"`,
    ['cyd'],
    'RFC 7643 §2.1',
  ),
  finds('quote', 'an escaped quote in a value', 'displayName eq "Bob O\'Brien \\"Bo\\""', ['bob']),
  finds('backslash', 'an escaped backslash in a value', 'displayName eq "Cyd \\\\ Charisse"', ['cyd']),
  finds('escape', 'an escape of JSON in a value', 'displayName sw "\\u017Dofia"', ['dee']),
  finds('spaces', 'more spaces than one', 'title   eq    "Dancer"', ['cyd']),
  finds(
    'brackets-in-value',
    'parentheses and brackets within a value',
    'displayName eq "a) or (title pr] ["',
    [],
  ),
];

const ERRORS: readonly Draft[] = [
  refused('empty', 'an empty filter', ''),
  refused('no-operator', 'an attribute alone', 'userName'),
  refused('no-value', 'an operator without a value', 'userName eq'),
  refused('no-attribute', 'a comparison without an attribute', 'eq "x"'),
  refused('unknown-operator', 'an operator that there is not', 'userName is "x"'),
  refused('unknown-attribute', 'an attribute that there is not', 'shoeSize eq "42"'),
  refused('unknown-sub-attribute', 'a sub-attribute that there is not', 'name.shoeSize eq "42"'),
  refused('unknown-urn', 'the URN of no schema', 'urn:example:2.0:Robot:title eq "x"'),
  refused('open-string', 'a string that does not end', 'userName eq "x'),
  refused('open-parenthesis', 'a parenthesis that is not closed', '(userName eq "x"'),
  refused('closing-parenthesis', 'a parenthesis that is not opened', 'userName eq "x")'),
  refused('open-bracket', 'a bracket that is not closed', 'emails[type eq "work"'),
  refused('empty-brackets', 'brackets with nothing in them', 'emails[]'),
  refused('two-values', 'a value behind a value', 'userName eq "x" "y"'),
  refused('dangling-and', 'an and that nothing follows', 'userName eq "x" and'),
  refused('leading-or', 'an or that nothing precedes', 'or userName eq "x"'),
  refused('not-without-parentheses', 'a not without parentheses', 'not userName eq "x"'),
  refused('boolean-gt', 'booleans have no order', 'active gt true'),
  refused('number-for-text', 'a number for a text', 'userName co 12'),
  refused('date-time-word', 'a word for an instant', 'meta.created gt "yesterday"'),
  refused('brackets-of-simple', 'brackets behind a simple attribute', 'userName[value eq "x"]'),
];

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

const GROUPS_FOUND: readonly Draft[] = [
  findsTeam(
    'eq',
    'a group by displayName',
    (all) => `displayName eq ${JSON.stringify(all.made.attributes['displayName'])}`,
  ),
  findsTeam(
    'eq-in-any-case',
    'a group by displayName in any case',
    (all) => `displayName eq ${JSON.stringify(String(all.made.attributes['displayName']).toUpperCase())}`,
  ),
  findsTeam('sw', 'a group by the beginning of its name', ({ name }) => `displayName sw "${name}-t"`),
  findsTeam('co', 'a group by a part of its name', ({ name }) => `displayName co "${name.slice(1)}"`),
  findsTeam('external-id', 'a group by externalId', ({ name }) => `externalId eq "${name}-X"`),
  findsTeam('id', 'a group by id', ({ made }) => `id eq "${made.id}"`),
  findsTeam(
    'member',
    'a group by a member',
    ({ made, member }) => `id eq "${made.id}" and members.value eq "${member.id}"`,
  ),
  findsTeam('member-alone', 'the groups of a member', ({ other }) => `members.value eq "${other.id}"`),
  findsTeam(
    'member-path',
    'a group by a value path of members',
    ({ made, member }) => `id eq "${made.id}" and members[value eq "${member.id}" and type eq "User"]`,
  ),
  findsTeam(
    'no-member',
    'no group by somebody who is no member',
    ({ made, stranger }) => `id eq "${made.id}" and members.value eq "${stranger.id}"`,
    false,
  ),
  findsTeam('nobody', 'no group by a name that none has', ({ name }) => `displayName eq "${name}"`, false),
];

export const FILTERS = group(
  'filter',
  'Filters',
  ['users', 'filter', { attribute: 'department', of: 'EnterpriseUser' }],
  [...OPERATORS, ...TYPES, ...PLACES, ...LOGIC, ...SPELLING, ...GROUPS_FOUND, ...ERRORS],
);
