import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { requireEnv } from '../environment.ts';
import { IMPATIENT } from '../impatient.ts';
import { documentClient } from '../store/dynamo/client.ts';
import { authenticator } from '../tenancy/authenticate.ts';
import { authorizer } from '../tenancy/authorizer.ts';
import { accessTokenStore } from '../tenancy/credential/access-token-store.ts';
import { clientStore } from '../tenancy/credential/client-store.ts';
import { tokenStore } from '../tenancy/credential/token-store.ts';
import { cachedPeppers } from '../tenancy/pepper/peppers.ts';
import { secretText } from '../tenancy/pepper/secret.ts';
import { tenantStore } from '../tenancy/tenant/tenant-store.ts';

const table = { client: documentClient(IMPATIENT), name: requireEnv('TABLE_NAME') };
const secrets = new SecretsManagerClient(IMPATIENT);
const pepperSecret = requireEnv('PEPPER_SECRET_ARN');

export const handler = authorizer({
  authenticate: authenticator({
    tokens: tokenStore(table),
    accessTokens: accessTokenStore(table),
    clients: clientStore(table),
    tenants: tenantStore(table),
    peppers: cachedPeppers(() => secretText(secrets, pepperSecret), Date.now),
    apiKeyPrefix: requireEnv('API_KEY_PREFIX'),
    now: Date.now,
  }),
  // The audit trail is complete at any LOG_LEVEL.
  logger: new Logger({ serviceName: 'authorizer', logLevel: 'INFO' }),
  metrics: new Metrics({ namespace: requireEnv('METRIC_NAMESPACE'), serviceName: 'authorizer' }),
});
