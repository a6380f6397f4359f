import { createHmac } from 'node:crypto';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { createLocalJWKSet, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import { refusedFrom, verifyAssertion } from '../../lambda/oauth/assertion.ts';
import { issuerKeys, KeysMisconfigured, KeysUnavailable } from '../../lambda/oauth/jwks.ts';
import { type FederatedIdentity, MOST_AGE_MINUTES } from '../../lambda/tenancy/credential/oauth-client.ts';
import { NOW } from '../tenancy/support.ts';
import { ENTRA_TENANT, type Issuer, identityOf, makeIssuer } from './issuer.ts';

const SECONDS = NOW / 1_000;
const identity = identityOf('https://login.microsoftonline.com/keys');

let issuer: Issuer;

beforeAll(async () => {
  issuer = await makeIssuer(() => NOW);
});

const verify = (assertion: string, identities: readonly FederatedIdentity[] = [identity]) =>
  verifyAssertion(assertion, { identities, keysOf: () => createLocalJWKSet(issuer.keys), now: NOW });

const base64url = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('an assertion is believed', () => {
  test('when everything is as the identity has it', async () => {
    expect(await verify(await issuer.sign(identity))).toMatchObject({ kind: 'verified', identity });
  });

  test.each<[string, JWTPayload]>([
    ['for several audiences, one of which is ours', { aud: ['api://other', identity.audience] }],
    ['up to a minute after its end, since clocks differ', { exp: SECONDS - 59 }],
    ['up to a minute before its beginning', { nbf: SECONDS + 59, iat: SECONDS + 59 }],
    ['until it is as old as the identity allows', { iat: SECONDS - 1_440 * 60 }],
  ])('%s', async (_, claims) => {
    expect(await verify(await issuer.sign(identity, claims))).toMatchObject({ kind: 'verified' });
  });

  test('as that of whichever identity of the client it is about', async () => {
    const other = identityOf(identity.jwksUri, { identityId: 'bbbbbbbbbb', subject: 'other' });
    expect(await verify(await issuer.sign(other), [identity, other])).toMatchObject({ identity: other });
  });

  test('without a tenant where none is asked for', async () => {
    const { entraTenant: _, ...any } = identity;
    expect(await verify(await issuer.sign(any), [any])).toMatchObject({ kind: 'verified' });
  });
});

test.each([
  ['its end', SECONDS + 3_600, SECONDS + 3_660],
  ['its age, where that is sooner', SECONDS + 3 * 86_400, SECONDS + 2 * 86_400 + 61],
  ['its age, where its end is beyond all dates', Number.POSITIVE_INFINITY, SECONDS + 2 * 86_400 + 61],
])('an assertion is refused from %s on, and not before', async (_, exp, from) => {
  expect(refusedFrom({ iat: SECONDS, exp })).toBe(from);
  const assertion = await issuer.sign(identity, { exp: Math.min(exp, Number.MAX_VALUE) });
  const verifyAt = async (now: number) =>
    (
      await verifyAssertion(assertion, {
        identities: [{ ...identity, maxAgeMinutes: MOST_AGE_MINUTES }],
        keysOf: () => createLocalJWKSet(issuer.keys),
        now: now * 1_000,
      })
    ).kind;
  expect(await verifyAt(from - 1)).toBe('verified');
  expect(await verifyAt(from)).toBe('refused');
});

describe('of several identities that an assertion fits', () => {
  const theirs = identityOf('https://login.example.com/keys', { identityId: 'bbbbbbbbbb' });
  let other: Issuer;

  beforeAll(async () => {
    other = await makeIssuer(() => NOW);
  });

  const verifyWith = async (
    identities: readonly FederatedIdentity[],
    keysOf: (uri: string) => JWTVerifyGetKey,
  ) =>
    verifyAssertion(await issuer.sign(identity), {
      identities,
      keysOf: ({ jwksUri }) => keysOf(jwksUri),
      now: NOW,
    });
  const published = (uri: string) => createLocalJWKSet((uri === identity.jwksUri ? issuer : other).keys);
  const failing =
    (failure: Error) =>
    (uri: string): JWTVerifyGetKey =>
      uri === identity.jwksUri ? published(uri) : () => Promise.reject(failure);
  const unavailable = new KeysUnavailable('the keys cannot be reached');

  test.each<[string, (uri: string) => JWTVerifyGetKey]>([
    ['are the keys of somebody else', published],
    ['are no keys', failing(new KeysMisconfigured('there are no keys'))],
    ['cannot be had', failing(unavailable)],
  ])('the one that verifies it is found, in any order, though those of the other %s', async (_, keysOf) => {
    for (const identities of [
      [identity, theirs],
      [theirs, identity],
    ])
      expect(await verifyWith(identities, keysOf)).toMatchObject({ kind: 'verified', identity });
  });

  test('the first that verifies it is taken', async () => {
    const same = identityOf(identity.jwksUri, { identityId: 'bbbbbbbbbb' });
    expect(await verifyWith([same, identity], published)).toMatchObject({ identity: same });
  });

  test('none verifies it, and the trail is told the reason of the last', async () => {
    const [first, last] = [identityOf('https://login.example.com/none'), theirs];
    const keysOf = (uri: string): JWTVerifyGetKey =>
      uri === first.jwksUri ? () => Promise.reject(new KeysMisconfigured('none')) : published(uri);
    expect(await verifyWith([first, last], keysOf)).toEqual({
      kind: 'refused',
      reason: 'assertionSignature',
    });
    expect(await verifyWith([last, first], keysOf)).toEqual({ kind: 'refused', reason: 'issuerKeys' });
  });

  test('none verifies it, and the keys of one cannot be had: an outage', async () => {
    const wrong = identityOf('https://login.example.com/wrong');
    const keysOf = (uri: string): JWTVerifyGetKey =>
      uri === wrong.jwksUri ? createLocalJWKSet(other.keys) : () => Promise.reject(unavailable);
    await expect(verifyWith([theirs, wrong], keysOf)).rejects.toBe(unavailable);
  });

  test('ten are tried', async () => {
    const many = Array.from({ length: 10 }, () => theirs);
    expect(await verifyWith([...many.slice(1), identity], published)).toMatchObject({ kind: 'verified' });
    expect(await verifyWith([...many, identity], published)).toMatchObject({ kind: 'refused' });
  });
});

describe('an assertion is refused, and the trail told why, when', () => {
  test.each<[string, string, JWTPayload]>([
    ['its issuer is another', 'assertionIssuer', { iss: 'https://login.microsoftonline.com/other/v2.0' }],
    ['its audience is another', 'assertionAudience', { aud: 'api://other' }],
    ['its audience only begins alike', 'assertionAudience', { aud: `${identity.audience}/.default` }],
    ['its subject is another', 'assertionSubject', { sub: 'somebody' }],
    ['its Entra tenant is another', 'assertionTenant', { tid: '00000000-0000-4000-8000-000000000000' }],
    ['it has no Entra tenant', 'assertionTenant', { tid: undefined }],
    ['it has no subject', 'assertionSubject', { sub: undefined } as unknown as JWTPayload],
    ['it has ended', 'assertionExpired', { exp: SECONDS - 61 }],
    ['it never ends', 'assertionClaims', { exp: undefined } as unknown as JWTPayload],
    ['it has not begun', 'assertionClaims', { nbf: SECONDS + 61 }],
    ['it was issued in the future', 'assertionClaims', { iat: SECONDS + 61 }],
    ['it is too old', 'assertionTooOld', { iat: SECONDS - 1_440 * 60 - 61, exp: SECONDS + 3_600 }],
    ['it does not say when it was issued', 'assertionClaims', { iat: undefined } as unknown as JWTPayload],
  ])('%s', async (_, reason, claims) => {
    expect(await verify(await issuer.sign(identity, claims))).toEqual({ kind: 'refused', reason });
  });

  test('somebody else has signed it under the name of the same key', async () => {
    const forger = await makeIssuer(() => NOW);
    expect(await verify(await forger.sign(identity))).toEqual({
      kind: 'refused',
      reason: 'assertionSignature',
    });
  });

  test('its claims were changed after it was signed', async () => {
    const [header, payload = '', signature] = (await issuer.sign(identity)).split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
    const changed = [header, base64url({ ...claims, exp: claims.exp + 60 }), signature].join('.');
    expect(await verify(changed)).toEqual({ kind: 'refused', reason: 'assertionSignature' });
  });

  test('its key is none of the issuer’s', async () => {
    expect(await verify(await issuer.sign(identity, {}, { kid: 'key-2' }))).toEqual({
      kind: 'refused',
      reason: 'assertionKey',
    });
  });

  const claims = { iss: identity.issuer, aud: identity.audience, sub: identity.subject, tid: ENTRA_TENANT };
  const dated = { ...claims, iat: SECONDS, exp: SECONDS + 3_600 };

  test.each([
    ['none', () => `${base64url({ alg: 'none' })}.${base64url(dated)}.`],
    ['None', () => `${base64url({ alg: 'None' })}.${base64url(dated)}.`],
    [
      'HS256, with the public key as its secret',
      () => {
        const signed = `${base64url({ alg: 'HS256', kid: 'key-1' })}.${base64url(dated)}`;
        const secret = String(issuer.keys.keys[0]?.['n']);
        return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
      },
    ],
    ['RS384', () => `${base64url({ alg: 'RS384', kid: 'key-1' })}.${base64url(dated)}.AAAA`],
  ])('its algorithm is %s', async (_, assertion) => {
    expect(await verify(assertion())).toEqual({ kind: 'refused', reason: 'assertionAlgorithm' });
  });

  test.each([
    ['nothing', ''],
    ['no JWT', 'scim_at_abc'],
    ['two parts', 'a.b'],
    ['no JSON', 'e30.e30'],
    ['an object without an algorithm', 'e30.e30.e30'],
    ['very long', 'a'.repeat(100_000)],
  ])('it is %s', async (_, assertion) => {
    expect(await verify(assertion)).toEqual({ kind: 'refused', reason: 'assertionMalformed' });
  });

  test('the key that its issuer publishes cannot be used', async () => {
    const set = { keys: issuer.keys.keys.map((key) => ({ ...key, e: undefined })) };
    const keysOf = issuerKeys({
      hosts: ['login.microsoftonline.com'],
      now: () => NOW,
      fetch: async () => Response.json(set),
    });
    const assertion = await issuer.sign(identity);
    const verified = await verifyAssertion(assertion, {
      identities: [identity],
      keysOf: ({ jwksUri }) => keysOf(jwksUri),
      now: NOW,
    });
    expect(verified).toEqual({ kind: 'refused', reason: 'issuerKeys' });
  });

  test('the client trusts nobody', async () => {
    expect(await verify(await issuer.sign(identity), [])).toMatchObject({ kind: 'refused' });
  });
});
