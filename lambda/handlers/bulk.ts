import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { requireEnv } from '../environment.ts';
import { bulkEndpoint } from '../http/bulk-endpoint.ts';
import { scimHandler } from '../http/chain.ts';
import { bulkService } from '../service/bulk/bulk.ts';
import { groupService } from '../service/groups.ts';
import { userService } from '../service/users.ts';
import { documentClient } from '../store/dynamo/client.ts';
import { dynamoDirectory } from '../store/dynamo/directory.ts';

const directory = dynamoDirectory({ client: documentClient(), table: requireEnv('TABLE_NAME') });
const metrics = new Metrics({ namespace: requireEnv('METRIC_NAMESPACE'), serviceName: 'bulk' });

const bulk = bulkService({
  User: userService(directory),
  Group: groupService(directory, Number(requireEnv('MAX_MEMBERS_PER_REQUEST'))),
});

export const handler = scimHandler(
  bulkEndpoint(bulk, (failures) => {
    metrics.addMetric('OperationFailure', MetricUnit.Count, failures);
    metrics.publishStoredMetrics();
  }),
);
