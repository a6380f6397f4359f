import { invalidRequest } from '../error.ts';
import { optional } from '../input.ts';
import { randomTenantId, type Tenant } from '../tenant/tenant.ts';
import { type Dependencies, dateOf, readTenant } from './dependencies.ts';
import { groupNames, tenantId, tenantName, tier } from './fields.ts';
import { type Limited, limited } from './limits.ts';
import { operation } from './operation.ts';

export const tenantOperations = (dependencies: Dependencies) => {
  const { tenants, limiting, openDirectory, now } = dependencies;

  return {
    'tenants.create': operation(
      {
        name: tenantName,
        id: optional(tenantId, randomTenantId),
        groupNames: optional(groupNames, () => 'unique' as const),
        tier: optional(tier, () => 'standard' as const),
      },
      async (input, by): Promise<Limited> => {
        const tenant: Tenant = { ...input, status: 'active', created: dateOf(now()) };
        if (!(await tenants.read(tenant.id))) await openDirectory(tenant.id, by.requestId);
        await tenants.create(tenant, by);
        return limited(dependencies, tenant, by);
      },
    ),

    'tenants.list': operation({ after: optional(tenantId, () => undefined) }, ({ after }) =>
      tenants.list(after),
    ),

    'tenants.show': operation({ tenant: tenantId }, ({ tenant }) => readTenant(dependencies, tenant)),

    'tenants.set': operation(
      {
        tenant: tenantId,
        name: optional(tenantName, () => undefined),
        groupNames: optional(groupNames, () => undefined),
        tier: optional(tier, () => undefined),
      },
      async ({ tenant, ...change }, by): Promise<Tenant> => {
        if (Object.values(change).every((value) => value === undefined))
          throw invalidRequest('nothing to set: give name, groupNames or tier');
        await readTenant(dependencies, tenant);
        // First, so that the tenant is in no tier by which nothing is counted.
        if (change.tier !== undefined) await limiting.provide(tenant, change.tier, by);
        await tenants.change(tenant, change, by);
        return readTenant(dependencies, tenant);
      },
    ),

    'tenants.suspend': operation({ tenant: tenantId }, async ({ tenant }, by): Promise<Tenant> => {
      const { status } = await readTenant(dependencies, tenant);
      if (status !== 'suspended') await tenants.suspend(tenant, by);
      return readTenant(dependencies, tenant);
    }),

    /** Of a tenant that is to be deleted too, as long as nothing of it is gone. */
    'tenants.resume': operation({ tenant: tenantId }, async ({ tenant }, by): Promise<Tenant> => {
      const { status } = await readTenant(dependencies, tenant);
      if (status !== 'active') await tenants.resume(tenant, by);
      return readTenant(dependencies, tenant);
    }),
  };
};
