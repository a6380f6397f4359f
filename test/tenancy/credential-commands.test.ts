import { describe, expect, test } from '@jest/globals';
import { COMMANDS } from '../../local/admin/command-line.ts';
import { lifeCells } from '../../local/admin/life.ts';
import { answers, run, words } from './command.ts';
import { clientOf, identityOf, secretOf } from './credentials.ts';
import { contoso, entryOf, NOW } from './support.ts';

const CLIENT = 'client-7kq2bdm9zrtw';
const client = clientOf(CLIENT);
const secret = secretOf('4fTq2bLm9Z', CLIENT);
const issued = { ...secret, secret: 'scim_cs_4fTq2bLm9Z_secret' };
const identity = identityOf('4fTq2bLm9Z', CLIENT);
const old = { ...entryOf('bbbbbbbbbb'), expires: '2026-12-01T12:00:00.000Z' };
const revoked = { status: 'revoked', revoked: '2026-11-24T12:00:00.000Z' };

const service = {
  ...answers,
  'tenants.suspend': () => ({ ...contoso, status: 'suspended' }),
  'tenants.resume': () => contoso,
  'tokens.rotate': () => ({
    issued: { ...entryOf('4fTq2bLm9Z'), token: 'scim_4fTq2bLm9Z_secret' },
    replaced: old,
  }),
  'clients.create': ({ withoutSecret }: Readonly<Record<string, unknown>>) => ({
    client,
    ...(!withoutSecret && { secret: issued }),
  }),
  'clients.list': () => ({ clients: [{ ...client, secrets: [secret, secret], identities: [] }] }),
  'clients.revoke': () => ({ ...client, ...revoked }),
  'secrets.create': () => issued,
  'secrets.list': () => ({ secrets: [secret] }),
  'secrets.revoke': () => ({ ...secret, ...revoked }),
  'secrets.rotate': () => ({ issued, replaced: { ...secret, secretId: 'bbbbbbbbbb', expires: old.expires } }),
  'identities.create': () => identity,
  'identities.list': () => ({ identities: [identity] }),
  'identities.revoke': () => ({ ...identity, ...revoked }),
  'peppers.list': () => ({
    peppers: [
      { version: 'v1', current: false, credentials: 3 },
      { version: 'v2', current: true, credentials: 10 },
    ],
  }),
  'peppers.rotate': () => ({ current: 'v2' }),
  'peppers.remove': () => ({ removed: 'v1' }),
};

const ask = (line: string) => run(words(line), service);
const ofClient = { tenant: 'contoso', clientId: CLIENT };
const OF_CLIENT = `--tenant contoso --client ${CLIENT}`;

