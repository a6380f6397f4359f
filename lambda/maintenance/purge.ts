import { isPurgeState, type PurgeStep, purgeStep } from '../store/dynamo/transfer/purging.ts';
import { conflict } from '../tenancy/error.ts';
import { readInput } from '../tenancy/input.ts';
import { type Step, stateOf, stepping, tenant } from './step.ts';

const FIELDS = { tenant, state: stateOf(isPurgeState, () => 0) };

/** One step of deleting all that a directory holds, of a tenant that is to go: `{ "tenant": …, "state": … }`. */
export const purgeTenant: Step<PurgeStep> = async (surroundings, payload) => {
  const input = readInput(FIELDS, payload);
  const found = await surroundings.readTenant(input.tenant);
  if (found?.status !== 'deleting' || found.purgingSince === undefined)
    throw conflict(`the tenant ${input.tenant} is not being deleted`);
  return purgeStep(stepping(surroundings, input.tenant, 'purge'), input.state);
};
