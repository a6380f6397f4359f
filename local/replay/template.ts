import { isObject, type Json, type JsonObject } from '../../lambda/scim/json.ts';

/** What a conversation has learned so far: ids, versions, times. */
export type Variables = Map<string, string>;

/**
 * The language of the fixtures' strings.
 *
 * - `{{name}}` is the value that was learned under that name, anywhere in a string.
 * - `$uuid`, `$timestamp`, `$etag`, `$text` stand for a whole value that cannot be foretold and say what it has
 *   to look like; `$meta /Users/{{name}}` for the whole `meta` of the resource at that path.
 * - `… as name` at the end of one of these learns what was found.
 */
const MATCHER = /^\$(uuid|timestamp|etag|text|meta)(?: (\/\S+))?(?: as ([\w.]+))?$/;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const TIMESTAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const ETAG = /^W\/"[\x21\x23-\x7e]+"$/;

const isMatch = (kind: string, path: string | undefined, actual: unknown, variables: Variables): boolean => {
  if (kind === 'meta') return isMeta(actual, path ?? '', variables);
  if (typeof actual !== 'string') return false;
  if (kind === 'uuid') return UUID.test(actual);
  if (kind === 'timestamp') return TIMESTAMP.test(actual);
  return kind === 'etag' ? ETAG.test(actual) : actual.length > 0;
};

/** All five sub-attributes of `meta` (RFC 7643 §3.1), and nothing else. */
const isMeta = (actual: unknown, path: string, variables: Variables): boolean =>
  isObject(actual) &&
  Object.keys(actual).length === 5 &&
  actual['resourceType'] === (path.startsWith('/Users/') ? 'User' : 'Group') &&
  actual['location'] === `${variables.get('tenantUrl')}${path}` &&
  isMatch('timestamp', undefined, actual['created'], variables) &&
  isMatch('timestamp', undefined, actual['lastModified'], variables) &&
  isMatch('etag', undefined, actual['version'], variables) &&
  isNotAfter(actual['created'], actual['lastModified']);

const isNotAfter = (a: unknown, b: unknown): boolean =>
  typeof a === 'string' && typeof b === 'string' && a <= b;

/** A string with the names in it replaced by what they stand for; a name that is not known yet stays. */
export const fillIn = (template: string, variables: Variables): string =>
  template.replace(/\{\{([\w.]+)\}\}/g, (name, key: string) => variables.get(key) ?? name);

/** A JSON value with `fillIn` done to every string in it. */
export const fillInAll = (template: Json, variables: Variables): Json => {
  if (typeof template === 'string') return fillIn(template, variables);
  if (Array.isArray(template)) return template.map((item) => fillInAll(item, variables));
  return isObject(template) ? mapValues(template, (value) => fillInAll(value, variables)) : template;
};

/** The arrays whose order nobody promises: pages of a list, members of a group, groups of a user. */
const SETS = ['Resources', 'members', 'groups'];

const identity = (item: Json): string =>
  JSON.stringify(isObject(item) ? (item['id'] ?? item['value'] ?? '') : '');

/** A JSON value with its unordered arrays sorted by the id of their items, so that two can be compared. */
export const inOrder = (value: Json, name = ''): Json => {
  if (isObject(value)) return mapValues(value, inOrder);
  if (!Array.isArray(value)) return value;
  const items = value.map((item) => inOrder(item));
  return SETS.includes(name)
    ? items.toSorted((a, b) => Buffer.compare(Buffer.from(identity(a)), Buffer.from(identity(b))))
    : items;
};

/**
 * What the template says about this very answer: matchers that are content with what they find become it, the
 * others stay and show in the difference. Learns into `variables`.
 */
export const resolve = (template: Json, actual: unknown, variables: Variables): Json => {
  if (typeof template === 'string') return resolveString(template, actual, variables);
  if (Array.isArray(template)) {
    const items = Array.isArray(actual) ? actual : [];
    return template.map((item, index) => resolve(item, items[index], variables));
  }
  if (!isObject(template)) return template;
  const found: JsonObject = isObject(actual) ? actual : {};
  return mapValues(template, (value, name) => resolve(value, found[name], variables));
};

const resolveString = (template: string, actual: unknown, variables: Variables): Json => {
  const [matcher, kind, path, name] = MATCHER.exec(template) ?? [];
  if (matcher === undefined || kind === undefined) return fillIn(template, variables);
  const wanted = path && fillIn(path, variables);
  if (!isMatch(kind, wanted, actual, variables)) return `a value that is a ${kind}`;
  if (name !== undefined) variables.set(name, String(actual));
  return isObject(actual) ? actual : String(actual);
};

const mapValues = (object: JsonObject, change: (value: Json, name: string) => Json): JsonObject =>
  Object.fromEntries(Object.entries(object).map(([name, value]) => [name, change(value, name)]));
