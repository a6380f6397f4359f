import { DECLARED_INDEXES } from '../scim/schema/models.ts';
import { register } from '../store/dynamo/indexes/registration.ts';
import { checkLines, type Imported, importLines } from '../store/dynamo/transfer/importing.ts';
import {
  FIRST_RECOUNT,
  isRecountState,
  type RecountStep,
  recountStep,
} from '../store/dynamo/transfer/recounting.ts';
import { conflict, invalidRequest, notFound } from '../tenancy/error.ts';
import { flag, optional, type Reader, readInput } from '../tenancy/input.ts';
import type { Tenant } from '../tenancy/tenant/tenant.ts';
import { type Step, type Surroundings, stateOf, stepping, TENANT_FIELDS, tenant } from './step.ts';

const MOST_LINES = 1_000;

const lines: Reader<readonly unknown[]> = (value, field) => {
  if (!Array.isArray(value) || value.length > MOST_LINES)
    throw invalidRequest(`${field} has to be a list of at most ${MOST_LINES} lines of an export`);
  return value;
};

const FIELDS = { ...TENANT_FIELDS, lines, check: optional(flag, () => false) };

/**
 * Writes some lines of an export, or with `check` says what is wrong with them:
 * `{ "tenant": …, "groupNames": …, "lines": …, "check": … }`.
 */
export const importToTenant: Step<Imported> = async (surroundings, payload) => {
  const input = readInput(FIELDS, payload);
  const writing = stepping(surroundings, input.tenant, 'import');
  const importing = { ...writing, groupNames: input.groupNames, now: surroundings.now };
  if (input.check) return checkLines(importing, input.lines);
  const { groupNames } = await requireImporting(surroundings, input.tenant);
  for (const type of ['User', 'Group'] as const) await register(writing, type, DECLARED_INDEXES[type]);
  return importLines({ ...importing, groupNames }, input.lines);
};

const RECOUNT_FIELDS = { tenant, state: stateOf(isRecountState, () => FIRST_RECOUNT) };

/** One step of counting what was imported: `{ "tenant": …, "state": … }`. */
export const recountTenant: Step<RecountStep> = async (surroundings, payload) => {
  const input = readInput(RECOUNT_FIELDS, payload);
  await requireImporting(surroundings, input.tenant);
  return recountStep(stepping(surroundings, input.tenant, 'import'), input.state);
};

/** Only to what nobody else can write to. @throws TenancyError */
const requireImporting = async ({ readTenant }: Surroundings, id: string): Promise<Tenant> => {
  const found = await readTenant(id);
  if (!found) throw notFound(`there is no tenant ${id}`);
  if (found.status !== 'suspended' || found.importing === undefined)
    throw conflict(`the tenant ${id} is not being imported`);
  return found;
};
