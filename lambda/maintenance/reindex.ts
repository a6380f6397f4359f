import { isRebuildState, type RebuildStep, rebuildStep } from '../store/dynamo/indexes/rebuilding.ts';
import { readInput } from '../tenancy/input.ts';
import { STEP, type Step, stateOf, TENANT_FIELDS } from './step.ts';

const FIELDS = { ...TENANT_FIELDS, state: stateOf(isRebuildState, () => undefined) };

/** One step of rebuilding the indexes of a tenant: `{ "tenant": …, "groupNames": …, "state": … }`. */
export const reindexTenant: Step<RebuildStep> = ({ table, now, requestId }, payload) => {
  const { state, ...input } = readInput(FIELDS, payload);
  return rebuildStep({ table, now, requestId, until: Date.now() + STEP, ...input }, state);
};
