/** The extension that ships as a sample, somebody who has it, and extensions that a test declares. */
import { parseResource } from '../../../lambda/scim/body.ts';
import type { Json, JsonObject } from '../../../lambda/scim/json.ts';
import { applyChanges } from '../../../lambda/scim/patch/apply.ts';
import { parsePatch } from '../../../lambda/scim/patch/operations.ts';
import type {
  AttributeDefinition,
  DeclaredExtension,
  ResourceModel,
} from '../../../lambda/scim/schema/definition.ts';
import { extended } from '../../../lambda/scim/schema/extended.ts';
import { CORE_USER } from '../../../lambda/scim/schema/models.ts';
import { readExtensions } from '../../../lib/extensions/folder.ts';
import { PATCH_OP, USER_URN } from '../support.ts';

export const ACME = 'urn:ietf:params:scim:schemas:extension:acme:2.0:User';

/** Users with the extension that ships as a sample. */
export const ACME_USER = extended(
  CORE_USER,
  readExtensions('extensions/sample', (problem) => {
    throw new Error(problem);
  }),
);

export const created = (acme: Json, model: ResourceModel = ACME_USER): JsonObject =>
  parseResource(model, { schemas: [USER_URN, ACME], userName: 'ada', [ACME]: acme }).attributes;

export const patched = (before: JsonObject, ...operations: JsonObject[]): JsonObject =>
  patchedBy(ACME_USER, before, ...operations);

export const patchedBy = (
  model: ResourceModel,
  before: JsonObject,
  ...operations: JsonObject[]
): JsonObject =>
  applyChanges(model, before, parsePatch(model, { schemas: [PATCH_OP], Operations: operations }));

export const acmeOf = (attributes: JsonObject): Json => attributes[ACME] ?? null;

export const ADA: JsonObject = {
  userName: 'ada',
  [ACME]: {
    costCenterCode: 'CC-7',
    badges: [
      { value: 'B1', type: 'office', primary: true },
      { value: 'b1', type: 'lab' },
    ],
    hireDate: '2026-01-31T08:00:00Z',
    remote: false,
    clearanceLevel: 3,
    payrollId: 'P-1',
    startPin: '1234',
  },
};

export const withAttributes = (attributes: readonly AttributeDefinition[], required = false): ResourceModel =>
  extended(CORE_USER, [declaration(attributes, required)]);

export const declaration = (
  attributes: readonly AttributeDefinition[],
  required: boolean,
): DeclaredExtension => ({
  extends: 'User',
  required,
  schema: { id: ACME, name: 'Acme', description: '', attributes },
  indexes: [],
});
