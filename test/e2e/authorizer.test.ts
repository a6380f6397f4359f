import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { mintSecret } from '../../lambda/tenancy/credential/secret-text.ts';
import { AwsServiceError } from '../../local/aws/service-error.ts';
import type { ConflictProxy, Fault } from '../harness/conflict-proxy.ts';
import { wireError } from '../harness/wire.ts';
import { asError, call, scimError } from './scim.ts';
import { type Service, startConflictingService, type Tenant } from './service.ts';

/** How long API Gateway keeps what the authorizer said, milliseconds. */
const CACHED = 60_000;

const NOBODY = '9f0c2d1e-7a4b-4c3d-8e5f-0a1b2c3d4e5f';

/** API Gateway's clock, which the tests turn on; the functions have their own. */
let clock = Date.now;
let service: Service & { readonly proxy: ConflictProxy };
let tenant: Tenant;

beforeAll(async () => {
  jest.spyOn(Date, 'now').mockImplementation(() => clock());
  service = await startConflictingService();
}, 60_000);

afterAll(() => service?.close());

beforeEach(async () => {
  tenant = await service.openTenant();
});

afterEach(() => {
  service?.proxy.reset();
  service?.aws.failWith('secretsManager', undefined);
});

const get = (token = tenant.token) => call({ ...tenant, token }, 'GET', '/Users?count=1');

/** For our own trouble: a provisioner that is told 401 stops for a day. */
const expectFailure = async () => {
  const answer = await get();
  expect(asError(answer)).toEqual(scimError(500));
  expect(answer.headers['www-authenticate']).toBeUndefined();
};

const mistyped = (token: string): string => token.slice(0, -1) + (token.endsWith('A') ? 'B' : 'A');

const passTime = (milliseconds: number) => {
  const before = clock;
  clock = () => before() + milliseconds;
};

describe('while Secrets Manager fails', () => {
  const outage = new AwsServiceError(500, 'InternalServiceError', 'Secrets Manager is down');

  // The first request of all, so that the authorizer has no pepper yet.
  test('a cold authorizer answers 500, never 401, and 200 when that is over', async () => {
    service.aws.failWith('secretsManager', outage);
    await expectFailure();
    service.aws.failWith('secretsManager', undefined);
    expect((await get()).status).toBe(200);
  }, 30_000);

  test('a warm authorizer goes on', async () => {
    service.aws.failWith('secretsManager', outage);
    expect((await get()).status).toBe(200);
  });
});

describe('a token of the tenant', () => {
  test('opens it, in any case of Bearer', async () => {
    expect((await get()).status).toBe(200);
    const headers = { authorization: `bearer ${tenant.token}` };
    expect((await call(tenant, 'GET', '/Users?count=1', undefined, headers)).status).toBe(200);
  });

  test('opens no other tenant', async () => {
    const other = await service.openTenant();
    const body = { schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'], userName: 'a@contoso.com' };
    const { id } = (await call(tenant, 'POST', '/Users', body)).body;
    expect(asError(await call(other, 'GET', `/Users/${id}`))).toEqual(scimError(404));
    expect((await call(other, 'GET', '/Users')).body.totalResults).toBe(0);
    expect((await call(other, 'POST', '/Users', body)).status).toBe(201);
  });
});

describe('a token that may only read', () => {
  test('reads, and is told 403 when it writes', async () => {
    const reader = await service.openTenant({ scopes: ['read'] });
    expect((await get(reader.token)).status).toBe(200);
    for (const [method, path] of [
      ['POST', '/Users'],
      ['PUT', `/Users/${NOBODY}`],
      ['PATCH', `/Groups/${NOBODY}`],
      ['DELETE', `/Users/${NOBODY}`],
    ] as const) {
      expect(asError(await call(reader, method, path, method === 'DELETE' ? undefined : {}))).toEqual(
        scimError(403),
      );
    }
  });
});

describe('401', () => {
  test.each([
    ['none', null],
    ['another scheme', 'Basic dXNlcjpwYXNzd29yZA=='],
    ['no token of ours', 'Bearer eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJ4In0.c2lnbmF0dXJl'],
    ['a token of another shape', `Bearer ${mintSecret('token').text}x`],
    ['a mistyped token', `Bearer ${mistyped(mintSecret('token').text)}`],
    ['a token that nobody made', `Bearer ${mintSecret('token').text}`],
  ])('is the answer to %s', async (_, authorization) => {
    const answer = await call(tenant, 'GET', '/Users', undefined, { authorization });
    expect(asError(answer)).toEqual(scimError(401));
    expect(answer.headers['www-authenticate']).toBe('Bearer');
  });

  test('is the answer to the right key with another secret', async () => {
    const [, , secret = ''] = tenant.token.split('_');
    const [prefix, , other = ''] = mintSecret('token').text.split('_');
    expect(other).not.toBe(secret);
    expect(asError(await get(`${prefix}_${tenant.tokenId}_${other}`))).toEqual(scimError(401));
  });

  test('is the answer to a revoked token, once the time is over for which the answer was kept', async () => {
    expect((await get()).status).toBe(200);
    await service.revoke(tenant);
    expect((await get()).status).toBe(200);
    passTime(CACHED + 1);
    expect(asError(await get())).toEqual(scimError(401));
  });

  test('is the answer at once to a revoked token that was not used before', async () => {
    await service.revoke(tenant);
    expect(asError(await get())).toEqual(scimError(401));
  });
});

describe('500, and never 401, is the answer', () => {
  const faults: readonly (readonly [string, Fault])[] = [
    ['fails', { kind: 'answer', answer: wireError('InternalServerError', 500) }],
    ['throttles', { kind: 'answer', answer: wireError('ThrottlingException') }],
    ['cannot be reached', { kind: 'drop' }],
  ];
  test.each(faults)(
    'while DynamoDB %s, and 200 when that is over',
    async (_, fault) => {
      service.proxy.injectFaults(() => fault);
      await expectFailure();
      service?.proxy.reset();
      expect((await get()).status).toBe(200);
    },
    30_000,
  );
});
