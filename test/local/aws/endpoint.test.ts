import { APIGatewayClient, CreateApiKeyCommand, GetUsageCommand } from '@aws-sdk/client-api-gateway';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import {
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { type AwsEndpoint, startAwsEndpoint } from '../../../local/aws/endpoint.ts';
import { AwsServiceError } from '../../../local/aws/service-error.ts';
import { IN_MEMORY, openDataFolder } from '../../../local/data-folder.ts';
import { type LambdaService, lambdaService } from '../../../local/lambda/service.ts';
import { keptUsagePlans } from '../../../local/usage-plans.ts';
import { NOWHERE } from '../support/endpoints.ts';
import { functionDefinition } from '../support/function-definition.ts';

const ARN = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:Peppers-local0';

let apiGatewayClient: APIGatewayClient;
let lambda: LambdaService;
let endpoint: AwsEndpoint;
let secretsClient: SecretsManagerClient;
let lambdaClient: LambdaClient;

beforeAll(async () => {
  lambda = lambdaService({
    functions: [functionDefinition()],
    endpoints: NOWHERE,
    concurrency: 1,
    log: () => {},
  });
  let value = '{"current":"v1"}';
  const secret = {
    arn: ARN,
    value: () => value,
    replace: async (next: string) => {
      value = next;
    },
  };
  const usagePlans = await keptUsagePlans(await openDataFolder(IN_MEMORY), [], []);
  endpoint = await startAwsEndpoint({ secret, usagePlans, lambda: Promise.resolve(lambda) });
  const configuration = {
    endpoint: endpoint.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  };
  secretsClient = new SecretsManagerClient(configuration);
  lambdaClient = new LambdaClient(configuration);
  apiGatewayClient = new APIGatewayClient(configuration);
});

afterEach(() => {
  endpoint.failWith('secretsManager', undefined);
  endpoint.failWith('lambda', undefined);
  endpoint.failWith('apiGateway', undefined);
});

afterAll(async () => {
  secretsClient.destroy();
  lambdaClient.destroy();
  apiGatewayClient.destroy();
  await Promise.all([endpoint.stop(), lambda.stop()]);
});

const secretOf = (SecretId: string) => secretsClient.send(new GetSecretValueCommand({ SecretId }));

const invoke = async (FunctionName: string, event: unknown) => {
  const { FunctionError, Payload } = await lambdaClient.send(
    new InvokeCommand({ FunctionName, Payload: JSON.stringify(event) }),
  );
  return { FunctionError, payload: JSON.parse(Payload?.transformToString() ?? '') };
};

describe('Secrets Manager, as its client sees it', () => {
  test.each([ARN, 'Peppers'])('gives the value of %s', async (id) => {
    expect(await secretOf(id)).toMatchObject({ ARN, Name: 'Peppers', SecretString: '{"current":"v1"}' });
  });

  const replaceBy = (SecretString: string, SecretId = ARN) =>
    secretsClient.send(new PutSecretValueCommand({ SecretId, SecretString }));

  test('replaces the value, whole', async () => {
    const before = (await secretOf(ARN)).SecretString ?? '';
    expect(await replaceBy('{"current":"v2"}')).toMatchObject({ ARN, VersionStages: ['AWSCURRENT'] });
    expect(await secretOf(ARN)).toMatchObject({ SecretString: '{"current":"v2"}' });
    await replaceBy(before);
  });

  test('knows no other secret', async () => {
    const unknown = { name: 'ResourceNotFoundException' };
    await expect(secretOf('Others')).rejects.toMatchObject(unknown);
    await expect(replaceBy('{}', 'Others')).rejects.toMatchObject(unknown);
  });

  test('fails when it is told to, until it is told otherwise', async () => {
    endpoint.failWith('secretsManager', new AwsServiceError(500, 'InternalServiceError', 'an outage'));
    await expect(secretOf(ARN)).rejects.toMatchObject({ name: 'InternalServiceError', message: 'an outage' });
    endpoint.failWith('secretsManager', undefined);
    expect(await secretOf(ARN)).toMatchObject({ ARN });
  });
});

describe('Lambda, as its client sees it', () => {
  test.each(['Sample-Echo', functionDefinition().arn])('invokes %s', async (name) => {
    expect(await invoke(name, { do: 'answer', answer: { ok: true } })).toEqual({
      FunctionError: undefined,
      payload: { ok: true },
    });
  });

  test('tells what the function threw', async () => {
    expect(await invoke('Sample-Echo', { do: 'throw', message: 'no good' })).toEqual({
      FunctionError: 'Unhandled',
      payload: { errorType: 'TypeError', errorMessage: 'no good', trace: expect.any(Array) },
    });
  });

  test('knows no other function', async () => {
    await expect(invoke('Other', {})).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  test('takes events up to 6 MB', async () => {
    const large = invoke('Sample-Echo', 'x'.repeat(6 * 1024 * 1024));
    await expect(large).rejects.toMatchObject({ name: 'RequestEntityTooLargeException' });
  });

  test('fails when it is told to', async () => {
    endpoint.failWith('lambda', new AwsServiceError(429, 'TooManyRequestsException', 'Rate exceeded'));
    await expect(invoke('Sample-Echo', {})).rejects.toMatchObject({ name: 'TooManyRequestsException' });
  });
});

describe('API Gateway, as its client sees it', () => {
  const create = (value: string) => apiGatewayClient.send(new CreateApiKeyCommand({ name: 'one', value }));

  test('makes a key of a value that no other has', async () => {
    expect(await create('v'.repeat(20))).toMatchObject({ id: expect.any(String), name: 'one' });
    await expect(create('v'.repeat(20))).rejects.toMatchObject({ name: 'ConflictException' });
  });

  test('knows no other plan', async () => {
    const usage = new GetUsageCommand({ usagePlanId: 'p', startDate: '2026-11-01', endDate: '2026-11-02' });
    await expect(apiGatewayClient.send(usage)).rejects.toMatchObject({ name: 'NotFoundException' });
  });

  test('fails when it is told to', async () => {
    endpoint.failWith('apiGateway', new AwsServiceError(429, 'TooManyRequestsException', 'Rate exceeded'));
    await expect(create('w'.repeat(20))).rejects.toMatchObject({ name: 'TooManyRequestsException' });
  });

  test('refuses what it does not stand in for as unknown', async () => {
    const response = await fetch(`${endpoint.url}/usageplans`);
    expect(await response.json()).toMatchObject({ __type: 'UnknownOperationException' });
  });
});

test('another operation is refused as unknown', async () => {
  const response = await fetch(endpoint.url, { method: 'POST', body: '{}' });
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ __type: 'UnknownOperationException' });
});
