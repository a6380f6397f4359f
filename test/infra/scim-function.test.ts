import { describe, expect, test } from '@jest/globals';
import { FUNCTIONS } from './functions.ts';
import { synthesize } from './support.ts';

const stack = synthesize({ publicUrl: 'https://scim.example.com/scim' });
const table = { Ref: stack.one('AWS::DynamoDB::Table').id };
const pepper = { Ref: stack.one('AWS::SecretsManager::Secret').id };
const functionOf = (idPrefix: string, from = stack) => from.one('AWS::Lambda::Function', idPrefix).properties;

/** Those that a schedule or an operator invokes; all others have API Gateway's time. */
const LONGEST: Readonly<Record<string, number>> = { maintenance: 300, admin: 300, warnings: 900 };

test('there are ten functions', () => {
  expect(stack.all('AWS::Lambda::Function')).toHaveLength(10);
});

describe.each(Object.entries(FUNCTIONS))('the function %s', (name, idPrefix) => {
  test('is named after the stack, so that it can be invoked without being looked up', () => {
    expect(functionOf(idPrefix).FunctionName).toBe(`ScimOnAws-${name}`);
    expect(functionOf(idPrefix, synthesize({ stackName: 'Staging' })).FunctionName).toBe(`Staging-${name}`);
  });

  test('runs on Node 24 on arm64', () => {
    expect(functionOf(idPrefix)).toMatchObject({ Runtime: 'nodejs24.x', Architectures: ['arm64'] });
  });

  test('ends before whoever waits for it gives up, or starts it again', () => {
    expect(functionOf(idPrefix).Timeout).toBeLessThanOrEqual(LONGEST[name] ?? 28);
  });

  test('has the memory of the setting', () => {
    expect(functionOf(idPrefix).MemorySize).toBe(1_024);
    expect(functionOf(idPrefix, synthesize({ memoryMb: '2048' })).MemorySize).toBe(2_048);
  });

  test('writes to a log group of its own, kept as long as the setting says', () => {
    const log = stack.one('AWS::Logs::LogGroup', idPrefix);
    expect(functionOf(idPrefix).LoggingConfig).toEqual({ LogGroup: { Ref: log.id } });
    expect(log.properties.RetentionInDays).toBe(365);
    expect(log.deletionPolicy).toBe('Retain');

    const passing = synthesize({ logRetentionDays: '30', retainData: false }).one(
      'AWS::Logs::LogGroup',
      idPrefix,
    );
    expect(passing.properties.RetentionInDays).toBe(30);
    expect(passing.deletionPolicy).toBe('Delete');
  });

  test('has a role of its own, for Lambda alone, with no managed policy', () => {
    const role = stack.one('AWS::IAM::Role', idPrefix);
    expect(functionOf(idPrefix).Role).toEqual({ 'Fn::GetAtt': [role.id, 'Arn'] });
    expect(role.properties.AssumeRolePolicyDocument.Statement).toEqual([
      { Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' } },
    ]);
    expect(role.properties).not.toHaveProperty('ManagedPolicyArns');
  });
});

describe('the environment', () => {
  const common = {
    PUBLIC_URL: 'https://scim.example.com/scim',
    COMPRESSED_REQUESTS: 'false',
    LOG_LEVEL: 'INFO',
  };
  const credentials = { TABLE_NAME: table, PEPPER_SECRET_ARN: pepper };
  const keys = { API_KEY_PREFIX: expect.anything() };
  const plan = (tier: string) => ({ Ref: stack.one('AWS::ApiGateway::UsagePlan', `RateLimits${tier}`).id });

  const directory = { ...common, TABLE_NAME: table, MAX_READ_UNITS_PER_REQUEST: '20000' };

  test.each([
    ['users', directory],
    ['groups', { ...directory, MAX_MEMBERS_PER_REQUEST: '5000' }],
    [
      'bulk',
      { ...common, TABLE_NAME: table, MAX_MEMBERS_PER_REQUEST: '5000', METRIC_NAMESPACE: 'ScimOnAws' },
    ],
    ['search', directory],
    ['discovery', common],
    ['authorizer', { ...credentials, ...keys, METRIC_NAMESPACE: 'ScimOnAws' }],
    [
      'admin',
      {
        ...credentials,
        ...keys,
        STANDARD_PLAN_ID: plan('Standard'),
        LIMITED_PLAN_ID: plan('Limited'),
        JWKS_HOSTS: 'login.microsoftonline.com',
        AUTHORIZER_CACHE_SECONDS: '60',
      },
    ],
    [
      'oauth',
      {
        ...credentials,
        JWKS_HOSTS: 'login.microsoftonline.com',
        PUBLIC_URL: 'https://scim.example.com/scim',
      },
    ],
    ['maintenance', { TABLE_NAME: table, METRIC_NAMESPACE: 'ScimOnAws' }],
  ] as const)('of %s is what it reads, and nothing else', (name, variables) => {
    expect(functionOf(FUNCTIONS[name]).Environment.Variables).toEqual(variables);
  });

  test('follows the settings', () => {
    const other = synthesize({
      logLevel: 'DEBUG',
      maxMembersPerRequest: 100,
      maxReadUnitsPerRequest: 2_000,
      compressedRequests: true,
    });
    expect(functionOf(FUNCTIONS.groups, other).Environment.Variables).toMatchObject({
      PUBLIC_URL: '',
      COMPRESSED_REQUESTS: 'true',
      MAX_MEMBERS_PER_REQUEST: '100',
      MAX_READ_UNITS_PER_REQUEST: '2000',
      LOG_LEVEL: 'DEBUG',
    });
  });
});
