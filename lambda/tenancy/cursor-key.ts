import { hkdfSync } from 'node:crypto';
import type { Pepper } from './peppers.ts';

/**
 * The key under which the cursors of a tenant's lists are sealed: 32 bytes in base64url. It tells nothing of the
 * pepper or of another tenant's key (HKDF, RFC 5869). With another pepper, it is another key.
 */
export const cursorKeyOf = (pepper: Pepper, tenantId: string): string =>
  Buffer.from(hkdfSync('sha256', pepper.key, '', `cursor\0${tenantId}`, 32)).toString('base64url');
