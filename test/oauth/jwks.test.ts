import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { decodeProtectedHeader, type JSONWebKeySet, type JWK, jwtVerify } from 'jose';
import { issuerKeys, KeysMisconfigured, KeysUnavailable } from '../../lambda/oauth/jwks.ts';
import { NOW } from '../tenancy/support.ts';
import { type Issuer, identityOf, makeIssuer } from './issuer.ts';

const URI = 'https://login.example.com/keys';
const HOUR = 3_600_000;

let first: Issuer;
let second: Issuer;
let now: number;
let asked: string[];

beforeAll(async () => {
  first = await makeIssuer(() => NOW, 'key-1');
  second = await makeIssuer(() => NOW, 'key-2');
});
beforeEach(() => {
  now = NOW;
  asked = [];
});

/** Of what may be fetched, an address is all that is. */
const textOf = (uri: Parameters<typeof fetch>[0]): string =>
  typeof uri === 'string' ? uri : 'url' in uri ? uri.url : uri.href;

type Answer = () => Response | Promise<Response>;

/** Keys that are answered like this, one answer a fetch; the last one for good. */
const keysFrom = (...answers: readonly Answer[]) => {
  const fetching: typeof fetch = async (uri) => {
    asked.push(textOf(uri));
    const answer = answers[Math.min(asked.length, answers.length) - 1];
    if (!answer) throw new Error('nobody answers');
    return answer();
  };
  return issuerKeys({ hosts: ['login.example.com'], now: () => now, fetch: fetching });
};

const published =
  (...keySets: readonly JSONWebKeySet[]): Answer =>
  () =>
    Response.json({ keys: keySets.flatMap(({ keys }) => keys) });

/** Whether an assertion is signed by one of the keys at an address. */
const verify = async (keys: ReturnType<typeof issuerKeys>, issuer: Issuer, uri = URI): Promise<string> => {
  const assertion = await issuer.sign(identityOf(uri));
  await jwtVerify(assertion, keys(uri), { currentDate: new Date(NOW) });
  return String(decodeProtectedHeader(assertion).kid);
};

describe('the keys of an issuer', () => {
  test('are fetched once, and by one fetch however many ask', async () => {
    const keys = keysFrom(published(first.keys));
    await Promise.all([verify(keys, first), verify(keys, first), verify(keys, first)]);
    await verify(keys, first);
    expect(asked).toEqual([URI]);
  });

  test('are fetched again after an hour', async () => {
    const keys = keysFrom(published(first.keys), published(first.keys, second.keys));
    await verify(keys, first);
    now += HOUR;
    await verify(keys, second);
    expect(asked).toHaveLength(2);
  });

  test('are good for a day where newer ones cannot be had', async () => {
    const keys = keysFrom(published(first.keys), () => new Response('', { status: 503 }));
    await verify(keys, first);
    now += 24 * HOUR - 1;
    await verify(keys, first);
    now += 31_000;
    await expect(verify(keys, first)).rejects.toThrow(KeysUnavailable);
  });

  test('are asked for again for a key that is not known, half a minute after the last time', async () => {
    const keys = keysFrom(published(first.keys), published(second.keys));
    await verify(keys, first);
    await expect(verify(keys, second)).rejects.toMatchObject({ code: 'ERR_JWKS_NO_MATCHING_KEY' });
    now += 30_000;
    await verify(keys, second);
    expect(asked).toHaveLength(2);
  });

  test('that newer ones cannot be had of are never said to lack one', async () => {
    const keys = keysFrom(
      published(first.keys),
      () => new Response('', { status: 503 }),
      published(second.keys),
    );
    await verify(keys, first);
    now += 30_000;
    await expect(verify(keys, second)).rejects.toThrow(KeysUnavailable);
    await expect(verify(keys, second)).rejects.toThrow(KeysUnavailable);
    await verify(keys, first);
    expect(asked).toHaveLength(2);
    now += 30_000;
    await verify(keys, second);
  });

  test('are not asked for by a flood of unknown keys', async () => {
    const keys = keysFrom(published(first.keys));
    await verify(keys, first);
    now += 30_000;
    for (let count = 0; count < 50; count += 1) await verify(keys, second).catch(() => undefined);
    expect(asked).toHaveLength(2);
  });

  test('that failed are asked for again only after half a minute', async () => {
    const keys = keysFrom(() => {
      throw new TypeError('fetch failed');
    }, published(first.keys));
    for (let count = 0; count < 20; count += 1)
      await expect(verify(keys, first)).rejects.toThrow(KeysUnavailable);
    expect(asked).toHaveLength(1);
    now += 30_000;
    await verify(keys, first);
  });

  test('of many issuers are remembered, and of the oldest forgotten', async () => {
    const keys = keysFrom(published(first.keys));
    const uris = Array.from({ length: 101 }, (_, index) => `${URI}/${index}`);
    for (const uri of uris) await verify(keys, first, uri);
    await verify(keys, first, uris[100]);
    expect(asked).toHaveLength(101);
    await verify(keys, first, uris[0]);
    expect(asked).toHaveLength(102);
  });
});

