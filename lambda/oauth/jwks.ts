/**
 * The keys of issuers (RFC 7517). Where they are is configured per federated identity, by an operator, so nothing is
 * fetched but by https, from a host that the deployment allows, without following redirects, and not much of it.
 */
import { type CryptoKey, createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';

/** The issuer's keys cannot be had at the moment: an outage, of whoever it may be. */
export class KeysUnavailable extends Error {
  override readonly name = 'KeysUnavailable';
}

/** What is at the place of the keys is none, or none that can be used: for whoever has configured it to mend. */
export class KeysMisconfigured extends Error {
  override readonly name = 'KeysMisconfigured';
}

/** How long keys are taken for the latest, ms. */
const FRESH = 3_600_000;
/** How long they are good where newer ones cannot be had, ms. */
const GOOD = 86_400_000;
/** How long after a fetch, good or bad, none follows for the sake of an unknown key or of a failure, ms. */
const COOLDOWN = 30_000;
const TIMEOUT = 3_000;
const MOST_BYTES = 65_536;
const MOST_KEYS = 100;
/** The fewest bits of an RSA key (RFC 7518 §3.3). */
const LEAST_RSA_BITS = 2_048;
/** The most issuers that are remembered. */
const MOST_ISSUERS = 100;

interface Options {
  /** Host names, with a port where it is another than 443. */
  readonly hosts: readonly string[];
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly fetch?: typeof fetch;
}

interface Known {
  readonly keys: JWTVerifyGetKey | undefined;
  /** When the keys were fetched. */
  readonly at: number;
  /** When they were last asked for. */
  readonly asked: number;
  readonly failure: unknown;
}

/**
 * The keys at an address, kept for as long as the function is warm.
 * @returns what finds the key of an assertion @throws KeysUnavailable, KeysMisconfigured, jose's JWKSNoMatchingKey
 */
export const issuerKeys = ({ hosts, now, fetch: fetching = fetch }: Options) => {
  const known = new Map<string, Known>();
  const underWay = new Map<string, Promise<Known>>();

  const refreshed = async (uri: string): Promise<Known> => {
    const before = known.get(uri);
    const asked = now();
    const after = await fetchKeys(fetching, hosts, uri).then(
      (keys): Known => ({ keys: usableIn(keys), at: asked, asked, failure: undefined }),
      (failure: unknown): Known => ({ keys: before?.keys, at: before?.at ?? asked, asked, failure }),
    );
    known.delete(uri);
    const [oldest] = known.keys();
    if (known.size >= MOST_ISSUERS && oldest !== undefined) known.delete(oldest);
    known.set(uri, after);
    return after;
  };

  /** One fetch at a time of an address, however many ask. */
  const refresh = (uri: string): Promise<Known> => {
    const running = underWay.get(uri) ?? refreshed(uri).finally(() => underWay.delete(uri));
    underWay.set(uri, running);
    return running;
  };

  const isCooling = ({ asked }: Known): boolean => now() - asked < COOLDOWN;

  const current = async (uri: string): Promise<Known> => {
    const found = known.get(uri);
    if (!found) return refresh(uri);
    const isDue = found.failure !== undefined || now() - found.at >= FRESH;
    return isDue && !isCooling(found) ? refresh(uri) : found;
  };

  const keysIn = ({ keys, at, failure }: Known): JWTVerifyGetKey => {
    if (keys && now() - at < GOOD) return keys;
    throw failure ?? new KeysUnavailable('the keys are too old');
  };

  /** Where the newest keys cannot be had, none is said not to be among them, or to be of no use. */
  const keyIn = async (from: Known, ...about: Parameters<JWTVerifyGetKey>) => {
    try {
      return await keysIn(from)(...about);
    } catch (error) {
      throw isWanting(error) && from.failure instanceof KeysUnavailable ? from.failure : error;
    }
  };

  return (uri: string): JWTVerifyGetKey =>
    async (...about) => {
      const found = await current(uri);
      try {
        return await keyIn(found, ...about);
      } catch (error) {
        // The issuer may have a new key since; at a limited rate, or anybody could make us ask for it for ever.
        if (!isWanting(error) || isCooling(found)) throw error;
        return keyIn(await refresh(uri), ...about);
      }
    };
};

/** Whether another key would help, which the issuer may have by now. */
const isWanting = (error: unknown): boolean =>
  error instanceof errors.JWKSNoMatchingKey || error instanceof KeysMisconfigured;

/**
 * What finds a key in a set. Of one that is broken, private or too short for its algorithm, the errors of jose and of Web
 * Crypto do not say that it is the issuer's fault.
 * @throws KeysMisconfigured for a key like that, jose's JWKSNoMatchingKey and JWKSMultipleMatchingKeys
 */
const usableIn = (set: JSONWebKeySet): JWTVerifyGetKey => {
  const keyOf = createLocalJWKSet(set);
  return async (header, token) => {
    const key = await keyOf(header, token).catch((error: unknown) => {
      if (error instanceof errors.JOSEError && !(error instanceof errors.JWKSInvalid)) throw error;
      throw new KeysMisconfigured('a key of the issuer cannot be used');
    });
    if (isShort(key)) throw new KeysMisconfigured('a key of the issuer is too short');
    return key;
  };
};

const isShort = ({ algorithm }: CryptoKey): boolean =>
  'modulusLength' in algorithm && Number(algorithm.modulusLength) < LEAST_RSA_BITS;

const fetchKeys = async (
  fetching: typeof fetch,
  hosts: readonly string[],
  uri: string,
): Promise<JSONWebKeySet> => {
  const { protocol, host } = new URL(uri);
  if (protocol !== 'https:' || !hosts.includes(host))
    throw new KeysMisconfigured('the host of the keys is not allowed');
  const text = await fetchText(fetching, uri).catch((error: unknown) => {
    if (error instanceof KeysMisconfigured || error instanceof KeysUnavailable) throw error;
    // Without a cause, which may quote what was sent.
    throw new KeysUnavailable('the keys cannot be reached');
  });
  return parsed(text);
};

const fetchText = async (fetching: typeof fetch, uri: string): Promise<string> => {
  const response = await fetching(uri, {
    redirect: 'manual',
    headers: { accept: 'application/json' },
    signal: AbortSignal.timeout(TIMEOUT),
  });
  const { status, body } = response;
  if (status !== 200) {
    await body?.cancel();
    if (status >= 500 || status === 429)
      throw new KeysUnavailable('the keys are not given out at the moment');
    throw new KeysMisconfigured('there are no keys');
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.length;
    if (size > MOST_BYTES) throw new KeysMisconfigured('what is there is too large for keys');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
};

const parsed = (text: string): JSONWebKeySet => {
  try {
    const set = JSON.parse(text) as JSONWebKeySet;
    createLocalJWKSet(set);
    if (set.keys.length <= MOST_KEYS) return set;
  } catch {
    // What is no JSON and what is no set of keys are the same here.
  }
  throw new KeysMisconfigured('what is there are no keys');
};
