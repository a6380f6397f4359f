import { isUsageState, type UsageStep, usageStep } from '../store/dynamo/usage.ts';
import { readInput } from '../tenancy/input.ts';
import { type Step, stateOf, stepping, tenant } from './step.ts';

const FIELDS = { tenant, state: stateOf(isUsageState, () => undefined) };

/** One step of counting what a directory holds: `{ "tenant": …, "state": … }`. */
export const countTenant: Step<UsageStep> = (surroundings, payload) => {
  const input = readInput(FIELDS, payload);
  return usageStep(stepping(surroundings, input.tenant, 'usage'), input.state);
};
