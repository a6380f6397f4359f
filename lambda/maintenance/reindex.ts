import { isRebuildState, type RebuildStep, rebuildStep } from '../store/dynamo/indexes/rebuilding.ts';
import { readInput } from '../tenancy/input.ts';
import { requireWhole, STEP, type Step, stateOf, TENANT_FIELDS } from './step.ts';

const FIELDS = { ...TENANT_FIELDS, state: stateOf(isRebuildState, () => undefined) };

/** One step of rebuilding the indexes of a tenant: `{ "tenant": …, "groupNames": …, "state": … }`. */
export const reindexTenant: Step<RebuildStep> = async (surroundings, payload) => {
  const { state, ...input } = readInput(FIELDS, payload);
  await requireWhole(surroundings, input.tenant);
  const { table, now, requestId } = surroundings;
  return rebuildStep({ table, now, requestId, until: Date.now() + STEP, ...input }, state);
};
