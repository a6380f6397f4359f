import { extended } from '../../lambda/scim/schema/extended.ts';
import { CORE_USER } from '../../lambda/scim/schema/models.ts';
import { readExtensions } from '../../lib/extensions/folder.ts';

export const ACME = 'urn:ietf:params:scim:schemas:extension:acme:2.0:User';

/** Users with the extension that ships as a sample. */
export const ACME_USER = extended(
  CORE_USER,
  readExtensions('extensions/sample', (problem) => {
    throw new Error(problem);
  }),
);
