import { isPurgeState, type PurgeStep, purgeStep } from '../store/dynamo/transfer/purging.ts';
import { conflict } from '../tenancy/error.ts';
import { readInput } from '../tenancy/input.ts';
import { noteEmptiness } from '../tenancy/tenant/emptiness.ts';
import { type Step, stateOf, stepping, tenant } from './step.ts';

const FIELDS = { tenant, state: stateOf(isPurgeState, () => 0) };

/**
 * One step of deleting all that a directory holds, of a tenant that is to go: `{ "tenant": …, "state": … }`. The last
 * one notes that it is empty, without which the tenant itself is not deleted.
 */
export const purgeTenant: Step<PurgeStep> = async (surroundings, payload) => {
  const input = readInput(FIELDS, payload);
  const found = await surroundings.readTenant(input.tenant);
  if (found?.status !== 'deleting' || found.purgingSince === undefined)
    throw conflict(`the tenant ${input.tenant} is not being deleted`);
  const step = await purgeStep(stepping(surroundings, input.tenant, 'purge'), input.state);
  const { table, now, requestId } = surroundings;
  if (step.state === undefined)
    await noteEmptiness(table, found, { tokenId: 'maintenance', requestId }, now());
  return step;
};
