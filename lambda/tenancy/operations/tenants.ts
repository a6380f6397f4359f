import { invalidRequest } from '../error.ts';
import { optional } from '../input.ts';
import { randomTenantId, type Tenant } from '../tenant/tenant.ts';
import { type Dependencies, dateOf, readTenant } from './dependencies.ts';
import { groupNames, tenantId, tenantName } from './fields.ts';
import { operation } from './operation.ts';

export const tenantOperations = (dependencies: Dependencies) => {
  const { tenants, openDirectory, now } = dependencies;

  return {
    'tenants.create': operation(
      {
        name: tenantName,
        id: optional(tenantId, randomTenantId),
        groupNames: optional(groupNames, () => 'unique' as const),
      },
      async (input, by): Promise<Tenant> => {
        const tenant: Tenant = { ...input, status: 'active', created: dateOf(now()) };
        if (!(await tenants.read(tenant.id))) await openDirectory(tenant.id, by.requestId);
        await tenants.create(tenant, by);
        return tenant;
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
      },
      async ({ tenant, ...change }, by): Promise<Tenant> => {
        if (Object.values(change).every((value) => value === undefined))
          throw invalidRequest('nothing to set: give name, groupNames or both');
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
