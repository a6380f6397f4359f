/** Bulk (RFC 7644 §3.7). */
import { group } from '../../check.ts';
import { FAILURES } from './failures.ts';
import { OPERATIONS } from './operations.ts';
import { REFERENCES } from './references.ts';

export const BULKS = group(
  'bulk',
  'Bulk',
  ['users', 'groups', 'bulk'],
  [...OPERATIONS, ...REFERENCES, ...FAILURES],
);