describe('nothing is fetched', () => {
  test.each([
    ['by http', 'http://login.example.com/keys'],
    ['from another host', 'https://login.example.org/keys'],
    ['from a host that only ends alike', 'https://evil-login.example.com/keys'],
    ['from another port', 'https://login.example.com:8443/keys'],
    ['from this machine', 'https://127.0.0.1/keys'],
    ['from a host in the place of a user', 'https://login.example.com@169.254.169.254/keys'],
  ])('%s', async (_, uri) => {
    await expect(verify(keysFrom(published(first.keys)), first, uri)).rejects.toThrow(KeysMisconfigured);
    expect(asked).toEqual([]);
  });
});

describe('what is no fault of the assertion', () => {
  test.each<[string, Answer]>([
    ['a redirect', () => new Response('', { status: 302, headers: { location: 'http://169.254.169.254/' } })],
    ['nothing there', () => new Response('', { status: 404 })],
    ['no JSON', () => new Response('<html>')],
    ['JSON that is no set of keys', () => Response.json({ keys: 'none' })],
    ['more than 64 KB', () => new Response(' '.repeat(65_537))],
    ['more keys than an issuer has', () => Response.json({ keys: Array(101).fill(first.keys.keys[0]) })],
  ])('is misconfigured: %s', async (_, answer) => {
    await expect(verify(keysFrom(answer), first)).rejects.toThrow(KeysMisconfigured);
  });

  const rsa = (modulusLength: number) => generateKeyPairSync('rsa', { modulusLength });

  test.each<[string, () => object]>([
    ['without its exponent', () => ({ ...first.keys.keys[0], e: undefined })],
    ['of 1,024 bits', () => rsa(1_024).publicKey.export({ format: 'jwk' })],
    ['that is private', () => rsa(2_048).privateKey.export({ format: 'jwk' })],
  ])('is misconfigured: a key %s, until there is another one', async (_, unusable) => {
    const keys = keysFrom(
      published({ keys: [{ ...unusable(), kid: 'key-1', alg: 'RS256' } as JWK] }),
      published(first.keys),
    );
    await expect(verify(keys, first)).rejects.toThrow(KeysMisconfigured);
    now += 30_000;
    await verify(keys, first);
  });

  test.each<[string, Answer]>([
    ['a server error', () => new Response('', { status: 502 })],
    ['too many requests', () => new Response('', { status: 429 })],
    [
      'a broken connection',
      () => {
        throw new TypeError('fetch failed');
      },
    ],
    [
      'an answer that breaks off',
      () =>
        new Response(
          new ReadableStream({
            pull: (controller) => controller.error(new Error('reset')),
          }),
        ),
    ],
  ])('is an outage: %s', async (_, answer) => {
    await expect(verify(keysFrom(answer), first)).rejects.toThrow(KeysUnavailable);
  });
});

describe('by the fetch of Node itself', () => {
  let elsewhere: string[];
  const server = createServer((request, response) => {
    elsewhere.push(String(request.url));
    response.writeHead(302, { location: '/elsewhere' }).end();
  });
  beforeAll(async () => {
    elsewhere = [];
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  test('a redirect is not followed', async () => {
    const { port } = server.address() as AddressInfo;
    // Only the scheme is another than it would be.
    const plain: typeof fetch = (uri, init) => fetch(textOf(uri).replace('https:', 'http:'), init);
    const keys = issuerKeys({ hosts: [`127.0.0.1:${port}`], now: () => now, fetch: plain });
    await expect(verify(keys, first, `https://127.0.0.1:${port}/keys`)).rejects.toThrow(KeysMisconfigured);
    expect(elsewhere).toEqual(['/keys']);
  });
});
