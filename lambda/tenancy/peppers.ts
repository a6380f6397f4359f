import { isObject } from '../scim/json.ts';

/** A secret key that turns tokens into digests. Its version is stored beside each digest. */
export interface Pepper {
  readonly version: string;
  readonly key: string;
}

export interface Peppers {
  /** The pepper for new digests, as of the last fetch. */
  current(): Promise<Pepper>;
  /** The current pepper as of now: fetched again unless that has just been done. */
  latest(): Promise<Pepper>;
  /**
   * The pepper of a stored digest. One that is not known yet, because it was added after the last fetch, is
   * looked for again.
   * @throws PepperError when the secret has no such version: its tokens cannot be verified any more
   */
  version(version: string): Promise<Pepper>;
}

/** The secret is not usable. A fault of ours, never of the caller's credential. Never quotes the secret. */
export class PepperError extends Error {
  override readonly name = 'PepperError';
}

interface Fetched {
  readonly current: Pepper;
  readonly versions: ReadonlyMap<string, Pepper>;
  readonly at: number;
}

/** At most one fetch in this time, ms, however many requests ask for a pepper that is not there. */
const REFETCH_INTERVAL = 5_000;

/**
 * The peppers, kept for as long as the function is warm. Errors of `fetchSecret` pass through and are not
 * kept.
 * @param fetchSecret the text of the secret: `{"current":"v2","v1":"…","v2":"…"}`
 * @param now epoch milliseconds
 */
export const cachedPeppers = (fetchSecret: () => Promise<string>, now: () => number): Peppers => {
  let cache: Fetched | undefined;

  const fetched = async (maxAge: number): Promise<Fetched> => {
    if (cache && now() - cache.at < maxAge) return cache;
    cache = { ...parseSecret(await fetchSecret()), at: now() };
    return cache;
  };

  return {
    current: async () => (await fetched(Number.POSITIVE_INFINITY)).current,
    latest: async () => (await fetched(REFETCH_INTERVAL)).current,
    version: async (version) => {
      const pepper =
        (await fetched(Number.POSITIVE_INFINITY)).versions.get(version) ??
        (await fetched(REFETCH_INTERVAL)).versions.get(version);
      if (!pepper) throw new PepperError(`the secret has no pepper ${version}`);
      return pepper;
    },
  };
};

function parseSecret(text: string): Omit<Fetched, 'at'> {
  const secret = parseJson(text);
  if (!isObject(secret)) throw new PepperError('the secret is not a JSON object');
  const { current: currentVersion, ...keys } = secret;
  const versions = new Map<string, Pepper>();
  for (const [version, key] of Object.entries(keys)) {
    if (typeof key !== 'string' || key === '') throw new PepperError(`the pepper ${version} is not a text`);
    versions.set(version, { version, key });
  }
  const current = typeof currentVersion === 'string' ? versions.get(currentVersion) : undefined;
  if (!current) throw new PepperError('the secret names no pepper of its own as the current one');
  return { current, versions };
}

/** A SyntaxError quotes what it could not read, which here is secret. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new PepperError('the secret is not JSON');
  }
}
