import { directory } from '../directory.ts';
import { requireEnv } from '../environment.ts';
import { bulkEndpoint } from '../http/bulk-endpoint.ts';
import { scimHandler } from '../http/chain.ts';
import { bulkService } from '../service/bulk/bulk.ts';
import { groupService } from '../service/groups.ts';
import { userService } from '../service/users.ts';

const namespace = requireEnv('METRIC_NAMESPACE');

const bulk = bulkService({
  User: userService(directory),
  Group: groupService(directory, Number(requireEnv('MAX_MEMBERS_PER_REQUEST'))),
});

/** What it takes is loaded only when there is something to report, which no cold start has to wait for. */
const reportFailures = async (count: number): Promise<void> => {
  const { Metrics, MetricUnit } = await import('@aws-lambda-powertools/metrics');
  const metrics = new Metrics({ namespace, serviceName: 'bulk' });
  metrics.addMetric('OperationFailure', MetricUnit.Count, count);
  metrics.publishStoredMetrics();
};

export const handler = scimHandler(bulkEndpoint(bulk, reportFailures));
