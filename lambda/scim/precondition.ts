import { preconditionFailed, type ScimError } from './error.ts';
import type { EntityTags } from './version.ts';

/** What a request demands of the version of its resource (RFC 7644 §3.14, RFC 9110 §13.1). */
export interface Preconditions {
  readonly ifMatch?: EntityTags | undefined;
  readonly ifNoneMatch?: EntityTags | undefined;
}

export const UNCONDITIONAL: Preconditions = {};

export const isConditional = ({ ifMatch, ifNoneMatch }: Preconditions): boolean =>
  ifMatch !== undefined || ifNoneMatch !== undefined;

/**
 * The first condition that is not met, in the order of RFC 9110 §13.2.2; undefined when all are.
 * @param has whether one of the tags is the resource's
 */
export const unmet = (
  { ifMatch, ifNoneMatch }: Preconditions,
  has: (tags: EntityTags) => boolean,
): keyof Preconditions | undefined => {
  if (ifMatch && !has(ifMatch)) return 'ifMatch';
  return ifNoneMatch && has(ifNoneMatch) ? 'ifNoneMatch' : undefined;
};

const DETAILS = {
  ifMatch: 'the resource has changed since the version that the request names',
  ifNoneMatch: 'the resource is there, in a version that If-None-Match names',
} as const;

export const unmetError = (condition: keyof Preconditions): ScimError =>
  preconditionFailed(DETAILS[condition]);
