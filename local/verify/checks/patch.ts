/** PATCH of users (RFC 7644 §3.5.2). */
import type { Json, JsonObject } from '../../json.ts';
import { objectOf } from '../capabilities.ts';
import { check, type Draft, group } from '../check.ts';
import { expectAnswer, expectThat } from '../expect/answer.ts';
import type { Template } from '../expect/matcher.ts';
import { bodyOf } from '../resource.ts';
import { ENTERPRISE, NOBODY, PATCH, USER } from '../urns.ts';
import { expectChanged, expectError, expectNow, expectPatched } from './support.ts';

const PATCHING = 'RFC 7644 §3.5.2';
const ADD = 'RFC 7644 §3.5.2.1';
const REMOVE = 'RFC 7644 §3.5.2.2';
const REPLACE = 'RFC 7644 §3.5.2.3';

const WORK = { value: 'work@example.com', type: 'work' };
const HOME = { value: 'home@example.com', type: 'home' };
const OTHER = { value: 'other@example.com', type: 'other' };
const NAME = { familyName: 'Byron', givenName: 'Ada' };

/** What every one of these users has before its PATCH. */
const BEFORE: JsonObject = {
  schemas: [USER, ENTERPRISE],
  displayName: 'Ada',
  name: NAME,
  emails: [{ ...WORK, primary: true }, HOME],
  [ENTERPRISE]: { department: 'Engines', division: 'North' },
};

type Changes = Readonly<Record<string, Template | undefined>>;

const patched = (
  name: string,
  source: string,
  title: string,
  operations: readonly Json[],
  after: Changes,
): Draft =>
  check(name, source, title, async (scim) => expectPatched(scim, await scim.user(BEFORE), operations, after));

const refused = (name: string, title: string, operation: Json, scimType: string, source: string): Draft =>
  check(`refused-${name}`, source, title, async (scim) => {
    const user = await scim.user(BEFORE);
    // The operation before it is right; none of its effect may be seen.
    const operations = [{ op: 'replace', path: 'displayName', value: 'half-written' }, operation];
    expectError(await scim.patch(user.path, operations), 400, scimType);
    await expectNow(scim, user);
  });

const malformed = (name: string, title: string, body: Json): Draft =>
  check(`malformed-${name}`, PATCHING, title, async (scim) => {
    const user = await scim.user(BEFORE);
    expectError(await scim.send('PATCH', user.path, { body }), 400, 'invalidSyntax');
    await expectNow(scim, user);
  });

/** A change that is none leaves version and lastModified alone. */
const idle = (name: string, source: string, title: string, operation: Json): Draft =>
  check(name, source, title, async (scim) => {
    const user = await scim.user(BEFORE);
    expectChanged(await scim.patch(user.path, [operation]), user, {});
    const answer = await expectNow(scim, user);
    const { lastModified, version } = objectOf(objectOf(answer.body)['meta']);
    const before = objectOf(user.body['meta']);
    expectThat(
      answer,
      lastModified === before['lastModified'] && version === before['version'],
      `lastModified ${String(before['lastModified'])} and version ${String(before['version'])}`,
      `${String(lastModified)} and ${String(version)}`,
    );
  });

