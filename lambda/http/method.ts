import { ScimError } from '../scim/error.ts';

export const methodNotAllowed = (allowed: string): ScimError =>
  new ScimError(405, `this endpoint answers ${allowed}`, undefined, { Allow: allowed });
