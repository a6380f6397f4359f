/** add (RFC 7644 §3.5.2.1). */
import type { Draft } from '../../check.ts';
import { ENTERPRISE } from '../../urns.ts';
import { ADD, HOME, idle, NAME, OTHER, PATCHING, patched, WORK } from './patched.ts';

export const ADDITIONS: readonly Draft[] = [
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
