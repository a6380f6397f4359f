import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import {
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { type AwsEndpoint, startAwsEndpoint } from '../../../local/aws/endpoint.ts';
import { AwsServiceError } from '../../../local/aws/service-error.ts';
import { type LambdaService, lambdaService } from '../../../local/lambda/service.ts';
import { functionDefinition } from '../support/function-definition.ts';

const ARN = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:Peppers-local0';

let lambda: LambdaService;
let endpoint: AwsEndpoint;
let secretsClient: SecretsManagerClient;
let lambdaClient: LambdaClient;

beforeAll(async () => {
  const nowhere = 'http://127.0.0.1:9';
  lambda = lambdaService({
    functions: [functionDefinition()],
    endpoints: { dynamodb: nowhere, secretsManager: nowhere, lambda: nowhere, eventBridge: nowhere },
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
  endpoint = await startAwsEndpoint(secret, Promise.resolve(lambda));
  const configuration = {
    endpoint: endpoint.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  };
  secretsClient = new SecretsManagerClient(configuration);
  lambdaClient = new LambdaClient(configuration);
});

afterEach(() => {
  endpoint.failWith('secretsManager', undefined);
  endpoint.failWith('lambda', undefined);
});

afterAll(async () => {
  secretsClient.destroy();
  lambdaClient.destroy();
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

test('another operation is refused as unknown', async () => {
  const response = await fetch(endpoint.url, { method: 'POST', body: '{}' });
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ __type: 'UnknownOperationException' });
});
