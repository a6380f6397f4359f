/** Versions and conditional requests (RFC 7644 §3.14, RFC 9110 §13). */
import { group } from '../../check.ts';
import { IF_MATCH } from './if-match.ts';
import { IF_NONE_MATCH } from './if-none-match.ts';
import { VERSIONS } from './versions.ts';

export const ETAGS_CHECKS = group(
  'etag',
  'Versions and conditional requests',
  ['etag'],
  [...VERSIONS, ...IF_MATCH, ...IF_NONE_MATCH],
);
