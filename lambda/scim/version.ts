import { invalidValue } from './error.ts';

/** An entity tag of a weak ETag (RFC 7644 §3.14): `5`, or `5-Qx3v…` where it covers the groups too. */
export const entityTag = (version: number, groups: string | undefined): string =>
  `W/"${version}${groups === undefined ? '' : `-${groups}`}"`;

/** What If-Match or If-None-Match names: any version there is, or one of these opaque tags. */
export type EntityTags = '*' | readonly string[];

/** A tag of a list, with what parts it from the others: elements may also be empty (RFC 9110 §5.6.1.2, §8.8.3). */
const ELEMENT = /[\t ,]*(?:W\/)?"([\x21\x23-\x7e\x80-\uffff]*)"[\t ]*(?:,[\t ,]*|$)/gy;

/**
 * @param subject what the tags are, for the sentence that says what is wrong
 * @throws ScimError 400 invalidValue for what is no list of entity tags (RFC 9110 §13.1.1)
 */
export const parseEntityTags = (text: string, subject = 'If-Match and If-None-Match have'): EntityTags => {
  if (text.trim() === '*') return '*';
  const elements = [...text.matchAll(ELEMENT)];
  const read = elements.reduce((length, [element]) => length + element.length, 0);
  if (elements.length === 0 || read < text.length) {
    throw invalidValue(`${subject} to be * or entity tags in quotes, as in W/"1"`);
  }
  return elements.map(([, tag = '']) => tag);
};

/** Weak comparison: whether one of the tags is the answer's (RFC 9110 §8.8.3.2). */
export const isCurrent = (tags: EntityTags, entityTag: string): boolean =>
  tags === '*' || tags.some((tag) => entityTag === `W/"${tag}"`);

/** A version, and what `entityTag` may have put behind it. */
const TAG = /^(\d+)(?:-[\w-]{12})?$/;

/**
 * Whether one of the tags is of this version. A write is safe when the resource's own version is the one
 * that the client saw; the groups, which the tag may cover too, are not what the write changes.
 */
export const isVersion = (tags: EntityTags, version: number): boolean =>
  tags === '*' || tags.some((tag) => TAG.exec(tag)?.[1] === String(version));
