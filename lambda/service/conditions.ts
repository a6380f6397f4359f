import { preconditionFailed } from '../scim/error.ts';
import { type EntityTags, isVersion } from '../scim/version.ts';
import type { StoredResource } from '../store/port.ts';

/** @throws ScimError 412 when If-Match is given and names no version that the resource has (RFC 7644 §3.14) */
export const requireMatch = (ifMatch: EntityTags | undefined, stored: StoredResource): void => {
  if (ifMatch && !isVersion(ifMatch, stored.version)) {
    throw preconditionFailed('the resource has changed since the version that the request names');
  }
};
