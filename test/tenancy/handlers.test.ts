import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { TABLE, useDatabase } from '../harness/database.ts';
import { type FakeAws, startFakeAws } from './aws.ts';
import { KEY_PREFIX } from './support.ts';

const database = useDatabase();
let secretsManager: FakeAws;
let apiGateway: FakeAws;
let secret: Record<string, string>;

beforeAll(async () => {
  secretsManager = await startFakeAws();
  apiGateway = await startFakeAws();
  apiGateway.answer = () => ({ id: 'a1b2c3' });
  secretsManager.answer = () => ({ SecretString: JSON.stringify(secret) });
  Object.assign(process.env, {
    TABLE_NAME: TABLE.TableName,
    PEPPER_SECRET_ARN: 'peppers',
    METRIC_NAMESPACE: 'ScimOnAws',
    API_KEY_PREFIX: KEY_PREFIX,
    JWKS_HOSTS: 'login.microsoftonline.com',
    AUTHORIZER_CACHE_SECONDS: '60',
    STANDARD_PLAN_ID: 'plan-s',
    LIMITED_PLAN_ID: 'plan-l',
    AWS_ENDPOINT_URL_API_GATEWAY: apiGateway.url,
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'id',
    AWS_SECRET_ACCESS_KEY: 'key',
    AWS_ENDPOINT_URL_DYNAMODB: database.endpoint(),
    AWS_ENDPOINT_URL_SECRETS_MANAGER: secretsManager.url,
  });
  jest.spyOn(process.stdout, 'write').mockReturnValue(true);
});
afterAll(async () => {
  jest.restoreAllMocks();
  await Promise.all([secretsManager.close(), apiGateway.close()]);
});

const V1 = { current: 'v1', v1: 'a'.repeat(64) };
const V2 = { ...V1, current: 'v2', v2: 'b'.repeat(64) };

beforeEach(() => {
  secret = V1;
});

const context = { awsRequestId: 'request-1' };

/** Both functions as they start cold: with the secret as it is by then. */
const functions = async () => {
  jest.resetModules();
  const { handler: admin } = await import('../../lambda/handlers/admin.ts');
  const { handler: authorizer } = await import('../../lambda/handlers/authorizer.ts');
  return {
    ask: async (operation: string, payload: object) => {
      const answer = await admin({ operation, ...payload }, context);
      if (!answer.ok) throw new Error(answer.error.message);
      return Object(answer.result);
    },
    authorize: (token: string) =>
      authorizer(
        {
          type: 'TOKEN',
          authorizationToken: `Bearer ${token}`,
          methodArn: 'arn:aws:execute-api:eu-west-1:123456789012:a1b2c3/scim/GET/Users',
        },
        context,
      ),
  };
};

describe('the functions together', () => {
  test('a token that the admin function creates is let in by the authorizer until it is revoked', async () => {
    const { ask, authorize } = await functions();
    const tenant = (await ask('tenants.create', { name: 'Contoso' })).id;
    const { token, tokenId } = await ask('tokens.create', { tenant, scopes: ['read'] });
    expect((await authorize(token)).context).toEqual({
      tenantId: tenant,
      tokenId,
      scopes: 'read',
      groupNames: 'unique',
      cursorKey: expect.stringMatching(/^[\w-]{43}$/),
    });
    await ask('tokens.revoke', { tenant, tokenId });
    await expect(authorize(token)).rejects.toEqual(new Error('Unauthorized'));
  });

  test('a rotated pepper fails no request, of warm functions or of cold ones, and may go in the end', async () => {
    const warm = await functions();
    const tenant = (await warm.ask('tenants.create', { name: 'Contoso' })).id;
    const { token: old } = await warm.ask('tokens.create', { tenant });
    await warm.authorize(old);

    secret = V2;
    const cold = await functions();
    const { token: young } = await cold.ask('tokens.create', { tenant });
    for (const { authorize } of [warm, cold, warm, cold])
      for (const token of [old, young])
        expect((await authorize(token)).context).toMatchObject({ tenantId: tenant });

    secret = { current: 'v2', v2: V2.v2 };
    const { authorize } = await functions();
    for (const token of [old, young])
      expect((await authorize(token)).context).toMatchObject({ tenantId: tenant });
  });

  test('a rotated pepper disturbs no cursor: its key is the tenant’s own', async () => {
    const keyOf = async ({ authorize }: typeof warm) => (await authorize(token)).context?.['cursorKey'];
    const warm = await functions();
    const tenant = (await warm.ask('tenants.create', { name: 'Contoso' })).id;
    const { token } = await warm.ask('tokens.create', { tenant });
    const before = await keyOf(warm);

    secret = V2;
    expect(await keyOf(await functions())).toBe(before);
    expect(await keyOf(warm)).toBe(before);
  });
});