const ADDITIONS: readonly Draft[] = [
  patched(
    'add-new',
    ADD,
    'add gives an attribute a value',
    [{ op: 'add', path: 'title', value: 'Countess' }],
    {
      title: 'Countess',
    },
  ),
  patched(
    'add-over',
    ADD,
    'add to a singular attribute that has a value replaces it',
    [{ op: 'add', path: 'displayName', value: 'Augusta' }],
    { displayName: 'Augusta' },
  ),
  patched(
    'add-sub-attribute',
    ADD,
    'add of a sub-attribute keeps the others',
    [{ op: 'add', path: 'name.middleName', value: 'King' }],
    { name: { ...NAME, middleName: 'King' } },
  ),
  patched(
    'add-complex',
    ADD,
    'add to a complex attribute keeps the sub-attributes that are not named',
    [{ op: 'add', path: 'name', value: { givenName: 'Augusta' } }],
    { name: { ...NAME, givenName: 'Augusta' } },
  ),
  patched(
    'add-to-list',
    ADD,
    'add to a list keeps what is in it',
    [{ op: 'add', path: 'emails', value: [OTHER] }],
    { emails: [{ ...WORK, primary: true }, HOME, OTHER] },
  ),
  patched(
    'add-one-to-list',
    ADD,
    'add to a list takes one value that is no list',
    [{ op: 'add', path: 'emails', value: OTHER }],
    { emails: [{ ...WORK, primary: true }, HOME, OTHER] },
  ),
  patched(
    'add-first-of-list',
    ADD,
    'add makes a list where there was none',
    [{ op: 'add', path: 'phoneNumbers', value: [{ value: '+351 1', type: 'work' }] }],
    { phoneNumbers: [{ value: '+351 1', type: 'work' }] },
  ),
  patched(
    'add-primary',
    PATCHING,
    'a new primary value takes that from the one that was',
    [{ op: 'add', path: 'emails', value: [{ ...OTHER, primary: true }] }],
    { emails: [{ ...WORK, primary: false }, HOME, { ...OTHER, primary: true }] },
  ),
  patched(
    'add-without-path',
    ADD,
    'add without a path takes attributes by name',
    [{ op: 'add', value: { title: 'Countess', nickName: 'Ada' } }],
    { title: 'Countess', nickName: 'Ada' },
  ),
  patched(
    'add-without-path-list',
    ADD,
    'add without a path adds to lists',
    [{ op: 'add', value: { emails: [OTHER], nickName: 'Ada' } }],
    { emails: [{ ...WORK, primary: true }, HOME, OTHER], nickName: 'Ada' },
  ),
  patched(
    'add-without-path-complex',
    ADD,
    'add without a path keeps sub-attributes that are not named',
    [{ op: 'add', value: { name: { middleName: 'King' } } }],
    { name: { ...NAME, middleName: 'King' } },
  ),
  patched(
    'add-selected',
    ADD,
    'add to a selected value gives it a sub-attribute',
    [{ op: 'add', path: 'emails[type eq "home"].display', value: 'At home' }],
    {
      emails: [
        { ...WORK, primary: true },
        { ...HOME, display: 'At home' },
      ],
    },
  ),
  patched(
    'add-extension',
    ADD,
    'add by a path with the URN of an extension',
    [{ op: 'add', path: `${ENTERPRISE}:costCenter`, value: '4130' }],
    { [ENTERPRISE]: { department: 'Engines', division: 'North', costCenter: '4130' } },
  ),
  patched(
    'add-extension-without-path',
    ADD,
    'add without a path takes an extension under its URN',
    [{ op: 'add', value: { [ENTERPRISE]: { costCenter: '4130' } } }],
    { [ENTERPRISE]: { department: 'Engines', division: 'North', costCenter: '4130' } },
  ),
  idle('add-again', ADD, 'add of a value that is there changes nothing', {
    op: 'add',
    path: 'emails',
    value: [HOME],
  }),
];

