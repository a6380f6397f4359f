import { readdirSync, readFileSync } from 'node:fs';
import type { Json } from '../../lambda/scim/json.ts';

/** What is sent: exactly these bytes of a target, these headers, and this body as JSON. */
export interface Request {
  /** Method and target behind the Tenant URL, as on the wire: `GET /Users?filter=userName+eq+%22a%22`. */
  readonly send: string;
  /** Besides the provider's own; null takes one of those away. */
  readonly headers?: Readonly<Record<string, string | null>>;
  readonly body?: Json;
}

/** What has to come back, exactly; strings may be templates (see `template.ts`). */
export interface Answer {
  readonly status: number;
  /** Only the headers named here are compared; null means that there must be none. */
  readonly headers?: Readonly<Record<string, string | null>>;
  /** Absent: there must be no body. */
  readonly body?: Json;
}

export interface Step extends Request {
  readonly expect: Answer;
}

/** A resource that the tenant has before the first step; `{{name}}` is its id, `{{name.created}}` its birth. */
export interface Given {
  readonly as: string;
  readonly path: '/Users' | '/Groups';
  readonly body: Json;
}

/** One conversation of a provider with an empty tenant. */
export interface Scenario {
  /** Its file in the provider's folder: `patch/no-operations`. */
  readonly name: string;
  readonly title: string;
  /** The fact about the provider, or the rule of the protocol, that this is the example of. */
  readonly source: string;
  /** What is done beside the RFCs for the provider's sake, and what they have in its place. */
  readonly deviation?: string;
  /** A setting of the tenant other than the usual one. */
  readonly tenant?: { readonly groupNames?: 'unique' | 'any' };
  readonly given?: readonly Given[];
  readonly steps: readonly Step[];
}

/** An identity provider: the headers that all its requests carry, and its conversations. */
export interface Provider {
  readonly name: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly scenarios: readonly Scenario[];
}

const read = (url: URL) => JSON.parse(readFileSync(url, 'utf8'));

const providerIn = (folder: URL): Provider => ({
  ...read(new URL('provider.json', folder)),
  scenarios: readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.json') && file !== 'provider.json')
    .sort()
    .map((file) => ({ name: file.replace(/\.json$/, ''), ...read(new URL(file, folder)) })),
});

/** The fixtures are data, and stand with the tests that play them. */
const FIXTURES = new URL('../../test/idp/', import.meta.url);

/** Every provider's fixtures. */
export const PROVIDERS: readonly Provider[] = readdirSync(FIXTURES, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => providerIn(new URL(`${entry.name}/`, FIXTURES)));
