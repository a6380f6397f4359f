import { describe, expect, test } from '@jest/globals';
import { isProvenBy } from '../../../lambda/tenancy/credential/proving.ts';
import { parseClientSecret } from '../../../lambda/tenancy/credential/secret-text.ts';
import { NOW } from '../support.ts';
import { refusal } from './refusal.ts';
import { DAY, MINUTE, useAdmin } from './support.ts';

const { clock, result, ask, stores, newTenant, audits, logged } = useAdmin();

const dateOf = (time: number) => new Date(time).toISOString();

const newClient = async (payload = {}) => {
  const tenant = await newTenant();
  const { client, secret } = await result('clients.create', { tenant, ...payload });
  return { ofClient: { tenant, clientId: client.clientId }, client, secret };
};

describe('clients.create', () => {
  test('makes a client with a secret for a year, and shows it', async () => {
    const { client, secret } = await newClient({ label: 'Entra' });
    expect(client).toEqual({
      clientId: expect.stringMatching(/^client-[a-z0-9]{12}$/),
      tenant: 'contoso',
      label: 'Entra',
      scopes: ['provision', 'read'],
      tokenMinutes: 60,
      created: dateOf(NOW),
      status: 'active',
    });
    expect(secret).toEqual({
      secretId: expect.stringMatching(/^[0-9A-Za-z]{10}$/),
      clientId: client.clientId,
      tenant: 'contoso',
      label: 'Entra',
      created: dateOf(NOW),
      expires: dateOf(NOW + 365 * DAY),
      status: 'active',
      secret: expect.stringMatching(/^scim_cs_/),
    });
    expect(parseClientSecret(secret.secret)).toMatchObject({ kind: 'secret', id: secret.secretId });
  });

  test('stores what proves the secret, and neither stores nor logs the secret', async () => {
    const { client, secret } = await newClient();
    expect(logged()).not.toContain(secret.secret.slice(19));
    const [record] = (await stores().clients.read(client.clientId))?.secrets ?? [];
    expect(JSON.stringify(record)).not.toContain(secret.secret.slice(19));
    expect(await isProvenBy(stores().peppers, record, secret.secret)).toBe(true);
    expect(audits()).toEqual([
      {
        operation: 'clients.create',
        outcome: 'ok',
        tenant: 'contoso',
        client: client.clientId,
        credential: secret.secretId,
        request: 'request-1',
      },
    ]);
  });

  test('makes one without a secret, for federated identities alone', async () => {
    const { ofClient, secret } = await newClient({ withoutSecret: true });
    expect(secret).toBeUndefined();
    expect(await result('secrets.list', ofClient)).toEqual({ secrets: [] });
  });

  test.each([
    [{ tokenMinutes: 9 }, 'tokenMinutes has to be a whole number from 10 to 360'],
    [{ tokenMinutes: 361 }, 'tokenMinutes has to be'],
    [{ withoutSecret: 'yes' }, 'withoutSecret has to be true or false'],
    [{ scopes: ['write'] }, 'scopes has to be'],
  ])('refuses %j', async (payload, message) => {
    const tenant = await newTenant();
    expect(await ask('clients.create', { tenant, ...payload })).toEqual(refusal('invalidRequest', message));
    expect(await result('clients.list', { tenant })).toEqual({ clients: [] });
  });

  test('makes no more than 20 that are good', async () => {
    const { ofClient } = await newClient();
    const { tenant } = ofClient;
    for (let count = 1; count < 20; count += 1) await result('clients.create', { tenant });
    expect(await ask('clients.create', { tenant })).toEqual(refusal('invalidRequest', 'has 20 clients'));
    await result('clients.revoke', ofClient);
    expect(await result('clients.create', { tenant })).toMatchObject({ client: { status: 'active' } });
  });
});

test('clients.list has each client with all that it identifies itself by, and nothing that proves it', async () => {
  const { ofClient, client, secret } = await newClient();
  const { secret: _, ...shown } = secret;
  expect(await result('clients.list', { tenant: ofClient.tenant })).toEqual({
    clients: [{ ...client, secrets: [shown], identities: [] }],
  });
});

