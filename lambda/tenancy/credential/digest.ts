import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Pepper } from '../pepper/peppers.ts';

/** What is stored of a token: HMAC-SHA256 under a pepper, in base64url. */
export const digestOf = (pepper: Pepper, token: string): string =>
  createHmac('sha256', pepper.key).update(token).digest('base64url');

/** Whether two digests are equal, in a time that does not tell where they differ. */
export const sameDigest = (a: string, b: string): boolean => {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
};
