/** replace (RFC 7644 §3.5.2.3). */
import type { Draft } from '../../check.ts';
import { ENTERPRISE, USER } from '../../urns.ts';
import { HOME, idle, NAME, OTHER, PATCHING, patched, REPLACE, WORK } from './patched.ts';

export const REPLACEMENTS: readonly Draft[] = [
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
