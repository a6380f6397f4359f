import type { JsonObject } from '../scim/json.ts';
import type { Table } from '../store/dynamo/table.ts';
import { type Writing, writing } from '../store/dynamo/writing.ts';
import { conflict, invalidRequest } from '../tenancy/error.ts';
import { matching, type OptionalReader, oneOf, optional } from '../tenancy/input.ts';
import { GROUP_NAMES, TENANT_ID, type Tenant } from '../tenancy/tenant/tenant.ts';

/** What an operation on a tenant's directory works with. */
export interface Surroundings {
  readonly table: Table;
  /** Reads a tenant, for what is only done to one in a certain state. */
  readonly readTenant: (id: string) => Promise<Tenant | undefined>;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly requestId: string;
}

/** One step of an operation, of a payload that nobody has checked. @throws TenancyError, Unavailable */
export type Step<Result> = (surroundings: Surroundings, payload: JsonObject) => Promise<Result>;

/** How long a step goes on, milliseconds: whoever waits for it sees progress, and no connection is idle for long. */
export const STEP = 5_000;
/** How long the calls of a step may go on after it should have ended, milliseconds. */
const GRACE = 120_000;

export const tenant = matching(TENANT_ID, 'the id of a tenant');

export const TENANT_FIELDS = { tenant, groupNames: oneOf(GROUP_NAMES) };

/** Where a step goes on: what the one before answered; absent for the first. */
export const stateOf = <State, First>(
  isState: (value: unknown) => value is State,
  first: () => First,
): OptionalReader<State, First> =>
  optional((value, field) => {
    if (!isState(value)) throw invalidRequest(`${field} has to be what the step before answered`);
    return value;
  }, first);

/**
 * Half of a directory is not to be taken for a whole one, and nothing is to be written to what is being deleted.
 * @throws TenancyError `conflict`
 */
export const requireWhole = async ({ readTenant }: Surroundings, id: string): Promise<void> => {
  const { importing, purgingSince } = (await readTenant(id)) ?? {};
  if (purgingSince !== undefined)
    throw conflict(`the tenant ${id} is being deleted, and nothing whole of it is left`);
  if (importing !== undefined)
    throw conflict(
      `the tenant ${id} is being imported; complete the import, or take it away by tenants delete ${id} --without-export`,
    );
};

/** What a step reads and writes with, and until when. */
export const stepping = (
  { table, requestId }: Surroundings,
  id: string,
  dialect: string,
): Writing & { readonly until: number } => {
  const until = Date.now() + STEP;
  const by = { tokenId: 'maintenance', requestId, sourceIp: '-', dialect };
  return { ...writing(table, id, { by, deadline: until + GRACE }), until };
};
