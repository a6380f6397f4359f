/** remove (RFC 7644 §3.5.2.2). */
import type { Draft } from '../../check.ts';
import { ENTERPRISE } from '../../urns.ts';
import { HOME, idle, patched, REMOVE, WORK } from './patched.ts';

export const REMOVALS: readonly Draft[] = [
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
  idle('remove-nothing', REMOVE, 'remove of an attribute without a value changes nothing', {
    op: 'remove',
    path: 'nickName',
  }),
];