test('clients.revoke ends a client, whose lists stay', async () => {
  const { ofClient, client, secret } = await newClient();
  const ended = { ...client, status: 'revoked', revoked: dateOf(NOW) };
  expect(await result('clients.revoke', ofClient)).toEqual(ended);
  expect((await result('secrets.list', ofClient))['secrets']).toMatchObject([{ secretId: secret.secretId }]);
  const refused = refusal('invalidRequest', 'was revoked');
  expect(await ask('secrets.create', ofClient)).toEqual(refused);
  expect(await ask('secrets.rotate', { ...ofClient, secretId: secret.secretId })).toEqual(refused);
});

describe('a secret', () => {
  test('may be one of several, each of which is revoked by itself', async () => {
    const { ofClient, secret } = await newClient();
    const second = await result('secrets.create', { ...ofClient, label: 'next', expiresInDays: 30 });
    expect(second).toMatchObject({ label: 'next', expires: dateOf(NOW + 30 * DAY) });
    await result('secrets.revoke', { ...ofClient, secretId: secret.secretId });
    const { secrets } = await result('secrets.list', ofClient);
    const statuses = Object.fromEntries(secrets.map((one: typeof secret) => [one.secretId, one.status]));
    expect(statuses).toEqual({ [secret.secretId]: 'revoked', [second['secretId']]: 'active' });
  });

  test('that is rotated has a successor of its label and lifetime, and ends after the overlap', async () => {
    const { ofClient, secret } = await newClient({ label: 'Entra', expiresInDays: 90 });
    clock.now += DAY;
    const { secretId } = secret;
    const { issued, replaced } = await result('secrets.rotate', {
      ...ofClient,
      secretId,
      overlapMinutes: 30,
    });
    expect(issued).toMatchObject({ label: 'Entra', expires: dateOf(NOW + 91 * DAY) });
    expect(replaced).toMatchObject({ secretId, expires: dateOf(NOW + DAY + 30 * MINUTE) });
    expect(audits()).toMatchObject([
      {
        operation: 'secrets.rotate',
        credential: issued.secretId,
        replaced: secretId,
        client: ofClient.clientId,
      },
    ]);
    const { secrets } = await result('secrets.list', ofClient);
    expect(secrets).toContainEqual(replaced);
  });

  test('that is rotated twice has successors of the same lifetime', async () => {
    const { ofClient, secret } = await newClient({ expiresInDays: 90 });
    const rotate = () => result('secrets.rotate', { ...ofClient, secretId: secret.secretId });
    await rotate();
    const { issued, replaced } = await rotate();
    expect(issued.expires).toBe(dateOf(NOW + 90 * DAY));
    expect((await result('secrets.list', ofClient))['secrets']).toContainEqual(replaced);
  });

  test('that has ended is not rotated', async () => {
    const { ofClient, secret } = await newClient();
    const { secretId } = secret;
    await result('secrets.revoke', { ...ofClient, secretId });
    expect(await ask('secrets.rotate', { ...ofClient, secretId })).toEqual(
      refusal('invalidRequest', 'is revoked'),
    );
  });

  test('is not one of more than 10 that are good', async () => {
    const { ofClient, secret } = await newClient();
    for (let count = 1; count < 10; count += 1) await result('secrets.create', ofClient);
    const full = refusal('invalidRequest', 'has 10 secrets that are good');
    expect(await ask('secrets.create', ofClient)).toEqual(full);
    expect(await ask('secrets.rotate', { ...ofClient, secretId: secret.secretId })).toEqual(full);
  });
});

describe("another tenant's client", () => {
  test.each([
    ['clients.revoke', {}],
    ['secrets.create', {}],
    ['secrets.list', {}],
    ['secrets.revoke', { secretId: 'aaaaaaaaaa' }],
    ['secrets.rotate', { secretId: 'aaaaaaaaaa' }],
    ['identities.create', { issuer: 'https://i.example.com', audience: 'a', subject: 's' }],
    ['identities.list', {}],
    ['identities.revoke', { identityId: 'aaaaaaaaaa' }],
  ])('is not found by %s', async (operation, payload) => {
    const { ofClient } = await newClient();
    const tenant = await newTenant('fabrikam');
    expect(await ask(operation, { ...ofClient, tenant, ...payload })).toMatchObject({
      ok: false,
      error: { code: 'notFound' },
    });
  });
});
