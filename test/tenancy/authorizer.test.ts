import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { mintSecret } from '../../lambda/tenancy/credential/secret-text.ts';
import { settingsKey, tokenKey } from '../../lambda/tenancy/keys.ts';
import { type Answer, type FakeAws, ServiceError, startFakeAws } from './aws.ts';
import { CURSOR_KEY, contoso, KEY_PREFIX, PEPPER, recordOf } from './support.ts';

const token = mintSecret('token');
const AUTHORIZATION = `Bearer ${token.text}`;
const CANARY = 'canary-of-the-database';
const METHOD_ARN = 'arn:aws:execute-api:eu-west-1:123456789012:a1b2c3/scim/PATCH/Groups/7d1e';

let aws: FakeAws;
let printed: string[];

beforeAll(async () => {
  aws = await startFakeAws();
  Object.assign(process.env, {
    TABLE_NAME: 'table',
    PEPPER_SECRET_ARN: 'peppers',
    METRIC_NAMESPACE: 'ScimOnAws',
    API_KEY_PREFIX: KEY_PREFIX,
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'id',
    AWS_SECRET_ACCESS_KEY: 'key',
    AWS_ENDPOINT_URL_DYNAMODB: aws.url,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: aws.url,
  });
});
afterAll(() => aws.close());

beforeEach(() => {
  printed = [];
  aws.calls.length = 0;
  for (const stream of [process.stdout, process.stderr])
    jest.spyOn(stream, 'write').mockImplementation((text) => {
      printed.push(String(text));
      return true;
    });
});
afterEach(() => void jest.restoreAllMocks());

const OPENED = { ...contoso, cursorKey: CURSOR_KEY };

/** The table's answers when these items are all that is in it. */
const holding =
  (record: object | undefined, tenant: object | undefined = OPENED): Answer =>
  (operation, { Key }) => {
    if (operation === 'GetSecretValue')
      return { SecretString: JSON.stringify({ current: PEPPER.version, [PEPPER.version]: PEPPER.key }) };
    const isToken = JSON.stringify(Key) === JSON.stringify(marshalled(tokenKey(token.id)));
    const isTenant = JSON.stringify(Key) === JSON.stringify(marshalled(settingsKey(contoso.id)));
    const item = isToken ? record : isTenant ? tenant : undefined;
    return item ? { Item: marshalled(item) } : {};
  };

/** Answers of a healthy table, but for the calls to `service`. */
const failing =
  (service: 'GetItem' | 'GetSecretValue', failure: Answer): Answer =>
  (operation, parameters) =>
    operation === service ? failure(operation, parameters) : holding(recordOf(token))(operation, parameters);

/** What a function that starts cold makes of a request. */
const authorize = async (authorizationToken = AUTHORIZATION) => {
  jest.resetModules();
  const { handler } = await import('../../lambda/handlers/authorizer.ts');
  const event = { type: 'TOKEN' as const, authorizationToken, methodArn: METHOD_ARN };
  return handler(event, { awsRequestId: 'request-1' });
};

const printedWith = (name: string) =>
  printed.map((line) => JSON.parse(line)).filter((line) => line[name] !== undefined);

describe('the authorizer', () => {
  test('lets a good token reach the whole stage, and hands on whose it is, in texts', async () => {
    aws.answer = holding(recordOf(token));
    expect(await authorize()).toEqual({
      principalId: token.id,
      usageIdentifierKey: `${KEY_PREFIX}shared`,
      policyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Action: 'execute-api:Invoke',
            Resource: 'arn:aws:execute-api:eu-west-1:123456789012:a1b2c3/scim/*',
          },
        ],
      },
      context: {
        tenantId: 'contoso',
        tokenId: token.id,
        scopes: 'provision read',
        groupNames: 'unique',
        cursorKey: CURSOR_KEY,
      },
    });
    const audit = { outcome: 'granted', tenant: 'contoso', token: token.id, request: 'request-1' };
    expect(printedWith('audit').map((line) => line.audit)).toEqual([audit]);
  });

  test('reads strongly: a token revoked a moment ago is revoked', async () => {
    aws.answer = holding(recordOf(token));
    await authorize();
    const reads = aws.calls.map((call) => JSON.parse(call)).filter(({ TableName }) => TableName);
    expect(reads.map(({ ConsistentRead }) => ConsistentRead)).toEqual([true, true]);
  });

  test('finishes a rehash before it answers', async () => {
    aws.answer = (operation, parameters) =>
      operation === 'GetSecretValue'
        ? { SecretString: JSON.stringify({ current: 'v2', v1: PEPPER.key, v2: 'q'.repeat(64) }) }
        : holding(recordOf(token))(operation, parameters);
    await authorize();
    expect(aws.calls.filter((call) => call.includes('digest = :digest'))).toHaveLength(1);
    expect(printedWith('audit').map((line) => line.audit.rehash)).toEqual(['done']);
  });
});

