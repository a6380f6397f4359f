/** What a request can say besides its body, and what an answer says besides its own. */
import { DEFAULT_COUNT, MAX_COUNT } from '../../lambda/scim/list.ts';
import type { JsonObject } from '../json.ts';

const parameter = (name: string, description: string, schema: JsonObject, more: JsonObject = {}) => ({
  name,
  in: 'query',
  description,
  schema,
  ...more,
});

const header = (name: string, description: string) => ({
  name,
  in: 'header',
  description,
  schema: { type: 'string' },
});

const TEXT: JsonObject = { type: 'string' };
const NAMES: JsonObject = { type: 'array', items: TEXT };
/** Separated by commas. */
const LISTED: JsonObject = { style: 'form', explode: false };

/** By name, for `components.parameters`. */
export const PARAMETERS = {
  id: { name: 'id', in: 'path', required: true, description: 'The id of the resource.', schema: TEXT },
  attributes: parameter('attributes', 'The only attributes that the answer is to have.', NAMES, LISTED),
  excludedAttributes: parameter(
    'excludedAttributes',
    'Attributes that the answer is not to have.',
    NAMES,
    LISTED,
  ),
  filter: parameter('filter', 'Which resources are wanted (RFC 7644 §3.4.2.2).', {
    ...TEXT,
    examples: ['userName eq "ada@example.com"'],
  }),
  sortBy: parameter('sortBy', 'The attribute that they are sorted by.', TEXT),
  sortOrder: parameter('sortOrder', 'The order in which they are.', {
    ...TEXT,
    enum: ['ascending', 'descending'],
    default: 'ascending',
  }),
  startIndex: parameter('startIndex', 'The place of the first one, from 1.', {
    type: 'integer',
    minimum: 1,
    default: 1,
  }),
  count: parameter('count', 'The most that the page may have.', {
    type: 'integer',
    minimum: 0,
    maximum: MAX_COUNT,
    default: DEFAULT_COUNT,
  }),
  cursor: parameter('cursor', 'A cursor of another page, or nothing for the first (RFC 9865).', TEXT),
  ifMatch: header('If-Match', 'Only if the resource has one of these versions.'),
  ifNoneMatch: header('If-None-Match', 'Only if the resource has none of these versions.'),
} satisfies Readonly<Record<string, JsonObject>>;

export const PROJECTION = ['attributes', 'excludedAttributes'] as const;
export const LISTING = ['filter', 'sortBy', 'sortOrder', 'startIndex', 'count', 'cursor'] as const;
export const CONDITIONS = ['ifMatch', 'ifNoneMatch'] as const;

/** By name, for `components.headers`. */
export const HEADERS: Readonly<Record<string, JsonObject>> = {
  ETag: { description: 'The version, as in `meta.version`.', schema: TEXT },
  Location: { description: 'Where the resource is.', schema: { ...TEXT, format: 'uri' } },
  'Content-Location': { description: 'Where the resource is.', schema: { ...TEXT, format: 'uri' } },
  'Retry-After': { description: 'Seconds.', schema: { type: 'integer' } },
};