const REMOVALS: readonly Draft[] = [
  patched('remove', REMOVE, 'remove takes an attribute away', [{ op: 'remove', path: 'displayName' }], {
    displayName: undefined,
  }),
  patched(
    'remove-sub-attribute',
    REMOVE,
    'remove takes a sub-attribute away',
    [{ op: 'remove', path: 'name.givenName' }],
    { name: { familyName: 'Byron' } },
  ),
  patched(
    'remove-complex',
    REMOVE,
    'remove takes a complex attribute away',
    [{ op: 'remove', path: 'name' }],
    { name: undefined },
  ),
  patched('remove-list', REMOVE, 'remove takes all values away', [{ op: 'remove', path: 'emails' }], {
    emails: undefined,
  }),
  patched(
    'remove-selected',
    REMOVE,
    'remove takes the selected value away, and no other',
    [{ op: 'remove', path: 'emails[type eq "home"]' }],
    { emails: [{ ...WORK, primary: true }] },
  ),
  patched(
    'remove-selected-by-and',
    REMOVE,
    'a filter holds for one and the same value',
    [{ op: 'remove', path: 'emails[type eq "home" and value ew "@example.com"]' }],
    { emails: [{ ...WORK, primary: true }] },
  ),
  patched(
    'remove-selected-by-or',
    REMOVE,
    'remove takes every selected value away',
    [{ op: 'remove', path: 'emails[type eq "home" or type eq "work"]' }],
    { emails: undefined },
  ),
  patched(
    'remove-selected-by-not',
    REMOVE,
    'a filter of a path may negate',
    [{ op: 'remove', path: 'emails[not (type eq "work")]' }],
    { emails: [{ ...WORK, primary: true }] },
  ),
  patched(
    'remove-selected-by-boolean',
    REMOVE,
    'a filter of a path may ask for a boolean',
    [{ op: 'remove', path: 'emails[primary eq true]' }],
    { emails: [HOME] },
  ),
  patched(
    'remove-of-selected',
    REMOVE,
    'remove takes a sub-attribute of the selected value away',
    [{ op: 'remove', path: 'emails[type eq "work"].primary' }],
    { emails: [WORK, HOME] },
  ),
  patched(
    'remove-extension-attribute',
    REMOVE,
    'remove takes an attribute of an extension away',
    [{ op: 'remove', path: `${ENTERPRISE}:department` }],
    { [ENTERPRISE]: { division: 'North' } },
  ),
  patched(
    'remove-extension',
    REMOVE,
    'remove takes a whole extension away, its URN too',
    [{ op: 'remove', path: ENTERPRISE }],
    { schemas: [USER], [ENTERPRISE]: undefined },
  ),
  idle('remove-nothing', REMOVE, 'remove of an attribute without a value changes nothing', {
    op: 'remove',
    path: 'nickName',
  }),
];

