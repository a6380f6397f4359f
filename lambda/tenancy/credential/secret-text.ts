/**
 * The texts that prove who somebody is: `scim_<mark><id>_<secret><checksum>`.
 *
 * The prefix lets secret scanners find one that has leaked, the mark tells what it is, the id finds its record, the
 * secret (256 bits) proves it, and the checksum tells a mistyped or invented one without asking the database.
 */
import { crc32 } from 'node:zlib';
import { BASE62, randomString } from '../random.ts';

const MARKS = {
  /** A token that an administrator pastes. */
  token: '',
  /** An access token of an OAuth client. */
  access: 'at_',
  /** A secret of an OAuth client. */
  secret: 'cs_',
} as const;

export type SecretKind = keyof typeof MARKS;

const ID_LENGTH = 10;
const SECRET_LENGTH = 43;
const CHECKSUM_LENGTH = 6;

const shapeOf = (mark: string): string =>
  `scim_${mark}[0-9A-Za-z]{${ID_LENGTH}}_[0-9A-Za-z]{${SECRET_LENGTH + CHECKSUM_LENGTH}}`;

/**
 * What an `Authorization` header has to look like (RFC 6750 §2.1; the scheme in any case, RFC 9110 §11.1): a token or
 * an access token. API Gateway turns the rest away before the authorizer runs; it reads this as a Java expression, and
 * `parseAuthorization` as a JavaScript one, so it holds to what means the same in both.
 */
export const TOKEN_EXPRESSION = `^[Bb][Ee][Aa][Rr][Ee][Rr] +${shapeOf(`(${MARKS.access})?`)}$`;

/** The form of the id of a token, of an access token, of a client's secret and of a federated identity. */
export const CREDENTIAL_ID = new RegExp(`^[0-9A-Za-z]{${ID_LENGTH}}$`);

const EXPRESSION = new RegExp(TOKEN_EXPRESSION);
const CLIENT_SECRET = new RegExp(`^${shapeOf(MARKS.secret)}$`);

/** A text whose shape and checksum are right. Whether anybody issued it is for its record to say. */
export interface SecretText<Kind extends SecretKind = SecretKind> {
  readonly kind: Kind;
  /** The whole text: a secret, never to be stored or logged. */
  readonly text: string;
  /** What its record is found by; no secret. */
  readonly id: string;
}

/** `malformed`: not the shape of what is expected. `checksum`: mistyped, cut, or invented. */
export interface RefusedText {
  readonly kind: 'refused';
  readonly reason: 'malformed' | 'checksum';
}

/** A new text, which nobody has had before. */
export const mintSecret = <Kind extends SecretKind>(kind: Kind): SecretText<Kind> => {
  const id = credentialId();
  const unchecked = `scim_${MARKS[kind]}${id}_${randomString(BASE62, SECRET_LENGTH)}`;
  return { kind, text: unchecked + checksum(unchecked), id };
};

/** An id for a credential that nobody has had before. */
export const credentialId = (): string => randomString(BASE62, ID_LENGTH);

/** The token of an `Authorization` header. */
export const parseAuthorization = (header: string): SecretText<'token' | 'access'> | RefusedText => {
  const match = EXPRESSION.exec(header);
  if (!match) return { kind: 'refused', reason: 'malformed' };
  const [, mark] = match;
  return checked(mark === undefined ? 'token' : 'access', header.slice(header.lastIndexOf(' ') + 1));
};

/** The secret of an OAuth client. */
export const parseClientSecret = (text: string): SecretText<'secret'> | RefusedText =>
  CLIENT_SECRET.test(text) ? checked('secret', text) : { kind: 'refused', reason: 'malformed' };

const checked = <Kind extends SecretKind>(kind: Kind, text: string): SecretText<Kind> | RefusedText => {
  const unchecked = text.slice(0, -CHECKSUM_LENGTH);
  if (text !== unchecked + checksum(unchecked)) return { kind: 'refused', reason: 'checksum' };
  const begin = `scim_${MARKS[kind]}`.length;
  return { kind, text, id: text.slice(begin, begin + ID_LENGTH) };
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
