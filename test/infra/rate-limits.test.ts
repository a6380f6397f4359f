import { describe, expect, test } from '@jest/globals';
import { type Properties, type Settings, synthesize } from './support.ts';

const stack = synthesize();
const STAGE = { Ref: stack.one('AWS::ApiGateway::Stage').id };

const throttleOf = (tier: string, settings: Settings = {}) =>
  synthesize(settings).one('AWS::ApiGateway::UsagePlan', `RateLimits${tier}`).properties.Throttle;

describe('a usage plan', () => {
  test.each(['Standard', 'Limited', 'Shared'])(
    '%s holds for the one stage there is, without a quota',
    (tier) => {
      const { properties } = stack.one('AWS::ApiGateway::UsagePlan', `RateLimits${tier}`);
      expect(properties.ApiStages).toMatchObject([{ Stage: STAGE }]);
      expect(properties).not.toHaveProperty('Quota');
    },
  );

  test.each([
    ['Standard', {}, { RateLimit: 1_000, BurstLimit: 2_000 }],
    ['Standard', { standardRequestsPerSecond: 100 }, { RateLimit: 100, BurstLimit: 200 }],
    ['Standard', { standardRequestsPerSecond: 4_000 }, { RateLimit: 4_000, BurstLimit: 5_000 }],
    ['Limited', {}, { RateLimit: 25, BurstLimit: 50 }],
    ['Limited', { limitedRequestsPerSecond: 5 }, { RateLimit: 5, BurstLimit: 10 }],
    ['Shared', {}, undefined],
  ] as const)('%s with %j allows each key %j', (tier, settings, throttle) => {
    expect(throttleOf(tier, settings)).toEqual(throttle);
  });
});

describe('the API keys', () => {
  const prefix = (name: string) => stack.one('AWS::Lambda::Function', name).properties.Environment.Variables;

  test('begin with what is this stack’s and no other’s, and the functions know it', () => {
    const { API_KEY_PREFIX } = prefix('CredentialsAuthorizer');
    const uuid = { 'Fn::Select': [2, { 'Fn::Split': ['/', { Ref: 'AWS::StackId' }] }] };
    expect(API_KEY_PREFIX).toEqual({ 'Fn::Join': ['', ['scim-', uuid, '-']] });
    expect(prefix('CredentialsAdmin').API_KEY_PREFIX).toEqual(API_KEY_PREFIX);
    const { properties } = stack.one('AWS::ApiGateway::ApiKey');
    expect(properties.Value).toEqual({ 'Fn::Join': ['', ['scim-', uuid, '-shared']] });
  });

  test('are those of tenants, which the admin function makes, and one for whoever has none', () => {
    const { properties } = stack.one('AWS::ApiGateway::UsagePlanKey');
    expect(properties).toEqual({
      KeyId: { Ref: stack.one('AWS::ApiGateway::ApiKey').id },
      KeyType: 'API_KEY',
      UsagePlanId: { Ref: stack.one('AWS::ApiGateway::UsagePlan', 'RateLimitsShared').id },
    });
    expect(prefix('CredentialsAdmin')).toMatchObject({
      STANDARD_PLAN_ID: { Ref: stack.one('AWS::ApiGateway::UsagePlan', 'RateLimitsStandard').id },
      LIMITED_PLAN_ID: { Ref: stack.one('AWS::ApiGateway::UsagePlan', 'RateLimitsLimited').id },
    });
  });

  test('are named by the authorizer, for every request that it lets in, and for no other', () => {
    expect(stack.one('AWS::ApiGateway::RestApi').properties.ApiKeySourceType).toBe('AUTHORIZER');
    const needs = stack
      .all('AWS::ApiGateway::Method')
      .map(({ properties }: Properties) => [
        properties.AuthorizationType === 'CUSTOM',
        properties.ApiKeyRequired,
      ]);
    for (const [authorized, key] of needs) expect(key).toBe(authorized);
  });
});
