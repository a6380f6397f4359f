import { alreadyExists, conflict } from '../error.ts';
import { flag, matching, optional } from '../input.ts';
import type { Tenant } from '../tenant/tenant.ts';
import { type Dependencies, dateOf, readTenant } from './dependencies.ts';
import { groupNames, tenantId, tenantName, tier } from './fields.ts';
import { type Limited, limited } from './limits.ts';
import { operation } from './operation.ts';

/** How long a request may go on that was let in before its tenant was refused, milliseconds. */
const LAST_REQUESTS = 30_000;

const source = matching(/^[\w-]{43}$/, '32 bytes in base64url');
const date = matching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/, 'a date of RFC 3339 in UTC');

/** How far the deletion of a tenant is. */
export interface Deletion {
  readonly tenant: Tenant;
  /** After so many seconds nobody writes to the tenant any more. */
  readonly waitSeconds: number;
}

/** How a tenant comes from an export, and goes. What is in its directory is the maintenance function's. */
export const courseOperations = (dependencies: Dependencies) => {
  const { tenants, limiting, openDirectory, eraseCredentials, authorizerCacheSeconds, now } = dependencies;

  const deletionOf = (tenant: Tenant): Deletion => {
    const settled = Date.parse(tenant.deletingSince ?? '') + authorizerCacheSeconds * 1000 + LAST_REQUESTS;
    return { tenant, waitSeconds: Math.max(0, Math.ceil((settled - now()) / 1000)) };
  };

  const requirePurging = async (id: string): Promise<Tenant> => {
    const tenant = await readTenant(dependencies, id);
    if (tenant.purgingSince === undefined) throw conflict(`the tenant ${id} is not being deleted`);
    return tenant;
  };

  return {
    /** Makes a tenant that nobody can use yet; the same again, while it is filled from the same export. */
    'tenants.import': operation(
      {
        id: tenantId,
        name: tenantName,
        groupNames,
        tier: optional(tier, () => 'standard' as const),
        created: date,
        source,
      },
      async ({ source: importing, ...settings }, by): Promise<Tenant> => {
        const tenant: Tenant = { ...settings, status: 'suspended', importing };
        const found = await tenants.read(tenant.id);
        if (found?.importing !== undefined && found.importing !== importing)
          throw alreadyExists(
            `the tenant ${tenant.id} is being imported from something else; take it away by tenants delete ${tenant.id} --without-export, or import this as another, with --as ID`,
          );
        if (found && found.importing === undefined)
          throw alreadyExists(`there is a tenant ${tenant.id} already; import it as another, with --as ID`);
        if (found) return found;
        await openDirectory(tenant.id, by.requestId);
        await tenants.create(tenant, by);
        return tenant;
      },
    ),

    'tenants.imported': operation(
      { tenant: tenantId, source, keepSuspended: optional(flag, () => false) },
      async (input, by): Promise<Limited> => {
        const status = input.keepSuspended ? 'suspended' : 'active';
        await tenants.imported(input.tenant, input.source, status, by);
        return limited(dependencies, await readTenant(dependencies, input.tenant), by);
      },
    ),

    /** Refuses all credentials; nothing is deleted yet. */
    'tenants.delete': operation({ tenant: tenantId }, async ({ tenant }, by): Promise<Deletion> => {
      const found = await readTenant(dependencies, tenant);
      if (found.status !== 'deleting') await tenants.beginDeletion(tenant, dateOf(now()), by);
      return deletionOf(await readTenant(dependencies, tenant));
    }),

    /** Lets the maintenance function delete what is in the directory, which nothing brings back. */
    'tenants.purge': operation({ tenant: tenantId }, async ({ tenant }, by): Promise<Tenant> => {
      const found = await readTenant(dependencies, tenant);
      const { waitSeconds } = deletionOf(found);
      if (waitSeconds > 0)
        throw conflict(`requests of the tenant ${tenant} may go on for another ${waitSeconds} seconds`);
      await tenants.beginPurge(found, dateOf(now()), by);
      return readTenant(dependencies, tenant);
    }),

    /**
     * Deletes some of its credentials; the tenant itself when there are none. Only after the maintenance function has
     * noted that the directory is empty: what is left in one would be served by the next tenant of that id.
     */
    'tenants.forget': operation(
      { tenant: tenantId },
      async ({ tenant }): Promise<{ readonly erased: number; readonly isGone: boolean }> => {
        const found = await requirePurging(tenant);
        await tenants.requireEmpty(found);
        const erased = await eraseCredentials(tenant);
        if (erased > 0) return { erased, isGone: false };
        await limiting.withdraw(tenant);
        await tenants.forget(found);
        return { erased, isGone: true };
      },
    ),
  };
};