const REPLACEMENTS: readonly Draft[] = [
  patched(
    'replace',
    REPLACE,
    'replace gives an attribute another value',
    [{ op: 'replace', path: 'displayName', value: 'Augusta' }],
    { displayName: 'Augusta' },
  ),
  patched(
    'replace-nothing',
    REPLACE,
    'replace of an attribute without a value gives it one',
    [{ op: 'replace', path: 'nickName', value: 'Ada' }],
    { nickName: 'Ada' },
  ),
  patched(
    'replace-sub-attribute',
    REPLACE,
    'replace of a sub-attribute keeps the others',
    [{ op: 'replace', path: 'name.givenName', value: 'Augusta' }],
    { name: { ...NAME, givenName: 'Augusta' } },
  ),
  patched(
    'replace-complex',
    REPLACE,
    'replace of a complex attribute changes the sub-attributes that are named',
    [{ op: 'replace', path: 'name', value: { givenName: 'Augusta', middleName: 'King' } }],
    { name: { familyName: 'Byron', givenName: 'Augusta', middleName: 'King' } },
  ),
  patched(
    'replace-list',
    REPLACE,
    'replace of a list replaces all values',
    [{ op: 'replace', path: 'emails', value: [OTHER] }],
    { emails: [OTHER] },
  ),
  patched(
    'replace-selected',
    REPLACE,
    'replace of a selected value replaces it, and no other',
    [{ op: 'replace', path: 'emails[type eq "home"]', value: OTHER }],
    { emails: [{ ...WORK, primary: true }, OTHER] },
  ),
  patched(
    'replace-of-selected',
    REPLACE,
    'replace of a sub-attribute of the selected value keeps the rest of it',
    [{ op: 'replace', path: 'emails[type eq "work"].value', value: 'new@example.com' }],
    { emails: [{ value: 'new@example.com', type: 'work', primary: true }, HOME] },
  ),
  patched(
    'replace-of-all',
    REPLACE,
    'replace of a sub-attribute of every value',
    [{ op: 'replace', path: 'emails.display', value: 'Ada' }],
    {
      emails: [
        { ...WORK, primary: true, display: 'Ada' },
        { ...HOME, display: 'Ada' },
      ],
    },
  ),
  patched(
    'replace-primary',
    PATCHING,
    'a value that becomes primary takes that from the one that was',
    [{ op: 'replace', path: 'emails[type eq "home"].primary', value: true }],
    {
      emails: [
        { ...WORK, primary: false },
        { ...HOME, primary: true },
      ],
    },
  ),
  patched(
    'replace-without-path',
    REPLACE,
    'replace without a path takes attributes by name',
    [{ op: 'replace', value: { displayName: 'Augusta', title: 'Countess', active: false } }],
    { displayName: 'Augusta', title: 'Countess', active: false },
  ),
  patched(
    'replace-without-path-list',
    REPLACE,
    'replace without a path replaces lists',
    [{ op: 'replace', value: { emails: [OTHER] } }],
    { emails: [OTHER] },
  ),
  patched(
    'replace-extension',
    REPLACE,
    'replace by a path with the URN of an extension',
    [{ op: 'replace', path: `${ENTERPRISE}:department`, value: 'Looms' }],
    { [ENTERPRISE]: { department: 'Looms', division: 'North' } },
  ),
  patched(
    'replace-extension-without-path',
    REPLACE,
    'replace without a path takes an extension under its URN',
    [{ op: 'replace', value: { [ENTERPRISE]: { department: 'Looms' } } }],
    { [ENTERPRISE]: { department: 'Looms', division: 'North' } },
  ),
  patched(
    'replace-core-urn',
    'RFC 7644 §3.10',
    'a path may have the URN of the core schema before it',
    [{ op: 'replace', path: `${USER}:name.givenName`, value: 'Augusta' }],
    { name: { ...NAME, givenName: 'Augusta' } },
  ),
  patched(
    'replace-path-in-any-case',
    'RFC 7643 §2.1',
    'a path is understood in any case',
    [{ op: 'replace', path: 'EMAILS[TYPE eq "home"].Value', value: 'new@example.com' }],
    {
      emails: [
        { ...WORK, primary: true },
        { ...HOME, value: 'new@example.com' },
      ],
    },
  ),
  patched(
    'replace-value-in-any-case',
    'RFC 7643 §2.1',
    'names within a value are understood in any case',
    [{ op: 'replace', value: { DISPLAYNAME: 'Augusta', Name: { GIVENNAME: 'Augusta' } } }],
    { displayName: 'Augusta', name: { ...NAME, givenName: 'Augusta' } },
  ),
  idle('replace-same', REPLACE, 'replace by the same value changes nothing', {
    op: 'replace',
    path: 'displayName',
    value: 'Ada',
  }),
];

