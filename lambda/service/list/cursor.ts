import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { expiredCursor, invalidCount, invalidCursor, unavailable } from '../../scim/error.ts';
import type { Filter } from '../../scim/filter/ast.ts';
import { printFilter } from '../../scim/filter/print.ts';
import type { Json } from '../../scim/json.ts';
import { CURSOR_TIMEOUT } from '../../scim/list.ts';
import type { ResourceTypeName } from '../../scim/schema/definition.ts';
import { attributeName } from '../../scim/schema/resolve.ts';
import type { Sort } from '../../scim/sort.ts';

/** The query that a cursor belongs to: all but its attributes, which may differ from page to page. */
export interface Query {
  readonly tenant: string;
  /** Whose resources it asks for. */
  readonly types: readonly ResourceTypeName[];
  readonly filter?: Filter | undefined;
  readonly sort?: Sort | undefined;
  /** The most resources of a page. */
  readonly count: number;
}

const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** The longest cursor. API Gateway takes 10,240 bytes of request line and headers. */
export const MAX_CURSOR_LENGTH = 8_192;

/** What is sealed: when, in epoch milliseconds, for pages of how many, and where the walk goes on. */
type Contents = readonly [issued: number, count: number, place: Json];

/**
 * A cursor: `place`, encrypted, so that it tells nothing, and bound to the query, so that it is good for nothing
 * else (RFC 9865 §2, §5). It holds all there is to know: nothing is kept for it. Of the characters that RFC 9865
 * allows.
 * @param key 32 bytes, the tenant's own
 * @param now epoch milliseconds
 * @throws ScimError 503 without a key; Error when the cursor would be longer than MAX_CURSOR_LENGTH: a fault
 * of ours
 */
export const sealCursor = (key: Buffer, query: Query, place: Json, now: number): string => {
  requireKey(key);
  const contents: Contents = [now, query.count, place];
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(identityOf(query));
  const sealed = [nonce, cipher.update(JSON.stringify(contents)), cipher.final(), cipher.getAuthTag()];
  const cursor = Buffer.concat(sealed).toString('base64url');
  if (cursor.length > MAX_CURSOR_LENGTH) throw new Error('the place does not fit into a cursor');
  return cursor;
};

/**
 * The place that a cursor was sealed with.
 * @throws ScimError 400 invalidCursor for whatever is no cursor of this query, and the same whatever it is
 * instead; expiredCursor; invalidCount when pages of another size are asked for (RFC 9865 §2.1); 503 without a
 * key
 */
export const openCursor = (key: Buffer, query: Query, cursor: string, now: number): Json => {
  requireKey(key);
  const contents = unsealed(key, query, cursor);
  if (!contents) {
    throw invalidCursor(
      'the cursor is not of this list: it has to be empty, or the nextCursor or previousCursor of another page of it',
    );
  }
  const [issued, count, place] = contents;
  if (now - issued > CURSOR_TIMEOUT * 1_000) {
    throw expiredCursor(`the cursor is older than ${CURSOR_TIMEOUT} seconds: begin with an empty one`);
  }
  if (count !== query.count) throw invalidCount(`count has to be ${count} on every page of this list`);
  return place;
};

/** For as long as API Gateway remembers what an older release's authorizer said, there is none. */
const requireKey = (key: Buffer): void => {
  if (key.length !== KEY_BYTES) throw unavailable('lists have no cursors yet: try again in a minute', 60);
};

const unsealed = (key: Buffer, query: Query, cursor: string): Contents | undefined => {
  if (cursor.length > MAX_CURSOR_LENGTH) return undefined;
  const bytes = Buffer.from(cursor, 'base64url');
  // One cursor has one spelling: what decoding passes over is none of ours.
  if (bytes.toString('base64url') !== cursor || bytes.length < NONCE_BYTES + TAG_BYTES) return undefined;
  const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAAD(identityOf(query));
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
  const text = decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES));
  try {
    return JSON.parse(Buffer.concat([text, decipher.final()]).toString()) as Contents;
  } catch {
    return undefined;
  }
};

/** A query, and no other, as bytes: filters and names that mean the same are the same. */
export const identityOf = ({ tenant, types, filter, sort }: Omit<Query, 'count'>): Buffer =>
  Buffer.from(
    JSON.stringify([
      tenant,
      types.join(),
      filter ? printFilter(filter) : null,
      sort ? [attributeName(sort.attribute), sort.order] : null,
    ]),
  );
