import { type Preconditions, unmet, unmetError } from '../scim/precondition.ts';
import { isVersion } from '../scim/version.ts';
import type { StoredResource } from '../store/port.ts';

/** @throws ScimError 412 when the version that the resource has is not one that the request demands */
export const requireConditions = (conditions: Preconditions, stored: StoredResource): void => {
  const condition = unmet(conditions, (tags) => isVersion(tags, stored.version));
  if (condition) throw unmetError(condition);
};
