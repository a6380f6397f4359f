import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { requireEnv } from '../environment.ts';
import { maintenance } from '../maintenance/maintenance.ts';
import { documentClient } from '../store/dynamo/client.ts';
import { tenantStore } from '../tenancy/tenant/tenant-store.ts';

const table = { client: documentClient(), name: requireEnv('TABLE_NAME') };
const tenants = tenantStore(table);

export const handler = maintenance({
  table,
  readTenant: (id) => tenants.listed(id),
  now: Date.now,
  // The audit trail is complete at any LOG_LEVEL.
  logger: new Logger({ serviceName: 'maintenance', logLevel: 'INFO' }),
  metrics: new Metrics({ namespace: requireEnv('METRIC_NAMESPACE'), serviceName: 'maintenance' }),
});
