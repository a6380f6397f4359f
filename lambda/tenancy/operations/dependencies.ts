import type { ClientStore } from '../credential/client-store.ts';
import type { TokenStore } from '../credential/token-store.ts';
import { notFound } from '../error.ts';
import type { Limiting } from '../limit/limiting.ts';
import type { Peppers } from '../pepper/peppers.ts';
import type { PepperSecret } from '../pepper/rotation.ts';
import type { Tenant } from '../tenant/tenant.ts';
import type { TenantStore } from '../tenant/tenant-store.ts';

/** What the operations work with. */
export interface Dependencies {
  readonly tenants: TenantStore;
  readonly tokens: TokenStore;
  readonly clients: ClientStore;
  readonly peppers: Peppers;
  readonly pepperSecret: PepperSecret;
  readonly limiting: Limiting;
  /** Told what an operation can do without. */
  readonly report: (what: string, failure: unknown) => void;
  /** Hosts from which keys of issuers may be fetched. */
  readonly jwksHosts: readonly string[];
  /** Deletes some of a tenant's credentials. @returns how many; 0 when there are none */
  readonly eraseCredentials: (tenant: string) => Promise<number>;
  /** How long API Gateway keeps what the authorizer has decided. */
  readonly authorizerCacheSeconds: number;
  /** Notes of a tenant that does not exist yet that its directory is empty. */
  readonly openDirectory: (tenant: string, requestId: string) => Promise<void>;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** @throws TenancyError `notFound` */
export const readTenant = async ({ tenants }: Pick<Dependencies, 'tenants'>, id: string): Promise<Tenant> => {
  const tenant = await tenants.read(id);
  if (!tenant) throw notFound(`there is no tenant ${id}`);
  return tenant;
};

/** Milliseconds of the epoch as they are stored. */
export const dateOf = (milliseconds: number): string => new Date(milliseconds).toISOString();
