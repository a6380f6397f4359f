import type { JsonObject } from '../scim/json.ts';
import { isRebuildState, type RebuildStep, rebuildStep } from '../store/dynamo/indexes/rebuilding.ts';
import { invalidRequest } from '../tenancy/error.ts';
import { optional, readInput } from '../tenancy/input.ts';
import { type Checking, STEP, TENANT_FIELDS } from './fsck.ts';

const FIELDS = {
  ...TENANT_FIELDS,
  state: optional(
    (value, field) => {
      if (!isRebuildState(value)) throw invalidRequest(`${field} has to be what the step before answered`);
      return value;
    },
    () => undefined,
  ),
};

/**
 * One step of rebuilding the indexes of a tenant: `{ "tenant": …, "groupNames": …, "state": … }`, where `state` is
 * what the step before answered, and absent for the first.
 * @throws TenancyError invalidRequest, Unavailable
 */
export const reindexTenant = (
  { table, now, requestId }: Checking,
  payload: JsonObject,
): Promise<RebuildStep> => {
  const { state, ...input } = readInput(FIELDS, payload);
  return rebuildStep({ table, now, requestId, until: Date.now() + STEP, ...input }, state);
};
