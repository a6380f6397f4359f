import { Logger } from '@aws-lambda-powertools/logger';
import { APIGatewayClient } from '@aws-sdk/client-api-gateway';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { requireEnv } from '../environment.ts';
import { DECLARED_INDEXES } from '../scim/schema/models.ts';
import { documentClient } from '../store/dynamo/client.ts';
import { openDirectory } from '../store/dynamo/indexes/opening.ts';
import { admin } from '../tenancy/admin.ts';
import { clientStore } from '../tenancy/credential/client-store.ts';
import { eraseCredentials } from '../tenancy/credential/erasure.ts';
import { tokenStore } from '../tenancy/credential/token-store.ts';
import { describeFailure } from '../tenancy/failure.ts';
import { limiting } from '../tenancy/limit/limiting.ts';
import { usagePlans } from '../tenancy/limit/usage-plans.ts';
import { adminOperations } from '../tenancy/operations/index.ts';
import { cachedPeppers } from '../tenancy/pepper/peppers.ts';
import { pepperSecret } from '../tenancy/pepper/rotation.ts';
import { replaceSecretText, secretText } from '../tenancy/pepper/secret.ts';
import { tenantStore } from '../tenancy/tenant/tenant-store.ts';

const table = { client: documentClient(), name: requireEnv('TABLE_NAME') };
const secrets = new SecretsManagerClient();
const secretId = requireEnv('PEPPER_SECRET_ARN');
const tenants = tenantStore(table);
const keyPrefix = requireEnv('API_KEY_PREFIX');
const planIds = { standard: requireEnv('STANDARD_PLAN_ID'), limited: requireEnv('LIMITED_PLAN_ID') };
// The audit trail is complete at any LOG_LEVEL.
const logger = new Logger({ serviceName: 'admin', logLevel: 'INFO' });
const fetchSecret = () => secretText(secrets, secretId);

export const handler = admin({
  operations: adminOperations({
    tenants,
    tokens: tokenStore(table),
    clients: clientStore(table),
    peppers: cachedPeppers(fetchSecret, Date.now),
    pepperSecret: pepperSecret(
      table,
      { fetch: fetchSecret, replace: (text) => replaceSecretText(secrets, secretId, text) },
      Date.now,
    ),
    limiting: limiting({
      tenants,
      plans: usagePlans(new APIGatewayClient(), planIds, keyPrefix),
      keyPrefix,
      now: Date.now,
    }),
    report: (what, failure) => logger.error(what, { failure: describeFailure(failure) }),
    jwksHosts: requireEnv('JWKS_HOSTS').split(','),
    eraseCredentials: (tenant) => eraseCredentials(table, tenant),
    authorizerCacheSeconds: Number(requireEnv('AUTHORIZER_CACHE_SECONDS')),
    openDirectory: openDirectory(table, DECLARED_INDEXES),
    now: Date.now,
  }),
  logger,
});
