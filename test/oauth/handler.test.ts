import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { mintSecret } from '../../lambda/tenancy/credential/secret-text.ts';
import { type FakeAws, startFakeAws } from '../tenancy/aws.ts';

let dynamo: FakeAws;
let secretsManager: FakeAws;
let lines: string[];

const hanging = () => new Promise<never>(() => {});

beforeAll(async () => {
  dynamo = await startFakeAws();
  secretsManager = await startFakeAws();
  Object.assign(process.env, {
    TABLE_NAME: 'table',
    PEPPER_SECRET_ARN: 'peppers',
    JWKS_HOSTS: 'login.microsoftonline.com',
    PUBLIC_URL: '',
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'id',
    AWS_SECRET_ACCESS_KEY: 'key',
    AWS_ENDPOINT_URL_DYNAMODB: dynamo.url,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: secretsManager.url,
  });
  jest.spyOn(process.stdout, 'write').mockImplementation((line) => {
    lines.push(String(line));
    return true;
  });
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
});
afterAll(async () => {
  jest.restoreAllMocks();
  await Promise.all([dynamo.close(), secretsManager.close()]);
});
beforeEach(() => {
  lines = [];
  dynamo.answer = () => ({ Items: [] });
  secretsManager.answer = () => ({ SecretString: '{"current":"v1","v1":"pepper"}' });
});

const exchange = async () => {
  const { handler } = await import('../../lambda/handlers/oauth.ts');
  return handler({
    httpMethod: 'POST',
    resource: '/oauth2/token',
    multiValueHeaders: { 'Content-Type': ['application/x-www-form-urlencoded'] },
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: 'client-7kq2bdm9zrtw',
      client_secret: mintSecret('secret').text,
    }).toString(),
    requestContext: { requestId: 'request-1', identity: { sourceIp: '203.0.113.7' } },
  } as unknown as APIGatewayProxyEvent);
};

/** Of the 15 s that the function may run. */
const TIME = 10_000;

describe('what hangs is answered and leaves its audit line, long before the function is ended', () => {
  test.each<[string, () => void]>([
    [
      'the secret of the peppers',
      () => {
        secretsManager.answer = hanging;
      },
    ],
    [
      'the table',
      () => {
        dynamo.answer = hanging;
      },
    ],
  ])(
    '%s',
    async (_, hang) => {
      hang();
      expect(await exchange()).toMatchObject({ statusCode: 500 });
      expect(lines.join('')).toMatch(/"audit":\{"outcome":"failed".*"request":"request-1"/);
    },
    TIME,
  );
});
