import { describe, expect, test } from '@jest/globals';
import { FUNCTIONS } from './functions.ts';
import { type Properties, synthesize } from './support.ts';

const stack = synthesize();
const alarm = (name: string, from = stack) => from.one('AWS::CloudWatch::Alarm', `Alarms${name}`).properties;
const idOf = (name: keyof typeof FUNCTIONS) => stack.one('AWS::Lambda::Function', FUNCTIONS[name]).id;
const table = { Name: 'TableName', Value: { Ref: stack.one('AWS::DynamoDB::Table').id } };

/** The metrics that the sum of an alarm is made of. */
const summed = (name: string) =>
  alarm(name)
    .Metrics.filter(({ MetricStat }: Properties) => MetricStat)
    .map(({ MetricStat: { Metric, Stat } }: Properties) => ({ ...Metric, Stat }));

const ofFunctions = (metric: string, names: readonly (keyof typeof FUNCTIONS)[]) =>
  names.map((name) => ({
    Namespace: 'AWS/Lambda',
    MetricName: metric,
    Dimensions: [{ Name: 'FunctionName', Value: { Ref: idOf(name) } }],
    Stat: 'Sum',
  }));

describe('alarms', () => {
  test('answers of 5xx', () => {
    expect(alarm('ServerErrors')).toMatchObject({
      Namespace: 'AWS/ApiGateway',
      MetricName: '5XXError',
      Dimensions: [
        { Name: 'ApiName', Value: 'ScimOnAws' },
        { Name: 'Stage', Value: { Ref: stack.one('AWS::ApiGateway::Stage').id } },
      ],
      Statistic: 'Sum',
      Threshold: 5,
    });
  });

  test('faults within bulk requests, by a metric of their own: the answer as a whole is a 200', () => {
    expect(alarm('OperationFailures')).toMatchObject({
      Namespace: 'ScimOnAws',
      MetricName: 'OperationFailure',
      Dimensions: [{ Name: 'service', Value: 'bulk' }],
      Statistic: 'Sum',
      Threshold: 5,
    });
  });

  test('failures of the authorizer, by its own metric: a refused credential is an error to Lambda too', () => {
    expect(alarm('AuthorizerFailures')).toMatchObject({
      Namespace: 'ScimOnAws',
      MetricName: 'AuthorizerFailure',
      Dimensions: [{ Name: 'service', Value: 'authorizer' }],
      Statistic: 'Sum',
      Threshold: 3,
    });
  });

  test('work that has been left over for an hour, by the metric of the maintenance function', () => {
    expect(alarm('OverdueWork')).toMatchObject({
      Namespace: 'ScimOnAws',
      MetricName: 'OverdueWork',
      Dimensions: [{ Name: 'service', Value: 'maintenance' }],
      Statistic: 'Maximum',
      Threshold: 1,
    });
  });

  test.each([60, 30, 7, 1, 0])(
    'credentials that end within %d days, of those announced in a day',
    (within) => {
      expect(alarm(`CredentialsWithin${within}Days`)).toMatchObject({
        Namespace: 'ScimOnAws',
        MetricName: 'CredentialsExpiring',
        Dimensions: [
          { Name: 'service', Value: 'warnings' },
          { Name: 'within', Value: String(within) },
        ],
        Statistic: 'Sum',
        Period: 86_400,
        Threshold: 1,
      });
    },
  );

  test('of another stack do not mix with these', () => {
    expect(alarm('AuthorizerFailures', synthesize({ stackName: 'Second' })).Namespace).toBe('Second');
  });

  test('crashes of every function that does not throw by design', () => {
    const names = [
      'users',
      'groups',
      'bulk',
      'search',
      'discovery',
      'oauth',
      'maintenance',
      'warnings',
    ] as const;
    expect(summed('FunctionErrors')).toEqual(ofFunctions('Errors', names));
  });

  test('invocations that Lambda refuses', () => {
    const names = [
      'users',
      'groups',
      'bulk',
      'search',
      'discovery',
      'oauth',
      'maintenance',
      'warnings',
      'authorizer',
    ] as const;
    expect(summed('FunctionThrottles')).toEqual(ofFunctions('Throttles', names));
  });

  test('throttling of the table', () => {
    expect(summed('TableThrottles')).toEqual(
      ['ReadThrottleEvents', 'WriteThrottleEvents'].map((MetricName) => ({
        Namespace: 'AWS/DynamoDB',
        MetricName,
        Dimensions: [table],
        Stat: 'Sum',
      })),
    );
  });

  test('faults of DynamoDB, of every operation that a role allows', () => {
    const operations = summed('TableErrors').map(({ MetricName, Dimensions }: Properties) => {
      expect(MetricName).toBe('SystemErrors');
      expect(Dimensions).toContainEqual(table);
      return Dimensions.find(({ Name }: Properties) => Name === 'Operation').Value;
    });
    expect(operations.sort()).toEqual([
      'BatchGetItem',
      'BatchWriteItem',
      'DeleteItem',
      'GetItem',
      'PutItem',
      'Query',
      'TransactWriteItems',
      'UpdateItem',
    ]);
  });

  test('are quiet when nothing happens', () => {
    for (const { properties } of stack.all('AWS::CloudWatch::Alarm'))
      expect(properties).toMatchObject({
        TreatMissingData: 'notBreaching',
        EvaluationPeriods: 1,
        ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      });
  });
});

describe('whom alarms are told', () => {
  const actions = (settings: Record<string, unknown>) => {
    const other = synthesize(settings);
    const told = other.all('AWS::CloudWatch::Alarm').map(({ properties }) => properties.AlarmActions ?? []);
    return { other, told };
  };

  test('is nobody by default', () => {
    expect(actions({}).told.flat()).toEqual([]);
    expect(stack.all('AWS::SNS::Topic')).toEqual([]);
  });

  test('is a topic that there is', () => {
    const arn = 'arn:aws:sns:eu-west-1:123456789012:alarms';
    for (const told of actions({ alarmTopicArn: arn }).told) expect(told).toEqual([arn]);
  });

  test('is an address, by a topic that refuses to be spoken to in the clear', () => {
    const { other, told } = actions({ alarmEmail: 'ops@example.com' });
    const topic = { Ref: other.one('AWS::SNS::Topic').id };
    for (const one of told) expect(one).toEqual([topic]);
    expect(other.one('AWS::SNS::Subscription').properties).toEqual({
      Protocol: 'email',
      Endpoint: 'ops@example.com',
      TopicArn: topic,
    });
    expect(other.one('AWS::SNS::TopicPolicy').properties.PolicyDocument.Statement).toContainEqual(
      expect.objectContaining({
        Effect: 'Deny',
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      }),
    );
  });

  test('by that topic, whose policy lets the alarms of this account publish', () => {
    const { other } = actions({ alarmEmail: 'ops@example.com' });
    expect(other.one('AWS::SNS::TopicPolicy').properties.PolicyDocument.Statement).toContainEqual(
      expect.objectContaining({
        Effect: 'Allow',
        Principal: { Service: 'cloudwatch.amazonaws.com' },
        Action: 'sns:Publish',
        Resource: { Ref: other.one('AWS::SNS::Topic').id },
        Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
      }),
    );
  });
});
