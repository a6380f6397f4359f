import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { JsonObject } from '../../lambda/scim/json.ts';
import type { ConflictProxy, Fault } from '../harness/conflict-proxy.ts';
import { wireError } from '../harness/wire.ts';
import { bulkOf, newUser } from '../scim/bulk/support.ts';
import {
  addMembers,
  asError,
  call,
  createGroup,
  createUser,
  membersOf,
  patch,
  scimError,
  USER,
} from './scim.ts';
import { type Service, startConflictingService, type Tenant } from './service.ts';

/** A request waits for the database until its time is spent, which is 28 s where it is deployed. */
const TIME_LIMIT = 5_000;

const BY_NAME = `/Users?filter=${encodeURIComponent('userName eq "josefina.quintaneiro@contoso.com"')}`;

let service: Service & { readonly proxy: ConflictProxy };
let tenant: Tenant;
let user: string;
let group: string;

beforeAll(async () => {
  service = await startConflictingService({ timeLimitMs: TIME_LIMIT });
  tenant = await service.openTenant();
  user = await createUser(tenant, 'josefina.quintaneiro@contoso.com');
  group = await createGroup(tenant, 'Sales EMEA');
}, 60_000);

afterAll(() => service?.close());

/** Every call of the database comes to this while `work` runs. */
const during = async <Result>(fault: Fault, work: () => Promise<Result>): Promise<Result> => {
  service.proxy.injectFaults(() => fault);
  try {
    return await work();
  } finally {
    service.proxy.reset();
  }
};

/** The answer to the first write of the database is lost, and nothing else. */
const afterLosingOne = async <Result>(work: () => Promise<Result>): Promise<Result> => {
  let lost = 0;
  service.proxy.injectFaults(({ operation }) =>
    operation === 'TransactWriteItems' && lost++ === 0 ? { kind: 'lose' } : undefined,
  );
  try {
    return await work();
  } finally {
    service.proxy.reset();
    expect(lost).toBeGreaterThan(0);
  }
};

const faults: readonly (readonly [string, Fault])[] = [
  ['fails', { kind: 'answer', answer: wireError('InternalServerError', 500) }],
  ['throttles', { kind: 'answer', answer: wireError('ThrottlingException') }],
  ['cannot be reached', { kind: 'drop' }],
];

const requests = (): readonly (readonly [string, string, JsonObject?])[] => [
  ['GET', `/Users/${user}`],
  ['GET', `/Groups/${group}`],
  ['GET', BY_NAME],
  ['GET', '/Groups'],
  ['PATCH', `/Users/${user}`, patch({ op: 'replace', path: 'title', value: 'Lead' })],
  ['PUT', `/Users/${user}`, { schemas: [USER], userName: 'josefina.quintaneiro@contoso.com', title: 'Lead' }],
  ['DELETE', `/Users/${user}`],
];

test.each(faults)(
  'while DynamoDB %s, every answer is 503 and when to come again, never 404 or an empty list',
  async (_, fault) => {
    const many = Array.from({ length: 40 }, (_one, n) => newUser(`user-${n}`));
    const send = () =>
      Promise.all([
        Promise.all(requests().map((request) => call(tenant, ...request))),
        call(tenant, 'POST', '/Bulk', bulkOf(many)),
      ]);
    const [answers, bulk] = await during(fault, send);
    expect(answers.map(asError)).toEqual(requests().map(() => scimError(503)));
    for (const { headers } of answers) expect(Number(headers['retry-after'])).toBeGreaterThan(0);

    // Of a bulk, each operation that was begun, and each that was not.
    expect(bulk.status).toBe(200);
    expect(bulk.body.Operations.map(({ status }: { readonly status: string }) => status)).toEqual(
      many.map(() => '503'),
    );
    expect((await call(tenant, 'GET', '/Users?count=0')).body.totalResults).toBe(1);

    // And when it is over, everything is there and as it was.
    const { body } = await call(tenant, 'GET', BY_NAME);
    expect(body).toMatchObject({ totalResults: 1, Resources: [{ id: user, meta: { version: 'W/"1"' } }] });
  },
  30_000,
);

describe('when an answer of DynamoDB is lost', () => {
  test('a creation succeeds, once', async () => {
    const body = { schemas: [USER], userName: 'tomas.quintaneiro@contoso.com' };
    const created = await afterLosingOne(() => call(tenant, 'POST', '/Users', body));
    expect(created.status).toBe(201);
    expect((await call(tenant, 'GET', '/Users')).body.totalResults).toBe(2);
  });

  test('a creation within a bulk succeeds, once', async () => {
    const { body } = await afterLosingOne(() => call(tenant, 'POST', '/Bulk', bulkOf([newUser('ada')])));
    expect(body.Operations).toMatchObject([{ status: '201' }]);
    const id = body.Operations[0].location.split('/').at(-1);
    expect((await call(tenant, 'DELETE', `/Users/${id}`)).status).toBe(204);
  });

  test('a change of members succeeds', async () => {
    const path = `/Groups/${group}`;
    expect((await afterLosingOne(() => call(tenant, 'PATCH', path, addMembers(user)))).status).toBe(204);
    expect(await membersOf(tenant, group)).toEqual([user]);
  });

  test('a deletion succeeds, and is not taken for one of nobody', async () => {
    expect((await afterLosingOne(() => call(tenant, 'DELETE', `/Users/${user}`))).status).toBe(204);
    expect(asError(await call(tenant, 'GET', `/Users/${user}`))).toEqual(scimError(404));
  });
});

test('a fault of ours within a bulk is its operation’s 500, and sets off the alarm that is for it', async () => {
  const denied: Fault = { kind: 'answer', answer: wireError('AccessDeniedException') };
  const { body } = await during(denied, () =>
    call(tenant, 'POST', '/Bulk', bulkOf([newUser('ada'), newUser('bob')])),
  );
  expect(body.Operations.map(({ response }: { readonly response: unknown }) => response)).toEqual([
    scimError(500).body,
    scimError(500).body,
  ]);
  const reported = () => service.logLines().find((line) => line.includes('"OperationFailure":'));
  while (!reported()) await sleep(20);
  expect(JSON.parse(reported() ?? '')).toMatchObject({
    _aws: { CloudWatchMetrics: [{ Namespace: 'ScimOnAws', Dimensions: [['service']] }] },
    service: 'bulk',
    OperationFailure: 2,
  });
});
