import { type ExportStep, exportStep, isExportState } from '../store/dynamo/transfer/exporting.ts';
import { readInput } from '../tenancy/input.ts';
import { requireWhole, type Step, stateOf, stepping, tenant } from './step.ts';

const FIELDS = { tenant, state: stateOf(isExportState, () => undefined) };

/** One step of reading everything that a directory holds: `{ "tenant": …, "state": … }`. */
export const exportTenant: Step<ExportStep> = async (surroundings, payload) => {
  const input = readInput(FIELDS, payload);
  await requireWhole(surroundings, input.tenant);
  return exportStep(stepping(surroundings, input.tenant, 'export'), input.state);
};
