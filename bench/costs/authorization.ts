import { randomUUID } from 'node:crypto';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { authenticator } from '../../lambda/tenancy/authenticate.ts';
import { accessTokenStore } from '../../lambda/tenancy/credential/access-token-store.ts';
import { clientStore } from '../../lambda/tenancy/credential/client-store.ts';
import { tokenStore } from '../../lambda/tenancy/credential/token-store.ts';
import { adminOperations } from '../../lambda/tenancy/operations/index.ts';
import { cachedPeppers } from '../../lambda/tenancy/pepper/peppers.ts';
import { pepperSecret } from '../../lambda/tenancy/pepper/rotation.ts';
import type { Table } from '../../lambda/tenancy/table.ts';
import { tenantStore } from '../../lambda/tenancy/tenant/tenant-store.ts';

const SECRET = JSON.stringify({ current: 'v1', v1: 'p'.repeat(64) });

/** A tenant with a token, and what the authorizer does to decide on it, by a client of one's own. */
export const authorizationIn = async (
  table: Table,
): Promise<(client: DynamoDBDocumentClient) => Promise<unknown>> => {
  const peppers = cachedPeppers(async () => SECRET, Date.now);
  const storesOf = (of: Table) => ({
    tenants: tenantStore(of),
    tokens: tokenStore(of),
    accessTokens: accessTokenStore(of),
    clients: clientStore(of),
    peppers,
    apiKeyPrefix: 'scim-bench-',
    now: Date.now,
  });
  const admin = adminOperations({
    ...storesOf(table),
    pepperSecret: pepperSecret(table, { fetch: async () => SECRET, replace: async () => {} }, Date.now),
    limiting: { provide: async () => {}, withdraw: async () => {}, requests: async () => 0 },
    report: () => {},
    jwksHosts: [],
    eraseCredentials: async () => 0,
    authorizerCacheSeconds: 60,
    openDirectory: async () => {},
  });
  const by = { tokenId: 'operator', requestId: randomUUID() };
  const { id } = await admin['tenants.create']({ name: 'Contoso' }, by);
  const { token } = await admin['tokens.create']({ tenant: id }, by);
  // The first use of an hour is noted; all others cost the same.
  await authenticator(storesOf(table))(`Bearer ${token}`, by.requestId);
  return async (client) => {
    const decide = authenticator(storesOf({ ...table, client }));
    const { kind } = await decide(`Bearer ${token}`, by.requestId);
    if (kind !== 'granted') throw new Error('the token was refused');
  };
};
