/**
 * The bearer token: `scim_<key id>_<secret><checksum>`.
 *
 * The prefix lets secret scanners find a token that has leaked, the key id finds its record, the secret (256
 * bits) proves it, and the checksum tells a mistyped or invented token without asking the database.
 */
import { crc32 } from 'node:zlib';
import { BASE62, randomString } from './random.ts';

const KEY_ID_LENGTH = 10;
const SECRET_LENGTH = 43;
const CHECKSUM_LENGTH = 6;

const SHAPE = `scim_[0-9A-Za-z]{${KEY_ID_LENGTH}}_[0-9A-Za-z]{${SECRET_LENGTH + CHECKSUM_LENGTH}}`;

/**
 * What an `Authorization` header has to look like (RFC 6750 §2.1; the scheme in any case, RFC 9110 §11.1).
 * API Gateway turns the rest away before the authorizer runs; it reads this as a Java expression, and
 * `parseAuthorization` as a JavaScript one, so it holds to what means the same in both.
 */
export const TOKEN_EXPRESSION = `^[Bb][Ee][Aa][Rr][Ee][Rr] +${SHAPE}$`;

/** The form of a key id, which is also the token's id for everybody but its holder. */
export const TOKEN_ID = new RegExp(`^[0-9A-Za-z]{${KEY_ID_LENGTH}}$`);

const EXPRESSION = new RegExp(TOKEN_EXPRESSION);

/** A token whose shape and checksum are right. Whether anybody issued it is for `authenticate` to say. */
export interface Token {
  /** The whole token: a secret, never to be stored or logged. */
  readonly text: string;
  /** What the record of the token is found by; no secret. */
  readonly keyId: string;
}

/** `malformed`: not the shape of a token. `checksum`: mistyped, cut, or invented. */
export type ParsedToken =
  | { readonly kind: 'token'; readonly token: Token }
  | { readonly kind: 'refused'; readonly reason: 'malformed' | 'checksum' };

/** A new token, which nobody has had before. */
export const mintToken = (): Token => {
  const keyId = randomString(BASE62, KEY_ID_LENGTH);
  const unchecked = `scim_${keyId}_${randomString(BASE62, SECRET_LENGTH)}`;
  return { text: unchecked + checksum(unchecked), keyId };
};

/** The token of an `Authorization` header. */
export const parseAuthorization = (header: string): ParsedToken => {
  if (!EXPRESSION.test(header)) return { kind: 'refused', reason: 'malformed' };
  const text = header.slice(header.lastIndexOf(' ') + 1);
  const unchecked = text.slice(0, -CHECKSUM_LENGTH);
  if (text !== unchecked + checksum(unchecked)) return { kind: 'refused', reason: 'checksum' };
  return { kind: 'token', token: { text, keyId: text.slice('scim_'.length).slice(0, KEY_ID_LENGTH) } };
};

/** CRC-32 in base62, most significant digit first, as long as the largest one needs. */
function checksum(text: string): string {
  let rest = crc32(text);
  let digits = '';
  for (let place = 0; place < CHECKSUM_LENGTH; place += 1) {
    digits = BASE62.charAt(rest % BASE62.length) + digits;
    rest = Math.floor(rest / BASE62.length);
  }
  return digits;
}
