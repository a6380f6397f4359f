import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { RouteDefinition } from '../../../local/api-gateway/definition.ts';
import { synthesize } from '../../../local/synthesize.ts';
import { readDeployment } from '../../../local/template/deployment.ts';
import { type SampleDeployment, sampleDeployment } from '../support/sample-deployment.ts';

let sample: SampleDeployment;

beforeAll(async () => {
  sample = await sampleDeployment();
}, 120_000);
afterAll(() => sample.remove());

test('the table is what CreateTable makes of it', () => {
  expect(sample.deployment.table).toEqual({
    create: {
      TableName: expect.stringMatching(/^Sample-Table/),
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      AttributeDefinitions: [
        { AttributeName: 'pk', AttributeType: 'S' },
        { AttributeName: 'sk', AttributeType: 'S' },
      ],
      BillingMode: 'PAY_PER_REQUEST',
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
    },
    timeToLiveAttribute: 'ttl',
  });
});

test('a function has its code, limits and environment, with the names that the other resources have here', () => {
  const { functions, table, secret, adminFunctionName } = sample.deployment;
  const echo = functions.find(({ handler }) => handler === 'echo.handler');
  expect(echo).toMatchObject({
    name: adminFunctionName,
    runtime: 'nodejs24.x',
    timeoutMs: 20_000,
    memoryMb: 256,
  });
  expect(Object.fromEntries(echo?.environment ?? [])).toEqual({
    TABLE_NAME: table.create.TableName,
    SECRET_ARN: secret.arn,
  });
  expect(existsSync(join(echo?.codeFolder ?? '', 'echo.mjs'))).toBe(true);
});

test('a function is invoked at the rate of the rule that has it as its target', () => {
  const { schedules, adminFunctionName } = sample.deployment;
  expect(schedules).toEqual([
    { everyMs: 2 * 60 * 60 * 1000, functionName: adminFunctionName, payload: '{"hello":"there"}' },
  ]);
});

test('the secret is generated as Secrets Manager would', () => {
  const value = JSON.parse(sample.deployment.secret.generate());
  expect(value).toEqual({ current: 'v1', v1: expect.stringMatching(/^[0-9A-Za-z]{40}$/) });
  expect(sample.deployment.secret.generate()).not.toEqual(JSON.stringify(value));
});

describe('the API', () => {
  const route = (path: string): RouteDefinition | undefined =>
    sample.deployment.api.routes.find((candidate) => candidate.path === path);

  test('has its stage and a route for each resource that has a method', () => {
    const { stage, routes } = sample.deployment.api;
    expect(stage).toBe('scim');
    expect(routes.map(({ path }) => path).toSorted()).toEqual(['/Schemas', '/Users', '/Users/{proxy+}']);
    expect([...(route('/Users')?.methods.keys() ?? [])]).toEqual(['ANY']);
    expect([...(route('/Schemas')?.methods.keys() ?? [])]).toEqual(['GET']);
  });

  test('has for each method the function, the time limit and the authorizer', () => {
    const method = route('/Users/{proxy+}')?.methods.get('ANY');
    expect(method).toMatchObject({ functionName: sample.deployment.adminFunctionName, timeoutMs: 2_000 });
    expect(method?.authorizer).toMatchObject({
      functionName: expect.stringMatching(/^Sample-Guard/),
      header: 'Authorization',
      ttlSeconds: 60,
    });
  });

  test('matches the whole token against the expression', () => {
    const expression = route('/Users')?.methods.get('ANY')?.authorizer?.expression;
    expect(expression?.test('Bearer good')).toBe(true);
    expect(expression?.test('Bearer good!')).toBe(false);
    expect(expression?.test('a Bearer good')).toBe(false);
  });

  test('has its gateway responses', () => {
    const { gatewayResponses } = sample.deployment.api;
    expect(gatewayResponses.get('MISSING_AUTHENTICATION_TOKEN')?.status).toBe(404);
    const unauthorized = gatewayResponses.get('UNAUTHORIZED');
    expect(unauthorized?.status).toBeUndefined();
    expect(Object.fromEntries(unauthorized?.headers ?? [])).toEqual({
      'WWW-Authenticate': "'Bearer'",
      'Content-Type': "'application/scim+json'",
    });
  });
});

describe('a stack that the local server cannot stand in for is refused', () => {
  test('with what the app itself says', async () => {
    const app = join(import.meta.dirname, '..', 'support', 'failing-app.ts');
    await expect(synthesize('unused', { app })).rejects.toThrow('MEMORY is to be a number');
  });

  test('when it has no table', () => {
    const template = { Resources: {}, Outputs: {} };
    const api = { Type: 'AWS::ApiGateway::RestApi' };
    const stage = { Type: 'AWS::ApiGateway::Stage', Properties: { StageName: 'scim' } };
    expect(() =>
      readDeployment({
        stackName: 'Stack',
        template: { ...template, Resources: { api, stage } },
        assets: { files: {} },
        folder: '.',
      }),
    ).toThrow(
      'the template has no resource of type AWS::DynamoDB::Table or AWS::DynamoDB::GlobalTable; one is expected',
    );
  });
});
