import {
  type APIGatewayClient,
  CreateApiKeyCommand,
  CreateUsagePlanKeyCommand,
  DeleteApiKeyCommand,
  GetUsageCommand,
  GetUsagePlanKeysCommand,
  LimitExceededException,
  NotFoundException,
} from '@aws-sdk/client-api-gateway';
import { conflict } from '../error.ts';
import { BASE62, randomString } from '../random.ts';
import type { Tier } from '../tenant/tier.ts';
import type { ApiKey } from './api-key.ts';

/** The usage plans of the deployment, and the keys in them. Each call throws the SDK's errors. */
export interface UsagePlans {
  /** Makes a key that is in the plan of the tier. @throws TenancyError `conflict` when the account may have no more keys */
  issue(tenant: string, tier: Tier): Promise<Omit<ApiKey, 'since'>>;
  /** Whether a key of the tenant's is in the plan of the tier. */
  has(keyId: string, tenant: string, tier: Tier): Promise<boolean>;
  /** Takes a key away; nothing where it is gone. */
  remove(keyId: string): Promise<void>;
  /** How many requests a key was used for. @param from first day, YYYY-MM-DD in UTC @param to last day */
  requests(keyId: string, tier: Tier, from: string, to: string): Promise<number>;
}

/** What a key's value has besides the prefix: API Gateway wants 20 to 128 characters, which nobody else has. */
const RANDOM_CHARACTERS = 32;

/** Keys whose names begin alike, the most that API Gateway lists at once. */
const MOST_ALIKE = 500;

/**
 * @param planIds of the usage plans
 * @param prefix what the values of this deployment's keys begin with
 */
export const usagePlans = (
  client: APIGatewayClient,
  planIds: Readonly<Record<Tier, string>>,
  prefix: string,
): UsagePlans => {
  const nameOf = (tenant: string, tier: Tier): string => `${prefix}${tenant}-${tier}`;

  const remove = async (keyId: string): Promise<void> => {
    try {
      await client.send(new DeleteApiKeyCommand({ apiKey: keyId }));
    } catch (error) {
      if (!(error instanceof NotFoundException)) throw error;
    }
  };

  return {
    remove,

    issue: async (tenant, tier) => {
      const value = `${prefix}${randomString(BASE62, RANDOM_CHARACTERS)}`;
      const name = nameOf(tenant, tier);
      const { id } = await client
        .send(new CreateApiKeyCommand({ name, value, enabled: true }))
        .catch((error: unknown) => {
          throw error instanceof LimitExceededException
            ? conflict('API Gateway makes no more API keys in this account and region')
            : error;
        });
      if (id === undefined) throw new Error('API Gateway made an API key without an id');
      try {
        await client.send(
          new CreateUsagePlanKeyCommand({ usagePlanId: planIds[tier], keyId: id, keyType: 'API_KEY' }),
        );
      } catch (error) {
        await remove(id).catch(() => {});
        throw error;
      }
      return { id, value };
    },

    has: async (keyId, tenant, tier) => {
      const usagePlanId = planIds[tier];
      const { items = [] } = await client.send(
        new GetUsagePlanKeysCommand({ usagePlanId, nameQuery: nameOf(tenant, tier), limit: MOST_ALIKE }),
      );
      return items.some(({ id }) => id === keyId);
    },

    requests: async (keyId, tier, startDate, endDate) => {
      const { items = {} } = await client.send(
        new GetUsageCommand({ usagePlanId: planIds[tier], keyId, startDate, endDate }),
      );
      // A pair of what was used and what is left for each day.
      return (items[keyId] ?? []).reduce((sum, [used = 0]) => sum + used, 0);
    },
  };
};