const SEVERAL: readonly Draft[] = [
  patched(
    'several',
    PATCHING,
    'several operations are all done',
    [
      { op: 'replace', path: 'displayName', value: 'Augusta' },
      { op: 'add', path: 'emails', value: [OTHER] },
      { op: 'remove', path: 'name.givenName' },
      { op: 'replace', path: 'active', value: false },
    ],
    {
      displayName: 'Augusta',
      emails: [{ ...WORK, primary: true }, HOME, OTHER],
      name: { familyName: 'Byron' },
      active: false,
    },
  ),
  patched(
    'in-order',
    PATCHING,
    'operations take effect one after the other',
    [
      { op: 'remove', path: 'emails' },
      { op: 'add', path: 'emails', value: [OTHER] },
      { op: 'add', path: 'emails', value: [HOME] },
      { op: 'replace', path: 'emails[type eq "home"].value', value: 'new@example.com' },
    ],
    { emails: [OTHER, { ...HOME, value: 'new@example.com' }] },
  ),
  patched(
    'last-wins',
    PATCHING,
    'the last operation on an attribute has the last word',
    [
      { op: 'replace', path: 'title', value: 'First' },
      { op: 'remove', path: 'title' },
      { op: 'add', path: 'title', value: 'Last' },
    ],
    { title: 'Last' },
  ),
  check('atomic', PATCHING, 'a PATCH of which one operation cannot be done does nothing', async (scim) => {
    const user = await scim.user(BEFORE);
    const answer = await scim.patch(user.path, [
      { op: 'replace', path: 'displayName', value: 'half-written' },
      { op: 'remove', path: 'emails' },
      { op: 'replace', path: 'userName', value: null },
    ]);
    expectThat(answer, answer.status === 400, 'status 400', String(answer.status));
    await expectNow(scim, user);
  }),
  check('renames', PATCHING, 'a PATCH renames a user, whose old name is free then', async (scim) => {
    const user = await scim.user();
    const userName = `${scim.name('renamed')}@example.com`;
    await expectPatched(scim, user, [{ op: 'replace', path: 'userName', value: userName }], { userName });
    await scim.user({ userName: user.attributes['userName'] ?? null });
  }),
  check(
    'taken',
    PATCHING,
    'a PATCH to a userName that is taken is a 409, and changes nothing',
    async (scim) => {
      const [user, other] = [await scim.user(BEFORE), await scim.user()];
      const answer = await scim.patch(user.path, [
        { op: 'replace', path: 'displayName', value: 'half-written' },
        { op: 'replace', path: 'userName', value: other.attributes['userName'] ?? null },
      ]);
      expectError(answer, 409, 'uniqueness');
      await expectNow(scim, user);
    },
  ),
  check(
    'with-attributes',
    PATCHING,
    'a PATCH that asks for attributes is answered 200 with them',
    async (scim) => {
      const user = await scim.user(BEFORE);
      const answer = await scim.patch(`${user.path}?attributes=title`, [
        { op: 'replace', path: 'title', value: 'Countess' },
      ]);
      expectAnswer(answer, {
        status: 200,
        body: { schemas: [USER, ENTERPRISE], id: user.id, title: 'Countess' },
      });
    },
  ),
  check('last-modified', 'RFC 7643 §3.1', 'a change moves lastModified, and leaves created', async (scim) => {
    const user = await scim.user();
    await scim.patch(user.path, [{ op: 'replace', path: 'title', value: 'Countess' }]);
    const answer = await scim.get(user.path);
    const meta = objectOf(objectOf(answer.body)['meta']);
    expectAnswer(answer, { status: 200, body: bodyOf(user, { title: 'Countess' }) });
    expectThat(
      answer,
      Date.parse(String(meta['lastModified'])) >= Date.parse(user.created),
      'lastModified not before created',
      String(meta['lastModified']),
    );
  }),
];

