/** Users: created, read and deleted (RFC 7644 §3.3, §3.4.1, §3.6). */
import { group } from '../../check.ts';
import { CREATIONS } from './creations.ts';
import { DELETIONS } from './deletions.ts';
import { REFUSALS } from './refusals.ts';
import { TEXTS } from './texts.ts';
import { UNDERSTOOD } from './understood.ts';

export const USERS = group(
  'users',
  'Users',
  ['users'],
  [...CREATIONS, ...UNDERSTOOD, ...TEXTS, ...REFUSALS, ...DELETIONS],
);