describe('a credential that is not good', () => {
  test.each([
    ['malformed', 'Bearer x', holding(undefined)],
    ['checksum', `Bearer ${token.text.slice(0, -6)}000000`, holding(undefined)],
    ['unknown', AUTHORIZATION, holding(undefined)],
    ['wrongSecret', AUTHORIZATION, holding(recordOf(token, { digest: 'x' }))],
    ['revoked', AUTHORIZATION, holding(recordOf(token, { status: 'revoked' }))],
    ['expired', AUTHORIZATION, holding(recordOf(token, { expires: '2020-01-01T00:00:00.000Z' }))],
    ['tenantUnknown', AUTHORIZATION, holding(recordOf(token, { tenant: 'fabrikam' }))],
    ['tenantSuspended', AUTHORIZATION, holding(recordOf(token), { ...OPENED, status: 'suspended' })],
  ])('(%s) is told nothing but Unauthorized; the trail has the reason', async (reason, header, answer) => {
    aws.answer = answer;
    await expect(authorize(header)).rejects.toEqual(new Error('Unauthorized'));
    expect(printedWith('audit').map((line) => line.audit)).toEqual([
      expect.objectContaining({ outcome: 'refused', reason }),
    ]);
    expect(printedWith('AuthorizerFailure')).toEqual([]);
  });
});

describe('an outage of ours', () => {
  const answers = (status: number, type: string): Answer => {
    return () => {
      throw new ServiceError(status, type, `${CANARY} ${token.text}`);
    };
  };

  test.each([
    ['DynamoDB fails', failing('GetItem', answers(500, 'InternalServerError'))],
    ['DynamoDB throttles', failing('GetItem', answers(400, 'ProvisionedThroughputExceededException'))],
    ['DynamoDB denies access', failing('GetItem', answers(400, 'AccessDeniedException'))],
    ['DynamoDB hangs', failing('GetItem', () => new Promise(() => {}))],
    ['Secrets Manager fails', failing('GetSecretValue', answers(500, 'InternalServiceError'))],
    ['Secrets Manager denies access', failing('GetSecretValue', answers(400, 'AccessDeniedException'))],
    ['the secret is not JSON', failing('GetSecretValue', () => ({ SecretString: CANARY }))],
    ['the secret is binary', failing('GetSecretValue', () => ({ SecretBinary: btoa(CANARY) }))],
    ['the pepper of the token is gone', holding(recordOf(token, { pepper: 'v0' }))],
  ])('(%s) is never Unauthorized; it is counted and logged', async (_, answer) => {
    aws.answer = answer;
    const error = await authorize().catch((thrown: unknown) => thrown);
    expect(error).toEqual(new Error('The authorizer could not decide'));
    expect(error).not.toHaveProperty('cause');
    expect(printedWith('AuthorizerFailure')).toEqual([
      expect.objectContaining({
        AuthorizerFailure: 1,
        service: 'authorizer',
        _aws: expect.objectContaining({
          CloudWatchMetrics: [expect.objectContaining({ Namespace: 'ScimOnAws', Dimensions: [['service']] })],
        }),
      }),
    ]);
    expect(printedWith('failure').map((line) => line.level)).toEqual(['ERROR']);
    expect(printed.join()).not.toContain(CANARY);
  });
});

test('no line that the authorizer prints holds a token, its secret, a digest, a pepper or a key', async () => {
  const record = recordOf(token);
  const everything = [
    holding(record),
    holding(undefined),
    holding(recordOf(token, { digest: 'x' })),
    holding(recordOf(token, { pepper: 'v0' })),
    failing('GetItem', () => {
      throw new ServiceError(400, 'ValidationException', `${token.text} ${record.digest}`);
    }),
    failing('GetSecretValue', () => ({ SecretString: `{"current":${PEPPER.key}` })),
  ];
  for (const answer of everything) {
    aws.answer = answer;
    await authorize().catch(() => undefined);
  }
  expect(printed.length).toBeGreaterThanOrEqual(everything.length);
  const secrets = [token.text, token.text.slice(16, 59), record.digest, PEPPER.key, CURSOR_KEY];
  for (const secret of secrets) expect(printed.join()).not.toContain(secret);
});

/** Texts and lists of texts as DynamoDB sends them. */
function marshalled(item: object): object {
  const value = (one: unknown): object => (Array.isArray(one) ? { L: one.map(value) } : { S: one });
  return Object.fromEntries(Object.entries(item).map(([name, one]) => [name, value(one)]));
}
