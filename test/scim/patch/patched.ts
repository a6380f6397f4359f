import type { Json, JsonObject } from '../../../lambda/scim/json.ts';
import { applyChanges } from '../../../lambda/scim/patch/apply.ts';
import { parsePatch } from '../../../lambda/scim/patch/operations.ts';
import { USER } from '../../../lambda/scim/schema/models.ts';
import { PATCH_OP } from '../support.ts';

export const patchOf = (operations: Json): JsonObject => ({ schemas: [PATCH_OP], Operations: operations });

/** A user's attributes after the operations. */
export const patched = (before: JsonObject, ...operations: readonly Json[]): JsonObject =>
  applyChanges(USER, before, parsePatch(USER, patchOf([...operations])));
