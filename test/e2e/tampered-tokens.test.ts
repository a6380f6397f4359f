import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pMap from 'p-map';
import { mintSecret, TOKEN_EXPRESSION } from '../../lambda/tenancy/credential/secret-text.ts';
import { BASE62, randomString } from '../../lambda/tenancy/random.ts';
import { exchange } from '../../local/replay/client.ts';
import { sealed } from '../tenancy/forge.ts';
import { type Service, startService, type Tenant } from './service.ts';

const COUNT = 10_000;

let service: Service;
let tenant: Tenant;
/** A token and an access token that are good, as what is tampered with. */
let good: readonly string[];
let clientSecret: string;

beforeAll(async () => {
  service = await startService();
  tenant = await service.openTenant();
  const { client, secret } = await service.admin.invoke('clients.create', { tenant: tenant.tenantId });
  clientSecret = String(secret?.secret);
  const response = await fetch(`${tenant.tenantUrl}/oauth2/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: client.clientId,
      client_secret: clientSecret,
    }),
  });
  const { access_token: access } = (await response.json()) as { readonly access_token: string };
  good = [tenant.token, access];
}, 60_000);

afterAll(() => service?.close());

const numberBelow = (limit: number): number => Math.floor(Math.random() * limit);
const otherCharacter = (not: string): string => {
  const character = randomString(BASE62, 1);
  return character === not ? otherCharacter(not) : character;
};

/** One way of tampering with a token each; none of what they make was ever issued. */
const TAMPERINGS: readonly ((token: string) => string)[] = [
  // One character is another.
  (token) => {
    const at = numberBelow(token.length);
    return token.slice(0, at) + otherCharacter(token.charAt(at)) + token.slice(at + 1);
  },
  // Cut short, at either end.
  (token) => token.slice(0, numberBelow(token.length)),
  (token) => token.slice(1 + numberBelow(token.length - 1)),
  // Longer than it was.
  (token) => token + randomString(BASE62, 1 + numberBelow(20)),
  // Signed anew: the id of a token that is good, the right checksum, and another secret.
  (token) => sealed(token.slice(0, -49) + randomString(BASE62, 43)),
  // The secret of a token that is good under another id.
  (token) => sealed(token.slice(0, -60) + randomString(BASE62, 10) + token.slice(-50, -6)),
  // The mark of another kind, with the right checksum for it.
  (token) =>
    sealed(
      (token.startsWith('scim_at_') ? `scim_${token.slice(8)}` : `scim_at_${token.slice(5)}`).slice(0, -6),
    ),
  // Well-formed, of some other deployment.
  () => mintSecret('token').text,
  () => mintSecret('access').text,
  // Secrets that are no tokens, and what is none at all.
  () => clientSecret,
  () => `eyJhbGciOiJub25lIn0.${Buffer.from('{"sub":"admin"}').toString('base64url')}.`,
  () => randomString(`${BASE62}-._~+/=`, 1 + numberBelow(200)),
];

const audits = (message: string) =>
  service.logLines().filter((line) => line.includes(`"message":"${message}"`)).length;

test('10,000 tampered, truncated, re-signed or foreign tokens: none is let in, none reaches a handler, and the malformed reach no code at all', async () => {
  const expression = new RegExp(TOKEN_EXPRESSION);
  const headers = Array.from({ length: COUNT }, (_, index) => {
    const tamper = TAMPERINGS[index % TAMPERINGS.length] ?? ((token: string) => token);
    const token = tamper(good[Math.floor(index / TAMPERINGS.length) % good.length] ?? '');
    return `Bearer ${token}`;
  });
  expect(headers.filter((header) => good.includes(header.slice('Bearer '.length)))).toEqual([]);

  const before = { authorizer: audits('authorization'), handlers: audits('scim request') };
  const statuses = await pMap(
    headers,
    async (authorization) => (await exchange(tenant, 'GET', '/Users?count=1', { authorization })).status,
    { concurrency: 32 },
  );
  expect(new Set(statuses)).toEqual(new Set([401]));
  expect(audits('scim request') - before.handlers).toBe(0);

  // Exactly those that have the form of a token were looked at; the same one twice, twice: refusals are not kept.
  const wellFormed = headers.filter((header) => expression.test(header)).length;
  expect(audits('authorization') - before.authorizer).toBe(wellFormed);
  expect(wellFormed).toBeGreaterThan(3_000);
  expect(COUNT - wellFormed).toBeGreaterThan(3_000);

  for (const token of good)
    expect((await exchange({ ...tenant, token }, 'GET', '/Users?count=1')).status).toBe(200);
}, 240_000);
