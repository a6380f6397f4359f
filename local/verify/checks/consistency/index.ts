/** What a server says of itself, and what it does (RFC 7643 §5 to §7). */
import { group } from '../../check.ts';
import { OFFERED } from './offered.ts';
import { RETURNED } from './returned.ts';
import { WRITTEN } from './written.ts';

export const CONSISTENCY = group(
  'consistency',
  'Discovery and behaviour',
  [],
  [...OFFERED, ...RETURNED, ...WRITTEN],
);
