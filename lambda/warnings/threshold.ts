import { endingOf, type Life } from '../tenancy/credential/life.ts';

/** How many days before the end of a credential its tenant's operator is told; 0: once it has ended. */
export const THRESHOLDS = [60, 30, 7, 1, 0] as const;
export type Threshold = (typeof THRESHOLDS)[number];

const DAY = 86_400_000;

/** Whole days until a credential ends, 0 once it has. @param now epoch milliseconds */
export const daysLeft = (expires: string, now: number): number =>
  Math.max(0, Math.ceil((Date.parse(expires) - now) / DAY));

/**
 * Of which threshold a credential's end has to be announced now: the nearest one that it has come to, unless that was
 * announced, so that an outage of days is followed by one warning and not by several.
 * @param now epoch milliseconds
 */
export const dueThreshold = (life: Life, now: number): Threshold | undefined => {
  const ending = endingOf(life, now);
  if (ending === 'revoked' || life.expires === undefined) return undefined;
  const days = ending === 'expired' ? 0 : daysLeft(life.expires, now);
  const nearest = THRESHOLDS.findLast((threshold) => days <= threshold);
  return nearest !== undefined && nearest < (life.warned ?? Number.POSITIVE_INFINITY) ? nearest : undefined;
};
