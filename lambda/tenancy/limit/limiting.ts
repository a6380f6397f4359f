import type { Author } from '../table.ts';
import type { TenantStore } from '../tenant/tenant-store.ts';
import { TIERS, type Tier } from '../tenant/tier.ts';
import { type ApiKey, isMadeFor } from './api-key.ts';
import type { UsagePlans } from './usage-plans.ts';

/** What API Gateway knows of a tenant: its API keys, and what it has counted by them. */
export interface Limiting {
  /** Sees to it that the tenant has a key in the plan of the tier. @throws TenancyError `conflict`, and the SDK's errors */
  provide(tenant: string, tier: Tier, by: Author): Promise<void>;
  /** Takes all of its keys away. */
  withdraw(tenant: string): Promise<void>;
  /** How many requests were counted by its keys. @param from first day, YYYY-MM-DD in UTC @param to last day */
  requests(tenant: string, from: string, to: string): Promise<number>;
}

interface Dependencies {
  readonly tenants: Pick<TenantStore, 'open' | 'giveKey'>;
  readonly plans: UsagePlans;
  /** What the values of this deployment's keys begin with. */
  readonly keyPrefix: string;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

export const limiting = ({ tenants, plans, keyPrefix, now }: Dependencies): Limiting => {
  /** Of this deployment; those of another one are not ours to touch. */
  const keysOf = async (tenant: string): Promise<readonly (readonly [Tier, ApiKey])[]> => {
    const { apiKeys = {} } = (await tenants.open(tenant)) ?? {};
    return TIERS.flatMap((tier) => {
      const key = apiKeys[tier];
      return key && isMadeFor(keyPrefix, key) ? [[tier, key] as const] : [];
    });
  };

  return {
    provide: async (tenant, tier, by) => {
      const { apiKeys = {} } = (await tenants.open(tenant)) ?? {};
      const former = apiKeys[tier];
      const own = former && isMadeFor(keyPrefix, former) ? former : undefined;
      if (own && (await plans.has(own.id, tenant, tier))) return;
      const issued = await plans.issue(tenant, tier);
      const key = { ...issued, since: new Date(now()).toISOString() };
      try {
        await tenants.giveKey(tenant, tier, { key, former }, by);
      } catch (error) {
        await plans.remove(issued.id).catch(() => {});
        throw error;
      }
      if (own) await plans.remove(own.id);
    },

    withdraw: async (tenant) => {
      for (const [, { id }] of await keysOf(tenant)) await plans.remove(id);
    },

    requests: async (tenant, from, to) => {
      const counts = (await keysOf(tenant)).map(([tier, { id }]) => plans.requests(id, tier, from, to));
      return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
    },
  };
};
