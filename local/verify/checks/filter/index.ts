/** Filters (RFC 7644 §3.4.2.2). */
import { group } from '../../check.ts';
import { GROUPS_FOUND } from './groups.ts';
import { LOGIC } from './logic.ts';
import { OPERATORS } from './operators.ts';
import { PLACES } from './places.ts';
import { ERRORS } from './refusals.ts';
import { SPELLING } from './spelling.ts';
import { TYPES } from './types.ts';

export const FILTERS = group(
  'filter',
  'Filters',
  ['users', 'filter'],
  [...OPERATORS, ...TYPES, ...PLACES, ...LOGIC, ...SPELLING, ...GROUPS_FOUND, ...ERRORS],
);
