import { exportTenant } from './export.ts';
import { checkTenant } from './fsck.ts';
import { importToTenant, recountTenant } from './import.ts';
import { purgeTenant } from './purge.ts';
import { reindexTenant } from './reindex.ts';
import type { Step } from './step.ts';
import { countTenant } from './usage.ts';

/** What an operator can ask the maintenance function to do to a tenant's directory, a step at a time, by name. */
export const OPERATIONS = {
  fsck: checkTenant,
  reindex: reindexTenant,
  export: exportTenant,
  import: importToTenant,
  recount: recountTenant,
  purge: purgeTenant,
  usage: countTenant,
} as const satisfies Readonly<Record<string, Step<unknown>>>;

export type MaintenanceOperation = keyof typeof OPERATIONS;
export type StepOf<Name extends MaintenanceOperation> = Awaited<ReturnType<(typeof OPERATIONS)[Name]>>;
