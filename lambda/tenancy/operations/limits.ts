import { integer, optional } from '../input.ts';
import type { Author } from '../table.ts';
import type { Tenant } from '../tenant/tenant.ts';
import { type Dependencies, readTenant } from './dependencies.ts';
import { DAY, tenantId } from './fields.ts';
import { operation } from './operation.ts';

/** A tenant, with what its operator should know of its limit. */
export interface Limited extends Tenant {
  readonly warning?: string;
}

/** Sees to it that a tenant has an API key. Without one it works all the same, so a failure is no failure of its own. */
export const limited = async (
  { limiting, report }: Pick<Dependencies, 'limiting' | 'report'>,
  tenant: Tenant,
  by: Author,
): Promise<Limited> => {
  try {
    await limiting.provide(tenant.id, tenant.tier, by);
    return tenant;
  } catch (error) {
    report('api key failure', error);
    return {
      ...tenant,
      warning: 'it has no API key yet, so the limit of its tier does not hold; set its tier to try again',
    };
  }
};

/** The most that API Gateway looks back. */
const MOST_DAYS = 90;

export interface RequestCount {
  readonly tenant: string;
  /** The first day and the last one: YYYY-MM-DD, UTC. */
  readonly from: string;
  readonly to: string;
  /** Absent where API Gateway does not say. */
  readonly requests?: number;
}

export const limitOperations = (dependencies: Dependencies) => {
  const { limiting, report, now } = dependencies;
  const dayOf = (milliseconds: number): string => new Date(milliseconds).toISOString().slice(0, 10);

  return {
    /** How many requests API Gateway has counted, today and on the days before. */
    'tenants.requests': operation(
      { tenant: tenantId, days: optional(integer(1, MOST_DAYS), () => 30) },
      async ({ tenant, days }): Promise<RequestCount> => {
        await readTenant(dependencies, tenant);
        const [from, to] = [dayOf(now() - (days - 1) * DAY), dayOf(now())];
        try {
          return { tenant, from, to, requests: await limiting.requests(tenant, from, to) };
        } catch (error) {
          report('request count failure', error);
          return { tenant, from, to };
        }
      },
    ),
  };
};
