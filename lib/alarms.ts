import { Duration, Stack } from 'aws-cdk-lib';
import type { Stage } from 'aws-cdk-lib/aws-apigateway';
import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  MathExpression,
  Metric,
  Stats,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Operation, type Table } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { type ITopic, Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import { THRESHOLDS } from '../lambda/warnings/threshold.ts';
import type { ScimFunction } from './scim-function.ts';
import type { Settings } from './settings.ts';

export interface AlarmsProps {
  readonly stage: Stage;
  readonly table: Table;
  /** Functions of which each error is a fault. */
  readonly handlers: readonly ScimFunction[];
  /** Throws by design when it refuses a credential, so its errors are no alarm; it counts faults by itself. */
  readonly authorizer: ScimFunction;
  readonly settings: Pick<Settings, 'alarmEmail' | 'alarmTopicArn' | 'stackName'>;
}

/** Those that the functions may call, so those that can fail. */
const OPERATIONS = [
  Operation.GET_ITEM,
  Operation.BATCH_GET_ITEM,
  Operation.QUERY,
  Operation.PUT_ITEM,
  Operation.UPDATE_ITEM,
  Operation.DELETE_ITEM,
  Operation.BATCH_WRITE_ITEM,
  Operation.TRANSACT_WRITE_ITEMS,
];

/** What an operator has to hear of. Each alarm counts over five minutes, those of credentials over a day. */
export class Alarms extends Construct {
  private readonly topics: readonly ITopic[];

  constructor(scope: Construct, id: string, props: AlarmsProps) {
    super(scope, id);
    const { stage, table, handlers, authorizer, settings } = props;
    this.topics = this.createTopics(settings);

    this.alarm('ServerErrors', {
      description: 'Requests were answered 5xx; the access log tells which.',
      metric: stage.metricServerError({ statistic: Stats.SUM }),
      threshold: 5,
    });
    this.alarm('OperationFailures', {
      description:
        'Operations of bulk requests ended in a fault of ours; the log of the bulk function tells which.',
      metric: new Metric({
        namespace: settings.stackName,
        metricName: 'OperationFailure',
        dimensionsMap: { service: 'bulk' },
        statistic: Stats.SUM,
      }),
      threshold: 5,
    });
    this.alarm('AuthorizerFailures', {
      description: 'The authorizer could not decide, so requests got 500: DynamoDB or Secrets Manager fails.',
      metric: new Metric({
        namespace: settings.stackName,
        metricName: 'AuthorizerFailure',
        dimensionsMap: { service: 'authorizer' },
        statistic: Stats.SUM,
      }),
      threshold: 3,
    });
    this.alarm('FunctionErrors', {
      description: 'A function crashed or ran out of time; its log tells why.',
      metric: sum(handlers.map(({ function: handler }) => handler.metricErrors())),
      threshold: 1,
    });
    this.alarm('OverdueWork', {
      description: 'A deletion or creation that a crash cut short was not finished within an hour.',
      metric: new Metric({
        namespace: settings.stackName,
        metricName: 'OverdueWork',
        dimensionsMap: { service: 'maintenance' },
        statistic: Stats.MAXIMUM,
      }),
      threshold: 1,
    });
    for (const within of THRESHOLDS)
      this.alarm(`CredentialsWithin${within}Days`, {
        description:
          within === 0
            ? 'Credentials have ended; the events on the bus tell which.'
            : `Credentials end within ${within} days; the events on the bus tell which.`,
        metric: new Metric({
          namespace: settings.stackName,
          metricName: 'CredentialsExpiring',
          dimensionsMap: { service: 'warnings', within: String(within) },
          statistic: Stats.SUM,
          period: Duration.days(1),
        }),
        threshold: 1,
      });
    this.alarm('FunctionThrottles', {
      description: 'Lambda refused invocations: the concurrency of the account is used up.',
      metric: sum([...handlers, authorizer].map(({ function: handler }) => handler.metricThrottles())),
      threshold: 1,
    });
    this.alarm('TableThrottles', {
      description: 'DynamoDB throttled the table; functions retry, and answer 503 when that does not help.',
      metric: sum(
        ['ReadThrottleEvents', 'WriteThrottleEvents'].map((name) =>
          table.metric(name, { statistic: Stats.SUM }),
        ),
      ),
      threshold: 100,
    });
    this.alarm('TableErrors', {
      description: 'DynamoDB failed by itself; functions retry.',
      metric: table.metricSystemErrorsForOperations({ operations: OPERATIONS }),
      threshold: 5,
    });
  }

  private alarm(
    id: string,
    { description, ...alarm }: { description: string; metric: IMetric; threshold: number },
  ): void {
    const actions = this.topics.map((topic) => new SnsAction(topic));
    new Alarm(this, id, {
      ...alarm,
      alarmDescription: description,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    }).addAlarmAction(...actions);
  }

  private createTopics({ alarmTopicArn, alarmEmail }: AlarmsProps['settings']): readonly ITopic[] {
    const topics: ITopic[] = [];
    if (alarmTopicArn !== undefined) topics.push(Topic.fromTopicArn(this, 'GivenTopic', alarmTopicArn));
    if (alarmEmail !== undefined) {
      const topic = new Topic(this, 'Topic', { enforceSSL: true });
      // A policy, even one that only denies, takes the place of SNS's own, which would let alarms publish.
      topic.addToResourcePolicy(
        new PolicyStatement({
          principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
          actions: ['sns:Publish'],
          resources: [topic.topicArn],
          conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
        }),
      );
      topic.addSubscription(new EmailSubscription(alarmEmail));
      topics.push(topic);
    }
    return topics;
  }
}

function sum(metrics: readonly IMetric[]): MathExpression {
  const named = metrics.map((metric, index) => [`m${index}`, metric] as const);
  return new MathExpression({
    expression: named.map(([name]) => name).join(' + '),
    usingMetrics: Object.fromEntries(named),
  });
}
