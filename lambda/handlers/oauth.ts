import { Logger } from '@aws-lambda-powertools/logger';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { requireEnv } from '../environment.ts';
import { tokenEndpoint } from '../oauth/endpoint.ts';
import { issuerKeys } from '../oauth/jwks.ts';
import { documentClient } from '../store/dynamo/client.ts';
import { accessTokenStore } from '../tenancy/credential/access-token-store.ts';
import { assertionStore } from '../tenancy/credential/assertion-store.ts';
import { clientStore } from '../tenancy/credential/client-store.ts';
import { cachedPeppers } from '../tenancy/pepper/peppers.ts';
import { secretText } from '../tenancy/pepper/secret.ts';
import { tenantStore } from '../tenancy/tenant/tenant-store.ts';

const table = { client: documentClient(), name: requireEnv('TABLE_NAME') };
const secrets = new SecretsManagerClient();
const pepperSecret = requireEnv('PEPPER_SECRET_ARN');

export const handler = tokenEndpoint({
  clients: clientStore(table),
  tenants: tenantStore(table),
  accessTokens: accessTokenStore(table),
  assertions: assertionStore(table),
  peppers: cachedPeppers(() => secretText(secrets, pepperSecret), Date.now),
  issuerKeys: issuerKeys({ hosts: requireEnv('JWKS_HOSTS').split(','), now: Date.now }),
  now: Date.now,
  // The audit trail is complete at any LOG_LEVEL.
  logger: new Logger({ serviceName: 'oauth', logLevel: 'INFO' }),
});
