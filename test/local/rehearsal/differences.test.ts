import { expect, test } from '@jest/globals';
import type { JsonObject } from '../../../local/json.ts';
import { adapt } from '../../../local/rehearsal/differences.ts';

const simpleAlarm = { Type: 'AWS::CloudWatch::Alarm', Properties: { MetricName: 'Errors' } };
const sumAlarm = { Type: 'AWS::CloudWatch::Alarm', Properties: { Metrics: [{ Expression: 'a + b' }] } };
const secret = { Type: 'AWS::SecretsManager::Secret', Properties: {} };
const table = { Type: 'AWS::DynamoDB::Table', Properties: {} };
const functionOn = (secretArn: JsonObject) => ({
  Type: 'AWS::Lambda::Function',
  Properties: { Environment: { Variables: { TABLE: { Ref: 'Table' }, SECRET: secretArn } } },
});

test('only alarms with metric math are left out, and only references to a secret are changed', () => {
  const template = {
    Description: 'kept',
    Resources: {
      simpleAlarm,
      sumAlarm,
      Secret: secret,
      Table: table,
      Function: functionOn({ Ref: 'Secret' }),
    },
    Outputs: { Secret: { Value: { Ref: 'Secret' } }, Region: { Value: { Ref: 'AWS::Region' } } },
  };
  const arn = { 'Fn::GetAtt': ['Secret', 'Id'] };
  expect(adapt(template)).toEqual({
    Description: 'kept',
    Resources: { simpleAlarm, Secret: secret, Table: table, Function: functionOn(arn) },
    Outputs: { Secret: { Value: arn }, Region: { Value: { Ref: 'AWS::Region' } } },
  });
});

test('a change that nothing needs any more is a failure', () => {
  expect(() => adapt({ Resources: { simpleAlarm, Secret: secret } })).toThrow(
    'nothing in the template needs that alarms on the sum of several metrics are left out',
  );
});