const REFUSALS: readonly Draft[] = [
  malformed('no-operations', 'a PATCH without Operations is refused', { schemas: [PATCH] }),
  malformed('no-schemas', 'a PATCH without schemas is refused', {
    Operations: [{ op: 'replace', path: 'title', value: 'x' }],
  }),
  malformed('other-schemas', 'a PATCH with the schemas of something else is refused', {
    schemas: [USER],
    Operations: [{ op: 'replace', path: 'title', value: 'x' }],
  }),
  malformed('operations-object', 'Operations that are no list are refused', {
    schemas: [PATCH],
    Operations: { op: 'replace', path: 'title', value: 'x' },
  }),
  malformed('a-list', 'a PATCH that is a list, as in RFC 6902, is refused', [
    { op: 'replace', path: '/title', value: 'x' },
  ]),
  refused(
    'op-unknown',
    'an unknown op is refused',
    { op: 'move', path: 'title', value: 'x' },
    'invalidSyntax',
    PATCHING,
  ),
  refused(
    'op-missing',
    'an operation without op is refused',
    { path: 'title', value: 'x' },
    'invalidSyntax',
    PATCHING,
  ),
  refused('operation-text', 'an operation that is a text is refused', 'replace', 'invalidSyntax', PATCHING),
  refused(
    'path-unknown',
    'a path to an attribute that there is not is refused',
    { op: 'replace', path: 'shoeSize', value: 'x' },
    'invalidPath',
    'RFC 7644 §3.12',
  ),
  refused(
    'path-unknown-sub',
    'a path to a sub-attribute that there is not is refused',
    { op: 'replace', path: 'name.shoeSize', value: 'x' },
    'invalidPath',
    'RFC 7644 §3.12',
  ),
  refused(
    'path-malformed',
    'a path that goes on behind its end is refused',
    { op: 'replace', path: 'emails[type eq "work"].value x', value: 'x' },
    'invalidPath',
    'RFC 7644 §3.12',
  ),
  refused(
    'path-urn-unknown',
    'a path with the URN of no schema of the user is refused',
    { op: 'replace', path: 'urn:example:2.0:Robot:title', value: 'x' },
    'invalidPath',
    'RFC 7644 §3.12',
  ),
  refused(
    'filter-open',
    'a path whose filter does not end is refused',
    { op: 'replace', path: 'emails[type eq "work"', value: OTHER },
    'invalidFilter',
    'RFC 7644 §3.12',
  ),
  refused(
    'filter-unknown',
    'a path whose filter asks for a sub-attribute that there is not is refused',
    { op: 'remove', path: 'emails[shoeSize eq "42"]' },
    'invalidFilter',
    'RFC 7644 §3.12',
  ),
  refused('remove-without-path', 'remove without a path is refused', { op: 'remove' }, 'noTarget', REMOVE),
  refused(
    'replace-no-target',
    'replace of a value that no filter selects is refused',
    { op: 'replace', path: 'emails[value eq "nobody@example.com"]', value: OTHER },
    'noTarget',
    REPLACE,
  ),
  refused(
    'replace-no-target-sub',
    'replace within a value that no filter selects is refused',
    { op: 'replace', path: 'emails[value co "nobody"].type', value: 'home' },
    'noTarget',
    REPLACE,
  ),
  refused(
    'id',
    'the id cannot be changed',
    { op: 'replace', path: 'id', value: NOBODY },
    'mutability',
    PATCHING,
  ),
  refused(
    'meta',
    'meta cannot be changed',
    { op: 'replace', path: 'meta.created', value: '1999-01-01T00:00:00Z' },
    'mutability',
    PATCHING,
  ),
  refused(
    'groups',
    'the groups of a user cannot be changed in the user',
    { op: 'add', path: 'groups', value: [{ value: NOBODY }] },
    'mutability',
    'RFC 7643 §4.1.2',
  ),
  refused('remove-id', 'the id cannot be removed', { op: 'remove', path: 'id' }, 'mutability', REMOVE),
  refused(
    'remove-required',
    'a required attribute cannot be removed',
    { op: 'remove', path: 'userName' },
    'mutability',
    REMOVE,
  ),
  refused(
    'no-value',
    'replace without a value is refused',
    { op: 'replace', path: 'title' },
    'invalidValue',
    REPLACE,
  ),
  refused(
    'value-of-another-type',
    'an object in the place of a text is refused',
    { op: 'replace', path: 'title', value: { value: 'x' } },
    'invalidValue',
    'RFC 7644 §3.12',
  ),
  refused(
    'boolean-word',
    'a boolean that is a word is refused',
    { op: 'replace', path: 'active', value: 'maybe' },
    'invalidValue',
    'RFC 7644 §3.12',
  ),
  refused(
    'value-in-list-of-another-type',
    'a number among the values of a list is refused',
    { op: 'add', path: 'emails', value: [12] },
    'invalidValue',
    'RFC 7644 §3.12',
  ),
  refused(
    'two-primaries',
    'two new primary values are refused',
    {
      op: 'replace',
      path: 'emails',
      value: [
        { ...WORK, primary: true },
        { ...HOME, primary: true },
      ],
    },
    'invalidValue',
    'RFC 7643 §2.4',
  ),
  refused(
    'without-path-text',
    'a text as the value of an operation without a path is refused',
    { op: 'replace', value: 'x' },
    'invalidValue',
    REPLACE,
  ),
];

export const PATCHES = group(
  'patch',
  'PATCH',
  ['users', 'patch', { attribute: 'department', of: 'EnterpriseUser' }],
  [...ADDITIONS, ...REMOVALS, ...REPLACEMENTS, ...SEVERAL, ...REFUSALS],
);
