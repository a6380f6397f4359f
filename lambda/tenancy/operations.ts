import type { JsonObject } from '../scim/json.ts';
import { digestOf } from './digest.ts';
import { invalidRequest, notFound } from './error.ts';
import {
  type Fields,
  type Input,
  integer,
  matching,
  oneOf,
  optional,
  readInput,
  someOf,
  text,
} from './input.ts';
import type { Peppers } from './peppers.ts';
import type { Author } from './table.ts';
import { GROUP_NAMES, randomTenantId, TENANT_ID, type Tenant } from './tenant.ts';
import type { TenantStore } from './tenant-store.ts';
import { mintToken, TOKEN_ID } from './token.ts';
import { SCOPES, type TokenEntry } from './token-record.ts';
import type { TokenStore } from './token-store.ts';

export interface Dependencies {
  readonly tenants: TenantStore;
  readonly tokens: TokenStore;
  readonly peppers: Peppers;
  /** Notes of a tenant that does not exist yet that its directory is empty. */
  readonly openDirectory: (tenant: string, requestId: string) => Promise<void>;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** A new token. `token` is the secret itself, which nobody can ever ask for again. */
export interface IssuedToken extends TokenEntry {
  readonly token: string;
}

const DAY = 24 * 60 * 60 * 1_000;
const DEFAULT_LIFETIME_DAYS = 365;

const tenantId = matching(TENANT_ID, 'an id of 2 to 63 lower-case letters, digits and hyphens');
const tokenId = matching(TOKEN_ID, 'the id of a token: the 10 characters after scim_');
const name = text(1, 200);

/**
 * What an operator can ask the admin function to do, by name. Each takes a payload that nobody has checked.
 * @throws TenancyError
 */
export const adminOperations = ({ tenants, tokens, peppers, openDirectory, now }: Dependencies) => {
  const readTenant = async (id: string): Promise<Tenant> => {
    const tenant = await tenants.read(id);
    if (!tenant) throw notFound(`there is no tenant ${id}`);
    return tenant;
  };
  const today = () => new Date(now()).toISOString();

  return {
    'tenants.create': operation(
      {
        name,
        id: optional(tenantId, randomTenantId),
        groupNames: optional(oneOf(GROUP_NAMES), () => 'unique' as const),
      },
      async (input, by): Promise<Tenant> => {
        const tenant: Tenant = { ...input, status: 'active', created: today() };
        if (!(await tenants.read(tenant.id))) await openDirectory(tenant.id, by.requestId);
        await tenants.create(tenant, by);
        return tenant;
      },
    ),

    'tenants.list': operation({ after: optional(tenantId, () => undefined) }, ({ after }) =>
      tenants.list(after),
    ),

    'tenants.show': operation({ tenant: tenantId }, ({ tenant }) => readTenant(tenant)),

    'tenants.set': operation(
      {
        tenant: tenantId,
        name: optional(name, () => undefined),
        groupNames: optional(oneOf(GROUP_NAMES), () => undefined),
      },
      async ({ tenant, ...change }, by): Promise<Tenant> => {
        if (Object.values(change).every((value) => value === undefined))
          throw invalidRequest('nothing to set: give name, groupNames or both');
        await tenants.change(tenant, change, by);
        return readTenant(tenant);
      },
    ),

    'tokens.create': operation(
      {
        tenant: tenantId,
        label: optional(text(0, 100), () => ''),
        scopes: optional(someOf(SCOPES), () => SCOPES),
        expiresInDays: optional(integer(1, 3_650), () => DEFAULT_LIFETIME_DAYS),
      },
      async ({ tenant, label, scopes, expiresInDays }, by): Promise<IssuedToken> => {
        const token = mintToken();
        const pepper = await peppers.latest();
        const entry: TokenEntry = {
          tokenId: token.keyId,
          tenant,
          label,
          scopes,
          created: today(),
          expires: new Date(now() + expiresInDays * DAY).toISOString(),
          status: 'active',
        };
        await tokens.add({ ...entry, digest: digestOf(pepper, token.text), pepper: pepper.version }, by);
        return { ...entry, token: token.text };
      },
    ),

    'tokens.list': operation({ tenant: tenantId }, async ({ tenant }) => {
      await readTenant(tenant);
      return { tokens: await tokens.list(tenant) };
    }),

    'tokens.revoke': operation({ tenant: tenantId, tokenId }, (input, by) =>
      tokens.revoke(input.tenant, input.tokenId, today(), by),
    ),
  };
};

export type AdminOperations = ReturnType<typeof adminOperations>;
export type OperationName = keyof AdminOperations;
export type OperationResult<Name extends OperationName> = Awaited<ReturnType<AdminOperations[Name]>>;

function operation<F extends Fields, Result>(
  fields: F,
  run: (input: Input<F>, by: Author) => Promise<Result>,
): (payload: JsonObject, by: Author) => Promise<Result> {
  return async (payload, by) => run(readInput(fields, payload), by);
}
