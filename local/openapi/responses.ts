/** Answers: what was asked for, and every error that there is (RFC 7644 §3.12). */
import { MEDIA_TYPES } from '../../lambda/http/media-type.ts';
import type { JsonObject } from '../json.ts';
import { ref } from './components.ts';
import { HEADERS } from './parameters.ts';

const [SCIM_JSON] = MEDIA_TYPES;

const headersOf = (names: readonly string[]): JsonObject =>
  Object.fromEntries(
    names.filter((name) => name in HEADERS).map((name) => [name, { $ref: `#/components/headers/${name}` }]),
  );

/** @param schema name of what is answered; undefined for nothing */
export const answer = (
  description: string,
  schema: string | undefined,
  headers: readonly string[] = [],
): JsonObject => ({
  description,
  ...(headers.length > 0 && { headers: headersOf(headers) }),
  ...(schema !== undefined && { content: { [SCIM_JSON]: { schema: ref(schema) } } }),
});

export const requestBody = (schema: string): JsonObject => ({
  required: true,
  content: Object.fromEntries(MEDIA_TYPES.map((type) => [type, { schema: ref(schema) }])),
});

/** By status: its name, and when it is answered. */
const ERRORS = {
  400: ['BadRequest', 'Something of the request is wrong; `scimType` says what.'],
  401: ['Unauthorized', 'The token is missing, unknown, expired or revoked.'],
  403: ['Forbidden', 'The scopes of the token do not allow this.'],
  404: ['NotFound', 'There is no such resource.'],
  406: ['NotAcceptable', 'Accept allows no application/scim+json.'],
  409: ['Conflict', 'Another resource has a value that only one may have.'],
  412: ['PreconditionFailed', 'The resource has another version than the request demands.'],
  413: ['PayloadTooLarge', 'The body, or what it would make, is too large.'],
  415: ['UnsupportedMediaType', 'The body is not JSON in UTF-8, or is compressed.'],
  429: ['TooManyRequests', 'Too many requests at a time.'],
  500: ['InternalError', 'The service has failed.'],
  503: ['Unavailable', 'The directory is busy; the same request succeeds later.'],
} as const;

export type ErrorStatus = keyof typeof ERRORS;

/** What any request can meet. */
const ALWAYS: readonly ErrorStatus[] = [400, 401, 403, 406, 429, 500, 503];

const LATER = new Set<string>(['429', '503']);

/** For `components.responses`. */
export const ERROR_RESPONSES: JsonObject = Object.fromEntries(
  Object.entries(ERRORS).map(([status, [name, description]]) => [
    name,
    answer(description, 'ScimError', LATER.has(status) ? ['Retry-After'] : []),
  ]),
);

export const errors = (...more: readonly ErrorStatus[]): JsonObject =>
  Object.fromEntries(
    [...ALWAYS, ...more]
      .sort((a, b) => a - b)
      .map((status) => [String(status), { $ref: `#/components/responses/${ERRORS[status][0]}` }]),
  );
