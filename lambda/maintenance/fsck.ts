import type { JsonObject } from '../scim/json.ts';
import { FIRST_STATE, type FsckStep, fsckStep, isState } from '../store/dynamo/fsck/step.ts';
import type { Table } from '../store/dynamo/table.ts';
import { invalidRequest } from '../tenancy/error.ts';
import { flag, matching, oneOf, optional, readInput } from '../tenancy/input.ts';
import { GROUP_NAMES, TENANT_ID } from '../tenancy/tenant/tenant.ts';

/** What a check, or a repair, of a tenant is told. */
export interface Checking {
  readonly table: Table;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly requestId: string;
}

/** How long a step goes on, milliseconds: whoever waits for it sees progress, and no connection is idle for long. */
export const STEP = 5_000;

export const TENANT_FIELDS = {
  tenant: matching(TENANT_ID, 'the id of a tenant'),
  groupNames: oneOf(GROUP_NAMES),
};

const FIELDS = {
  ...TENANT_FIELDS,
  repair: optional(flag, () => false),
  state: optional(
    (value, field) => {
      if (!isState(value)) throw invalidRequest(`${field} has to be what the step before answered`);
      return value;
    },
    () => FIRST_STATE,
  ),
};

/**
 * One step of checking a tenant: `{ "tenant": …, "groupNames": …, "repair": …, "state": … }`, where `state` is what
 * the step before answered, and absent for the first.
 * @throws TenancyError invalidRequest, Unavailable
 */
export const checkTenant = ({ table, now, requestId }: Checking, payload: JsonObject): Promise<FsckStep> => {
  const { state, ...input } = readInput(FIELDS, payload);
  return fsckStep({ table, now, requestId, until: Date.now() + STEP, ...input }, state);
};
