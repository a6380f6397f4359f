import { invalidCount, invalidValue, type ScimError } from './error.ts';
import type { JsonObject } from './json.ts';

export const LIST_SCHEMA = 'urn:ietf:params:scim:api:messages:2.0:ListResponse';

/** How many resources a page has when the request does not say, and at most. */
export const DEFAULT_COUNT = 100;
export const MAX_COUNT = 1_000;

/** For how long a cursor is good, in seconds. */
export const CURSOR_TIMEOUT = 3_600;

/** What a request says of the page, as it was written. */
export interface PageParameters {
  readonly startIndex?: string;
  readonly count?: string;
  readonly cursor?: string;
}

/** A page by its place among all that match, which is 1-based (RFC 7644 §3.4.2.4). */
export interface IndexPage {
  readonly kind: 'index';
  readonly startIndex: number;
  readonly count: number;
}

/** A page by a cursor of the page before it, or the first one, without (RFC 9865 §2). */
export interface CursorPage {
  readonly kind: 'cursor';
  readonly cursor?: string;
  readonly count: number;
}

/** Which part of all that match is asked for. */
export type Page = IndexPage | CursorPage;

/**
 * A page is one by index, unless `cursor` is there; without a value it asks for the first page (RFC 9865 §2).
 * A startIndex below 1 is 1, a count below 0 is 0 (RFC 7644 §3.4.2.4). A count above the maximum is that for a
 * page by index, and an error for one by cursor (RFC 9865 §2.1).
 * @throws ScimError 400 invalidValue for what is no integer and for a cursor beside a startIndex, invalidCount
 */
export const parsePage = ({ startIndex, count, cursor }: PageParameters): Page => {
  if (cursor === undefined) {
    return {
      kind: 'index',
      startIndex: Math.max(1, integer('startIndex', startIndex, invalidValue) ?? 1),
      count: Math.min(MAX_COUNT, Math.max(0, integer('count', count, invalidValue) ?? DEFAULT_COUNT)),
    };
  }
  if (startIndex !== undefined) throw invalidValue('cursor and startIndex cannot be given together');
  const most = Math.max(0, integer('count', count, invalidCount) ?? DEFAULT_COUNT);
  if (most > MAX_COUNT) throw invalidCount(`count may be at most ${MAX_COUNT}`);
  return { kind: 'cursor', ...(cursor !== '' && { cursor }), count: most };
};

const integer = (
  name: string,
  text: string | undefined,
  invalid: (detail: string) => ScimError,
): number | undefined => {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!/^[+-]?\d{1,15}$/.test(text) || !Number.isSafeInteger(value)) {
    throw invalid(`${name} has to be an integer`);
  }
  return value;
};

/** Where a page is: by index, or by the cursors of its neighbours, as far as there are any. */
export type ListPlace =
  | { readonly startIndex: number }
  | { readonly nextCursor?: string; readonly previousCursor?: string };

export const listResponse = (
  totalResults: number,
  place: ListPlace,
  resources: readonly JsonObject[],
): JsonObject => ({
  schemas: [LIST_SCHEMA],
  totalResults,
  ...place,
  itemsPerPage: resources.length,
  Resources: [...resources],
});

/**
 * The totalResults of a page of a startIndex walk. A client goes on at startIndex + itemsPerPage for as long as
 * that is at most totalResults, so the page itself has to decide whether there is more: others may have been
 * created or deleted since the walk began, and `counted` knows nothing of where this walk has got to. At rest it
 * is what was counted.
 * @param items how many resources the page has
 * @param complete whether nothing follows them
 */
export const totalOfWalk = (
  { startIndex, count }: IndexPage,
  items: number,
  complete: boolean,
  counted: number,
): number => {
  if (count === 0) return counted;
  const passed = startIndex - 1 + items;
  if (!complete) return Math.max(counted, passed + 1);
  // A page beyond the end has passed nobody whom it knows of.
  return items === 0 ? Math.min(counted, passed) : passed;
};
