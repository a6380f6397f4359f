import { MINUTE } from './fields.ts';

interface Span {
  /** Dates are RFC 3339, UTC. */
  readonly created: string;
  readonly expires: string;
}

/** How long a credential was meant to live when it was made, ms. */
export const lifetimeOf = ({ created, expires }: Span): number => Date.parse(expires) - Date.parse(created);

/** Until when a credential is good beside the one that replaces it: never longer than without. Epoch milliseconds. */
export const overlapEnd = ({ expires }: Span, overlapMinutes: number, now: number): number =>
  Math.min(Date.parse(expires), now + overlapMinutes * MINUTE);
