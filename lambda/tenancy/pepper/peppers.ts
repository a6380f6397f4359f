import { isObject } from '../../scim/json.ts';

/** A secret key that turns tokens into digests. Its version is stored beside each digest. */
export interface Pepper {
  readonly version: string;
  readonly key: string;
}

export interface Peppers {
  /** The pepper for new digests, as of a fetch in the last minutes, or of an earlier one when the secret cannot be had. */
  current(): Promise<Pepper>;
  /** The current pepper as of now: always fetched. */
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

/** What the text of the secret says. */
export interface Secret {
  readonly current: Pepper;
  readonly versions: ReadonlyMap<string, Pepper>;
}

/**
 * How long a fetched secret is taken for the latest, ms: so long a warm function knows nothing of a rotation, and moves
 * nobody to the new pepper.
 */
const FRESH = 300_000;

/** How long a version that was looked for in vain is not looked for again, ms, however many requests ask. */
const MISS_INTERVAL = 5_000;

/**
 * The peppers, kept for as long as the function is warm. Errors of `fetchSecret` pass through and are not
 * kept.
 * @param fetchSecret the text of the secret: `{"current":"v2","v1":"…","v2":"…"}`
 * @param now epoch milliseconds
 */
export const cachedPeppers = (fetchSecret: () => Promise<string>, now: () => number): Peppers => {
  let cached: Secret | undefined;
  /** When the secret was last asked for. */
  let asked = Number.NEGATIVE_INFINITY;
  /** When each version was last looked for in vain. The versions are those of our records, so they are few. */
  const missed = new Map<string, number>();

  const fetched = async (): Promise<Secret> => {
    asked = now();
    cached = parseSecret(await fetchSecret());
    return cached;
  };

  /** An outage of Secrets Manager must not fail a function that knows the peppers. */
  const fresh = async (): Promise<Secret> => {
    if (!cached) return fetched();
    if (now() - asked < FRESH) return cached;
    const known = cached;
    return fetched().catch(() => known);
  };

  return {
    current: async () => (await fresh()).current,
    latest: async () => (await fetched()).current,
    version: async (version) => {
      const known = cached?.versions.get(version);
      if (known) return known;
      if (now() - (missed.get(version) ?? Number.NEGATIVE_INFINITY) >= MISS_INTERVAL) {
        const found = (await fetched()).versions.get(version);
        if (found) return found;
        missed.set(version, now());
      }
      throw new PepperError(`the secret has no pepper ${version}`);
    },
  };
};

/** @throws PepperError */
export function parseSecret(text: string): Secret {
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
