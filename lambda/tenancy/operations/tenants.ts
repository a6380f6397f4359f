import { conflict, invalidRequest } from '../error.ts';
import { optional } from '../input.ts';
import type { Author } from '../table.ts';
import { randomTenantId, type Tenant } from '../tenant/tenant.ts';
import { type Dependencies, dateOf, readTenant } from './dependencies.ts';
import { groupNames, tenantId, tenantName } from './fields.ts';
import { operation } from './operation.ts';

export const tenantOperations = (dependencies: Dependencies) => {
  const { tenants, openDirectory, now } = dependencies;

  /** A tenant that comes or goes stays so until that is done: what there is of it is no directory. */
  const setStatus = async (id: string, status: Tenant['status'], by: Author): Promise<Tenant> => {
    const tenant = await readTenant(dependencies, id);
    if (tenant.status === 'deleting') throw conflict(`the tenant ${id} is being deleted`);
    if (tenant.importing !== undefined) throw conflict(`the tenant ${id} is being imported`);
    if (tenant.status !== status) await tenants.change(id, { status }, by);
    return { ...tenant, status };
  };

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

    'tenants.suspend': operation({ tenant: tenantId }, ({ tenant }, by) =>
      setStatus(tenant, 'suspended', by),
    ),

    'tenants.resume': operation({ tenant: tenantId }, ({ tenant }, by) => setStatus(tenant, 'active', by)),
  };
};
