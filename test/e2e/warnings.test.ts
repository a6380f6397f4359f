import { setTimeout as sleep } from 'node:timers/promises';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { THRESHOLDS } from '../../lambda/warnings/threshold.ts';
import { type AdminClient, adminClient } from '../../local/admin/client.ts';
import { AwsServiceError } from '../../local/aws/service-error.ts';
import { LOCAL_AWS } from '../../local/database.ts';
import { type LocalServer, startLocalServer } from '../../local/server.ts';

let server: LocalServer;
let lambda: LambdaClient;
let admin: AdminClient;

beforeAll(async () => {
  server = await startLocalServer({ port: 0, host: '127.0.0.1', data: ':memory:', concurrency: 1 });
  lambda = new LambdaClient({ ...LOCAL_AWS, endpoint: server.aws.url });
  admin = adminClient(lambda, server.adminFunctionName);
});
beforeEach(() => server.aws.failWith('eventBridge', undefined));
afterAll(async () => {
  lambda?.destroy();
  await server?.stop();
});

/** A new tenant's token that ends so many days from now. */
const tokenFor = async (expiresInDays: number) => {
  const { id: tenant } = await admin.invoke('tenants.create', { name: 'Contoso' });
  return admin.invoke('tokens.create', { tenant, label: 'Entra', expiresInDays });
};

/** A day's run: its error, if it has one. */
const run = async () => {
  const { FunctionError } = await lambda.send(
    new InvokeCommand({ FunctionName: server.warningsFunctionName, Payload: '{}' }),
  );
  return FunctionError;
};

/** The events about a tenant. */
const about = (tenant: string) =>
  server.aws.events().filter(({ detail }) => JSON.parse(detail).tenant === tenant);

test('a token that ends within a week is announced on the bus once, and counted', async () => {
  const { tenant, tokenId, expires } = await tokenFor(5);
  expect(await run()).toBeUndefined();
  expect(await run()).toBeUndefined();
  const [event, ...others] = about(tenant);
  expect(others).toEqual([]);
  expect(event).toMatchObject({ bus: 'ScimOnAws', source: 'scim-on-aws', type: 'Credential Expiring' });
  expect(JSON.parse(event?.detail ?? '')).toEqual({
    version: 1,
    tenant,
    credential: { kind: 'token', id: tokenId, label: 'Entra', expires },
    within: 7,
    days: 5,
  });
  const measured = () =>
    server
      .logLines()
      .map(({ line }) => line)
      .filter((line) => line.includes('"CredentialsExpiring":'))
      .map((line) => JSON.parse(line));
  // Lines arrive when they do: one of each threshold and run.
  while (measured().length < 2 * THRESHOLDS.length) await sleep(20);
  const counts = measured().filter(({ within }) => within === '7');
  expect(counts.map((line) => line.CredentialsExpiring)).toEqual([1, 0]);
  expect(counts[0]).toMatchObject({
    service: 'warnings',
    _aws: { CloudWatchMetrics: [{ Namespace: 'ScimOnAws', Dimensions: [['service', 'within']] }] },
  });
});

test('while EventBridge is out a run fails; the next one announces what it could not', async () => {
  const { tenant } = await tokenFor(1);
  server.aws.failWith('eventBridge', new AwsServiceError(400, 'AccessDeniedException', 'no'));
  expect(await run()).toBe('Unhandled');
  expect(about(tenant)).toEqual([]);
  server.aws.failWith('eventBridge', undefined);
  expect(await run()).toBeUndefined();
  expect(about(tenant)).toHaveLength(1);
});
