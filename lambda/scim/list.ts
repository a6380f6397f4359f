import { invalidValue } from './error.ts';
import type { JsonObject } from './json.ts';

const LIST_SCHEMA = 'urn:ietf:params:scim:api:messages:2.0:ListResponse';

/** How many resources a page has when the request does not say, and at most. */
export const DEFAULT_COUNT = 100;
export const MAX_COUNT = 1_000;

/** Which part of all that match is asked for; startIndex is 1-based (RFC 7644 §3.4.2.4). */
export interface Page {
  readonly startIndex: number;
  readonly count: number;
}

/**
 * A startIndex below 1 is 1, a count below 0 is 0 (RFC 7644 §3.4.2.4); a count above the maximum is that.
 * @throws ScimError 400 invalidValue for what is no integer
 */
export const parsePage = (startIndex: string | undefined, count: string | undefined): Page => ({
  startIndex: Math.max(1, integer('startIndex', startIndex) ?? 1),
  count: Math.min(MAX_COUNT, Math.max(0, integer('count', count) ?? DEFAULT_COUNT)),
});

const integer = (name: string, text: string | undefined): number | undefined => {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!/^[+-]?\d{1,15}$/.test(text) || !Number.isSafeInteger(value)) {
    throw invalidValue(`${name} has to be an integer`);
  }
  return value;
};

export const listResponse = (
  totalResults: number,
  startIndex: number,
  resources: readonly JsonObject[],
): JsonObject => ({
  schemas: [LIST_SCHEMA],
  totalResults,
  startIndex,
  itemsPerPage: resources.length,
  Resources: [...resources],
});
