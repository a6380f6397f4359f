/** PATCH of users (RFC 7644 §3.5.2). */
import { group } from '../../check.ts';
import { ADDITIONS } from './additions.ts';
import { REFUSALS } from './refusals.ts';
import { REMOVALS } from './removals.ts';
import { REPLACEMENTS } from './replacements.ts';
import { SEVERAL } from './several.ts';

export const PATCHES = group(
  'patch',
  'PATCH',
  ['users', 'patch'],
  [...ADDITIONS, ...REMOVALS, ...REPLACEMENTS, ...SEVERAL, ...REFUSALS],
);
