/** Groups and memberships (RFC 7643 §4.2). */
import { group } from '../../check.ts';
import { BELONGING } from './belonging.ts';
import { CREATIONS } from './creations.ts';
import { MEMBER_CHANGES } from './member-changes.ts';
import { PROJECTIONS } from './projections.ts';
import { REPLACEMENTS } from './replacements.ts';

export const GROUPS_CHECKS = group(
  'groups',
  'Groups and memberships',
  ['users', 'groups'],
  [...CREATIONS, ...BELONGING, ...REPLACEMENTS, ...MEMBER_CHANGES, ...PROJECTIONS],
);
