import type { Operation } from '../../../lambda/scim/bulk/operation.ts';
import { parseBulk } from '../../../lambda/scim/bulk/request.ts';
import type { Json, JsonObject } from '../../../lambda/scim/json.ts';
import { GROUP_URN, PATCH_OP, USER_URN } from '../support.ts';

export const BULK_REQUEST = 'urn:ietf:params:scim:api:messages:2.0:BulkRequest';

export const bulkOf = (operations: readonly Json[], more: JsonObject = {}): JsonObject => ({
  schemas: [BULK_REQUEST],
  ...more,
  Operations: [...operations],
});

export const operationsOf = (...operations: Json[]): readonly Operation[] =>
  parseBulk(bulkOf(operations)).operations;

/** The creation of a user of that name, and of a group. */
export const newUser = (bulkId: string, more: JsonObject = {}): JsonObject => ({
  method: 'POST',
  path: '/Users',
  bulkId,
  data: { schemas: [USER_URN], userName: bulkId, ...more },
});

export const newGroup = (
  bulkId: string,
  members: readonly string[] = [],
  more: JsonObject = {},
): JsonObject => ({
  method: 'POST',
  path: '/Groups',
  bulkId,
  data: {
    schemas: [GROUP_URN],
    displayName: bulkId,
    members: members.map((value) => ({ value })),
    ...more,
  },
});

export const remove = (path: string): JsonObject => ({ method: 'DELETE', path });

export const patch = (path: string, ...operations: Json[]): JsonObject => ({
  method: 'PATCH',
  path,
  data: { schemas: [PATCH_OP], Operations: operations },
});

export const adding = (path: string, ...members: string[]): JsonObject =>
  patch(path, { op: 'add', path: 'members', value: members.map((value) => ({ value })) });
