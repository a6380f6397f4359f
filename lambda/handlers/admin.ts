import { Logger } from '@aws-lambda-powertools/logger';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { requireEnv } from '../environment.ts';
import { DECLARED_INDEXES } from '../scim/schema/models.ts';
import { documentClient } from '../store/dynamo/client.ts';
import { openDirectory } from '../store/dynamo/indexes/opening.ts';
import { admin } from '../tenancy/admin.ts';
import { adminOperations } from '../tenancy/operations.ts';
import { cachedPeppers } from '../tenancy/peppers.ts';
import { secretText } from '../tenancy/secret.ts';
import { tenantStore } from '../tenancy/tenant-store.ts';
import { tokenStore } from '../tenancy/token-store.ts';

const table = { client: documentClient(), name: requireEnv('TABLE_NAME') };
const secrets = new SecretsManagerClient();
const pepperSecret = requireEnv('PEPPER_SECRET_ARN');

export const handler = admin({
  operations: adminOperations({
    tenants: tenantStore(table),
    tokens: tokenStore(table),
    peppers: cachedPeppers(() => secretText(secrets, pepperSecret), Date.now),
    openDirectory: openDirectory(table, DECLARED_INDEXES),
    now: Date.now,
  }),
  // The audit trail is complete at any LOG_LEVEL.
  logger: new Logger({ serviceName: 'admin', logLevel: 'INFO' }),
});
