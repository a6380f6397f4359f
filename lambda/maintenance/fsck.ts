import { FIRST_STATE, type FsckStep, fsckStep, isState } from '../store/dynamo/fsck/step.ts';
import { flag, optional, readInput } from '../tenancy/input.ts';
import { requireWhole, STEP, type Step, stateOf, TENANT_FIELDS } from './step.ts';

const FIELDS = {
  ...TENANT_FIELDS,
  repair: optional(flag, () => false),
  state: stateOf(isState, () => FIRST_STATE),
};

/** One step of checking a tenant: `{ "tenant": …, "groupNames": …, "repair": …, "state": … }`. */
export const checkTenant: Step<FsckStep> = async (surroundings, payload) => {
  const { state, ...input } = readInput(FIELDS, payload);
  if (input.repair) await requireWhole(surroundings, input.tenant);
  const { table, now, requestId } = surroundings;
  return fsckStep({ table, now, requestId, until: Date.now() + STEP, ...input }, state);
};
