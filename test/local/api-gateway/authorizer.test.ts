import { beforeEach, describe, expect, test } from '@jest/globals';
import { tokenAuthorizers } from '../../../local/api-gateway/authorizer.ts';
import { GatewayFailure, type GatewayResponseType } from '../../../local/api-gateway/failure.ts';
import type { Json } from '../../../local/json.ts';
import type { Outcome } from '../../../local/lambda/function.ts';
import { authorizerDefinition } from '../support/api-definition.ts';

const ARN = 'arn:aws:execute-api:us-east-1:123456789012:local/scim/GET/Users';

let now = 0;
let events: Json[] = [];
let outcome: Outcome;

const authorizers = () =>
  tokenAuthorizers(
    async (_, payload) => {
      events.push(JSON.parse(payload));
      return outcome;
    },
    () => now,
  );

const returns = (value: unknown): Outcome => ({ kind: 'returned', payload: JSON.stringify(value) });
const throws = (errorMessage: string): Outcome => ({
  kind: 'failed',
  error: { errorType: 'Error', errorMessage },
});
const allow = (Resource = '*') => ({
  principalId: 'p',
  policyDocument: {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource }],
  },
});

beforeEach(() => {
  now = 0;
  events = [];
  outcome = returns(allow());
});

const failureOf = async (promise: Promise<unknown>): Promise<readonly [GatewayResponseType, number]> => {
  const error = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof GatewayFailure)) throw new Error('it passed');
  return [error.type, error.status];
};

test('the function is given the token and the ARN of the method', async () => {
  await authorizers().authorize(authorizerDefinition(), 'Bearer good', ARN);
  expect(events).toEqual([{ type: 'TOKEN', authorizationToken: 'Bearer good', methodArn: ARN }]);
});

test('what it says of the caller is handed on as texts', async () => {
  outcome = returns({ ...allow(), context: { tenantId: 't', attempts: 3, fresh: true } });
  expect(await authorizers().authorize(authorizerDefinition(), 'Bearer good', ARN)).toEqual({
    context: { principalId: 'p', tenantId: 't', attempts: '3', fresh: 'true' },
    apiKey: undefined,
  });
});

test('the API key that it names is not handed on, but counted by', async () => {
  outcome = returns({ ...allow(), usageIdentifierKey: 'k'.repeat(20) });
  expect(await authorizers().authorize(authorizerDefinition(), 'Bearer good', ARN)).toEqual({
    context: { principalId: 'p' },
    apiKey: 'k'.repeat(20),
  });
});

describe('the function is not asked', () => {
  test.each([
    ['when there is no token', undefined],
    ['when the token is empty', ''],
    ['when the token does not match the expression', 'Basic Zm9v'],
  ])('%s: 401', async (_, token) => {
    expect(await failureOf(authorizers().authorize(authorizerDefinition(), token, ARN))).toEqual([
      'UNAUTHORIZED',
      401,
    ]);
    expect(events).toEqual([]);
  });
});

describe('what comes of what the function does', () => {
  test.each<[string, Outcome, GatewayResponseType, number]>([
    ['throws exactly "Unauthorized"', throws('Unauthorized'), 'UNAUTHORIZED', 401],
    ['throws anything else', throws('unauthorized'), 'AUTHORIZER_CONFIGURATION_ERROR', 500],
    [
      'times out',
      throws('2026-01-01 x Task timed out after 1.00 seconds'),
      'AUTHORIZER_CONFIGURATION_ERROR',
      500,
    ],
    ['returns nothing', returns(null), 'AUTHORIZER_CONFIGURATION_ERROR', 500],
    [
      'returns no principal',
      returns({ policyDocument: allow().policyDocument }),
      'AUTHORIZER_CONFIGURATION_ERROR',
      500,
    ],
    ['returns no policy', returns({ principalId: 'p' }), 'AUTHORIZER_CONFIGURATION_ERROR', 500],
    [
      'returns a context with an object in it',
      returns({ ...allow(), context: { a: {} } }),
      'AUTHORIZER_CONFIGURATION_ERROR',
      500,
    ],
    ['allows something else', returns(allow(`${ARN}/1`)), 'ACCESS_DENIED', 403],
  ])('when it %s', async (_, result, type, status) => {
    outcome = result;
    expect(await failureOf(authorizers().authorize(authorizerDefinition(), 'Bearer good', ARN))).toEqual([
      type,
      status,
    ]);
  });

  test('a function that does not exist is a failure of the authorizer', async () => {
    const missing = tokenAuthorizers(() => undefined);
    const result = missing.authorize(authorizerDefinition(), 'Bearer good', ARN);
    expect(await failureOf(result)).toEqual(['AUTHORIZER_FAILURE', 500]);
  });
});

describe('the cache', () => {
  test('keeps a policy for the time to live, and then asks again', async () => {
    const { authorize } = authorizers();
    const ask = () => authorize(authorizerDefinition({ ttlSeconds: 60 }), 'Bearer good', ARN);
    await ask();
    now = 59_999;
    await ask();
    expect(events).toHaveLength(1);
    now = 60_000;
    await ask();
    expect(events).toHaveLength(2);
  });

  test('keeps nothing when the time to live is 0', async () => {
    const { authorize } = authorizers();
    const ask = () => authorize(authorizerDefinition({ ttlSeconds: 0 }), 'Bearer good', ARN);
    await ask();
    await ask();
    expect(events).toHaveLength(2);
  });

  test('is by token', async () => {
    const { authorize } = authorizers();
    await authorize(authorizerDefinition(), 'Bearer good', ARN);
    await authorize(authorizerDefinition(), 'Bearer other', ARN);
    expect(events).toHaveLength(2);
  });

  test('holds the policy, which is evaluated for each request', async () => {
    const { authorize } = authorizers();
    outcome = returns(allow(ARN));
    await authorize(authorizerDefinition(), 'Bearer good', ARN);
    const other = authorize(authorizerDefinition(), 'Bearer good', `${ARN}/1`);
    expect(await failureOf(other)).toEqual(['ACCESS_DENIED', 403]);
    expect(events).toHaveLength(1);
  });

  test.each([
    ['a refusal', throws('Unauthorized')],
    ['a failure', throws('the database is down')],
  ])('does not keep %s', async (_, first) => {
    const { authorize } = authorizers();
    outcome = first;
    await failureOf(authorize(authorizerDefinition(), 'Bearer good', ARN));
    outcome = returns(allow());
    expect(await authorize(authorizerDefinition(), 'Bearer good', ARN)).toMatchObject({
      context: { principalId: 'p' },
    });
  });
});
