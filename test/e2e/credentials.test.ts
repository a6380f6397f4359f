/** The life of a tenant's credentials, through the service as it is deployed. */
import { LambdaClient } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type AdminClient, adminClient } from '../../local/admin/client.ts';
import { LOCAL_AWS } from '../../local/database.ts';
import { type LocalServer, startLocalServer } from '../../local/server.ts';
import { asError, call, scimError } from './scim.ts';

let server: LocalServer;
let lambda: LambdaClient;
let admin: AdminClient;
let tenant: string;

beforeAll(async () => {
  // So that API Gateway asks each time.
  const context = { 'scim:authorizerCacheSeconds': '0' };
  server = await startLocalServer({ port: 0, host: '127.0.0.1', data: ':memory:', concurrency: 4, context });
  lambda = new LambdaClient({ ...LOCAL_AWS, endpoint: server.aws.url });
  admin = adminClient(lambda, server.adminFunctionName);
}, 60_000);

afterAll(async () => {
  lambda?.destroy();
  await server?.stop();
});

beforeEach(async () => {
  tenant = (await admin.invoke('tenants.create', { name: 'Contoso' })).id;
});

const get = (token: string) => call({ tenantUrl: server.tenantUrl, token }, 'GET', '/Users?count=1');
const statusOf = async (token: string) => (await get(token)).status;

describe('a token that is rotated', () => {
  test('works beside its successor until they overlap no longer', async () => {
    const { token, tokenId } = await admin.invoke('tokens.create', { tenant });
    const { issued } = await admin.invoke('tokens.rotate', { tenant, tokenId, overlapMinutes: 60 });
    expect([await statusOf(token), await statusOf(issued.token)]).toEqual([200, 200]);
    const last = await admin.invoke('tokens.rotate', { tenant, tokenId, overlapMinutes: 0 });
    expect([await statusOf(token), await statusOf(last.issued.token)]).toEqual([401, 200]);
  });
});

test('a suspended tenant is told 401, as whoever has no token, until it is resumed', async () => {
  const { token } = await admin.invoke('tokens.create', { tenant });
  expect(await statusOf(token)).toBe(200);
  await admin.invoke('tenants.suspend', { tenant });
  expect(asError(await get(token))).toEqual(scimError(401));
  await admin.invoke('tenants.resume', { tenant });
  expect(await statusOf(token)).toBe(200);
});

test('a secret of an OAuth client is no token: it is turned away before the authorizer is asked', async () => {
  const { secret } = await admin.invoke('clients.create', { tenant });
  const decisions = () => server.logLines().filter(({ line }) => line.includes('"authorization"')).length;
  const before = decisions();
  expect(await statusOf(secret?.secret ?? '')).toBe(401);
  expect(decisions()).toBe(before);
});

describe('while the peppers are rotated', () => {
  test('no request fails, of tokens from before or after, and none is lost of two rotations at once', async () => {
    const { token: old } = await admin.invoke('tokens.create', { tenant });
    const requests = Array.from({ length: 40 }, () => statusOf(old));
    const rotations = await Promise.allSettled([
      admin.invoke('peppers.rotate', {}),
      admin.invoke('peppers.rotate', {}),
    ]);
    const made = rotations.flatMap((rotation) =>
      rotation.status === 'fulfilled' ? [rotation.value.current] : [],
    );
    expect(made.length).toBeGreaterThan(0);
    expect(new Set(await Promise.all(requests))).toEqual(new Set([200]));

    const { token: young } = await admin.invoke('tokens.create', { tenant });
    for (const token of [old, young, old]) expect(await statusOf(token)).toBe(200);
    const { peppers } = await admin.invoke('peppers.list', {});
    expect(peppers.map(({ version }) => version)).toEqual(['v1', ...made.toSorted()]);
    expect(peppers.filter(({ current }) => current).map(({ version }) => version)).toEqual([
      made.toSorted().at(-1),
    ]);
  });
});

test('no line of any log has had a token, a secret or a pepper', async () => {
  const { token, tokenId } = await admin.invoke('tokens.create', { tenant });
  const { issued } = await admin.invoke('tokens.rotate', { tenant, tokenId });
  const { client, secret } = await admin.invoke('clients.create', { tenant });
  const next = await admin.invoke('secrets.create', { tenant, clientId: client.clientId });
  await statusOf(issued.token);
  const log = server
    .logLines()
    .map(({ line }) => line)
    .join('\n');
  expect(log).toContain(tokenId);
  const texts = [token, issued.token, secret?.secret ?? '', next.secret];
  for (const text of texts) expect(log).not.toContain(text.slice(-49));
  // A pepper is 64 characters of letters and digits, as nothing else is but the hash in the path of a bundle.
  expect(log).not.toMatch(/(?<!\/asset\.)\b[0-9A-Za-z]{64}\b/);
});
