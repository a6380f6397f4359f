import { Logger } from '@aws-lambda-powertools/logger';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { requireEnv } from '../environment.ts';
import { IMPATIENT } from '../impatient.ts';
import { TOKEN_PATH, tokenEndpoint } from '../oauth/endpoint.ts';
import { issuerKeys } from '../oauth/jwks.ts';
import { metadataEndpoint } from '../oauth/metadata.ts';
import { documentClient } from '../store/dynamo/client.ts';
import { accessTokenStore } from '../tenancy/credential/access-token-store.ts';
import { assertionStore } from '../tenancy/credential/assertion-store.ts';
import { clientStore } from '../tenancy/credential/client-store.ts';
import { cachedPeppers } from '../tenancy/pepper/peppers.ts';
import { secretText } from '../tenancy/pepper/secret.ts';
import { tenantStore } from '../tenancy/tenant/tenant-store.ts';

const table = { client: documentClient(IMPATIENT), name: requireEnv('TABLE_NAME') };
const secrets = new SecretsManagerClient(IMPATIENT);
const pepperSecret = requireEnv('PEPPER_SECRET_ARN');

const token = tokenEndpoint({
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

const metadata = metadataEndpoint(requireEnv('PUBLIC_URL'));

export const handler = (event: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> =>
  event.resource.endsWith(TOKEN_PATH) ? token(event) : metadata(event);
