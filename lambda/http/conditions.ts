import { type Preconditions, unmet, unmetError } from '../scim/precondition.ts';
import { type EntityTags, isCurrent, parseEntityTags } from '../scim/version.ts';
import type { ScimRequest, ScimResponse } from './request.ts';

/** @throws ScimError 400 invalidValue for If-Match or If-None-Match that names no entity tags */
export const conditionsOf = (request: ScimRequest): Preconditions => ({
  ifMatch: tagsOf(request, 'if-match'),
  ifNoneMatch: tagsOf(request, 'if-none-match'),
});

/**
 * The answer to a GET on conditions: 304 to whom has it already (RFC 9110 §13.2.2).
 * @param response what is answered with the entity tag `version`
 * @throws ScimError 412 when If-Match names another version
 */
export const onConditions = (
  conditions: Preconditions,
  version: string,
  response: ScimResponse,
): ScimResponse => {
  const condition = unmet(conditions, (tags) => isCurrent(tags, version));
  if (condition === 'ifMatch') throw unmetError(condition);
  const { body: _, ...rest } = response;
  return condition ? { ...rest, status: 304 } : response;
};

const tagsOf = ({ headers }: ScimRequest, name: 'if-match' | 'if-none-match'): EntityTags | undefined => {
  const header = headers.get(name);
  return header === undefined ? undefined : parseEntityTags(header);
};