describe('a command', () => {
  test.each([
    ['tenants suspend --tenant contoso', { operation: 'tenants.suspend', tenant: 'contoso' }],
    ['tenants resume --tenant contoso', { operation: 'tenants.resume', tenant: 'contoso' }],
    [
      'tokens rotate --tenant contoso --token bbbbbbbbbb',
      { operation: 'tokens.rotate', tenant: 'contoso', tokenId: 'bbbbbbbbbb' },
    ],
    [
      'clients create --tenant contoso --label Entra --scopes read --token-minutes 30 --expires-in-days 90',
      {
        operation: 'clients.create',
        tenant: 'contoso',
        label: 'Entra',
        scopes: ['read'],
        tokenMinutes: 30,
        expiresInDays: 90,
      },
    ],
    [
      'clients create --tenant contoso --without-secret',
      { operation: 'clients.create', tenant: 'contoso', withoutSecret: true },
    ],
    ['clients list --tenant contoso', { operation: 'clients.list', tenant: 'contoso' }],
    [`clients revoke ${OF_CLIENT}`, { operation: 'clients.revoke', ...ofClient }],
    [`secrets create ${OF_CLIENT} --label x`, { operation: 'secrets.create', ...ofClient, label: 'x' }],
    [`secrets list ${OF_CLIENT}`, { operation: 'secrets.list', ...ofClient }],
    [
      `secrets revoke ${OF_CLIENT} --secret 4fTq2bLm9Z`,
      { operation: 'secrets.revoke', ...ofClient, secretId: '4fTq2bLm9Z' },
    ],
    [
      `secrets rotate ${OF_CLIENT} --secret 4fTq2bLm9Z --overlap 0m`,
      { operation: 'secrets.rotate', ...ofClient, secretId: '4fTq2bLm9Z', overlapMinutes: 0 },
    ],
    [
      `identities create ${OF_CLIENT} --issuer https://i --audience a --subject s --max-age 30m`,
      {
        operation: 'identities.create',
        ...ofClient,
        issuer: 'https://i',
        audience: 'a',
        subject: 's',
        maxAgeMinutes: 30,
      },
    ],
    [
      `identities create ${OF_CLIENT} --issuer https://i --audience a --subject s --jwks-uri https://k --entra-tenant t`,
      {
        operation: 'identities.create',
        ...ofClient,
        issuer: 'https://i',
        audience: 'a',
        subject: 's',
        jwksUri: 'https://k',
        entraTenant: 't',
      },
    ],
    [`identities list ${OF_CLIENT}`, { operation: 'identities.list', ...ofClient }],
    [
      `identities revoke ${OF_CLIENT} --identity 4fTq2bLm9Z`,
      { operation: 'identities.revoke', ...ofClient, identityId: '4fTq2bLm9Z' },
    ],
    ['peppers list', { operation: 'peppers.list' }],
    ['peppers rotate', { operation: 'peppers.rotate' }],
    ['peppers remove v1', { operation: 'peppers.remove', version: 'v1' }],
  ])('"%s" asks for one operation', async (line, asked) => {
    expect(await ask(line)).toMatchObject({ exitCode: 0, asked: [asked], error: '' });
  });

  test.each([
    ['7d', 10_080],
    ['12h', 720],
    ['30m', 30],
  ])('takes an overlap of %s', async (overlap, overlapMinutes) => {
    const { asked } = await ask(`tokens rotate --tenant contoso --token bbbbbbbbbb --overlap ${overlap}`);
    expect(asked).toEqual([expect.objectContaining({ overlapMinutes })]);
  });

  /** What these do is to files and whole directories: test/e2e/tenants runs them. */
  const ofTenants = ['tenants delete', 'export', 'import', 'usage'];
  const examples = Object.entries(COMMANDS).flatMap(([name, command]) =>
    ofTenants.includes(name) ? [] : command.examples,
  );

  test.each(examples)('can be typed as its help shows it: %s', async (example) => {
    const args = example.split(/ (?=(?:[^"]*"[^"]*")*[^"]*$)/).map((word) => word.replaceAll('"', ''));
    const fsck = () => ({ findings: [], progress: { check: 'users', fraction: 1, items: 0 } });
    const reindex = () => ({ ...fsck(), incomplete: [], rewritten: 0 });
    expect(await run(args, { ...service, fsck, reindex })).toMatchObject({
      exitCode: 0,
      error: expect.any(String),
    });
  });
});

describe('what people read', () => {
  test.each([
    [`secrets create ${OF_CLIENT}`, ['scim_cs_4fTq2bLm9Z_secret', 'it is never shown again']],
    [
      'clients create --tenant contoso',
      ['scim_cs_4fTq2bLm9Z_secret', 'http://127.0.0.1:8787/scim/oauth2/token'],
    ],
    ['tokens rotate --tenant contoso --token bbbbbbbbbb', ['scim_4fTq2bLm9Z_secret', old.expires]],
    [`secrets rotate ${OF_CLIENT} --secret bbbbbbbbbb`, ['scim_cs_4fTq2bLm9Z_secret', old.expires]],
  ])('of "%s" is the secret, once, and what to do with it', async (line, texts) => {
    const { out } = await ask(line);
    for (const text of texts) expect(out.split(text)).toHaveLength(2);
  });

  test('of a client without a secret is how it is given an identity', async () => {
    const { out } = await ask('clients create --tenant contoso --without-secret');
    expect(out).toContain(`identities create --tenant contoso --client ${CLIENT}`);
    expect(out).not.toContain('Secret');
  });

  test('of clients is how many secrets and identities they have', async () => {
    const { out } = await ask('clients list --tenant contoso');
    expect(out.split('\n')[0]).toMatch(
      /^ID +LABEL +SCOPES +TOKEN MINUTES +SECRETS +IDENTITIES +CREATED +STATUS$/,
    );
    expect(out.split('\n')[1]).toMatch(
      /^client-7kq2bdm9zrtw +Entra +provision read +60 +2 +0 +2026-01-01 +active$/,
    );
  });

  test('of peppers is what hangs on each', async () => {
    expect((await ask('peppers list')).out.split('\n')).toEqual([
      'VERSION  CREDENTIALS  CURRENT',
      'v1       3            no',
      'v2       10           yes',
    ]);
  });

  test('of nothing is a sentence', async () => {
    const none = {
      'clients.list': () => ({ clients: [] }),
      'secrets.list': () => ({ secrets: [] }),
      'identities.list': () => ({ identities: [] }),
    };
    const said = async (line: string) => (await run(words(line), none)).out;
    expect(await said('clients list --tenant contoso')).toBe('The tenant has no OAuth clients.');
    expect(await said(`secrets list ${OF_CLIENT}`)).toBe('The client has no secrets.');
    expect(await said(`identities list ${OF_CLIENT}`)).toBe('The client has no federated identities.');
  });

  const DAY = 86_400_000;
  test.each([
    ['active', 31 * DAY, 'active'],
    ['near its end', 30 * DAY, 'active, ends in 30 days'],
    ['a day from its end', DAY, 'active, ends in a day'],
    ['hours from its end', DAY - 1, 'active, ends within a day'],
    ['ended', 0, 'expired'],
  ])('of a credential that is %s is its status', (_, left, status) => {
    const expires = new Date(NOW + left).toISOString();
    expect(lifeCells({ created: contoso.created, status: 'active', expires }, NOW)).toEqual([
      '2026-01-01',
      expires.slice(0, 10),
      'never',
      status,
    ]);
  });

  test('of a credential without an end is that it has none', () => {
    expect(lifeCells({ created: contoso.created, status: 'active' }, NOW)[1]).toBe('never');
  });
});

describe('a wrong command line asks nothing of the service, ends with 2, and says what to write', () => {
  test.each([
    [
      'tokens rotate --tenant c --token t --overlap week',
      "--overlap takes a time such as 7d, 12h or 30m, not 'week'",
    ],
    ['tokens rotate --tenant c --token t --overlap 7', '--overlap takes a time'],
    ['secrets create --tenant c', 'secrets create needs --client ID.'],
    ['peppers remove', 'peppers remove needs VERSION.'],
    ['completion', 'completion needs SHELL.'],
    ['completion tcsh', "completion takes bash, zsh, fish, not 'tcsh'."],
    ['secret rotate', 'Did you mean secrets rotate?'],
  ])('"%s"', async (line, sentence) => {
    const { exitCode, asked, out, error } = await ask(line);
    expect({ exitCode, asked, out }).toEqual({ exitCode: 2, asked: [], out: '' });
    expect(error).toContain(sentence);
  });
});
