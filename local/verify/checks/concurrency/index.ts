/** Many requests at once: nothing may be lost, and nobody made twice. */
import { group } from '../../check.ts';
import { MEMBERS } from './members.ts';
import { NAMES } from './names.ts';
import { ONE_USER } from './one-user.ts';

export const CONCURRENCY = group(
  'concurrency',
  'Many requests at once',
  ['users'],
  [...NAMES, ...MEMBERS, ...ONE_USER],
);
