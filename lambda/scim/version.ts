import { invalidValue } from './error.ts';

/** An entity tag of a weak ETag (RFC 7644 §3.14): `5`, or `5-Qx3v…` where it covers the groups too. */
export const entityTag = (version: number, groups: string | undefined): string =>
  `W/"${version}${groups === undefined ? '' : `-${groups}`}"`;

/** What If-Match or If-None-Match names: any version there is, or one of these opaque tags. */
export type EntityTags = '*' | readonly string[];

const TAGS = /^\s*(?:W\/)?"[^"]*"\s*(?:,\s*(?:W\/)?"[^"]*"\s*)*$/;

/**
 * @param subject what the tags are, for the sentence that says what is wrong
 * @throws ScimError 400 invalidValue for what is no list of entity tags (RFC 9110 §13.1.1)
 */
export const parseEntityTags = (text: string, subject = 'If-Match and If-None-Match have'): EntityTags => {
  if (text.trim() === '*') return '*';
  if (!TAGS.test(text)) throw invalidValue(`${subject} to be * or entity tags, W/"1"`);
  return [...text.matchAll(/"([^"]*)"/g)].map(([, tag = '']) => tag);
};

/** Weak comparison: whether one of the tags is the resource's (RFC 9110 §8.8.3.2). */
export const isCurrent = (tags: EntityTags, entityTag: string): boolean =>
  tags === '*' || tags.some((tag) => entityTag === `W/"${tag}"`);

/**
 * Whether one of the tags is of this version. A write is safe when the resource's own version is the one
 * that the client saw; the groups, which the tag may cover too, are not what the write changes.
 */
export const isVersion = (tags: EntityTags, version: number): boolean =>
  tags === '*' || tags.some((tag) => tag.split('-', 1)[0] === String(version));
