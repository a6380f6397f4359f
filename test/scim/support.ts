import { expect } from '@jest/globals';
import type { ScimType } from '../../lambda/scim/error.ts';
import type { Json } from '../../lambda/scim/json.ts';

export const USER_URN = 'urn:ietf:params:scim:schemas:core:2.0:User';
export const GROUP_URN = 'urn:ietf:params:scim:schemas:core:2.0:Group';
export const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
/** As Entra's mappings have long been shipped: a colon is missing. */
export const MISTYPED = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0User';
export const PATCH_OP = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';

/** A matcher of the one error that `lambda/scim` throws. */
export const scimError = (status: number, scimType?: ScimType, sentence = '') =>
  expect.objectContaining({
    name: 'ScimError',
    status,
    scimType,
    message: expect.stringContaining(sentence),
  });

export const badRequest = (scimType: ScimType, sentence = '') => scimError(400, scimType, sentence);

/** A value as it comes off the wire: with own properties of any name, `__proto__` too. */
export const wire = (json: string): Json => JSON.parse(json) as Json;
