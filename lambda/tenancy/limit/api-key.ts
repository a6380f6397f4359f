import type { Tier } from '../tenant/tier.ts';

/**
 * By which API Gateway counts the requests of a tenant against the usage plan of a tier. It opens nothing: only the
 * authorizer can name one.
 */
export interface ApiKey {
  /** API Gateway's name for it. */
  readonly id: string;
  readonly value: string;
  /** Since when it belongs to the plan: RFC 3339, UTC. */
  readonly since: string;
}

/** One for each tier in which a tenant has been: a key that may be in use is never moved to another plan. */
export type ApiKeys = Readonly<Partial<Record<Tier, ApiKey>>>;

/**
 * How long API Gateway may take to know a key that it has made, milliseconds. It documents no number, operators see some
 * minutes; whoever came with the key before that would be refused.
 */
const SETTLING = 10 * 60_000;

/** The value of the key of whoever has none of their own; `lib/rate-limits.ts` makes it. */
export const sharedKeyValue = (prefix: string): string => `${prefix}shared`;

/** Whether it was made for this deployment: a table that was restored into another stack has those of the former. */
export const isMadeFor = (prefix: string, { value }: ApiKey): boolean => value.startsWith(prefix);

/**
 * The value of the key by which the requests of a tenant are counted; never one that API Gateway may not know.
 * @param prefix what the values of this deployment's keys begin with
 * @param now epoch milliseconds
 */
export const keyValueFor = (tier: Tier, keys: ApiKeys, prefix: string, now: number): string => {
  const own = keys[tier];
  const isKnown = own && isMadeFor(prefix, own) && Date.parse(own.since) + SETTLING <= now;
  return isKnown ? own.value : sharedKeyValue(prefix);
};
