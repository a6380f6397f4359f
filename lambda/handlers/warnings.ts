import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { requireEnv } from '../environment.ts';
import { documentClient } from '../store/dynamo/client.ts';
import { eventBus } from '../warnings/bus.ts';
import { warnings } from '../warnings/warnings.ts';

const metrics = new Metrics({ namespace: requireEnv('METRIC_NAMESPACE'), serviceName: 'warnings' });

export const handler = warnings({
  table: { client: documentClient(), name: requireEnv('TABLE_NAME') },
  putEvents: eventBus(new EventBridgeClient({}), requireEnv('EVENT_BUS_NAME')),
  now: Date.now,
  // The audit trail is complete at any LOG_LEVEL.
  logger: new Logger({ serviceName: 'warnings', logLevel: 'INFO' }),
  count: (within, warnings) => {
    // An item of its own: its dimensions are no other's.
    const metric = metrics.singleMetric();
    metric.addDimension('within', String(within));
    metric.addMetric('CredentialsExpiring', MetricUnit.Count, warnings);
  },
});
