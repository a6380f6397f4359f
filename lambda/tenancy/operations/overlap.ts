import { MINUTE } from './fields.ts';

interface Span {
  /** Dates are RFC 3339, UTC. */
  readonly created: string;
  readonly expires: string;
  readonly planned?: string;
}

/** How long a credential was meant to live when it was made, ms: more than it does where it was replaced before. */
export const lifetimeOf = ({ created, expires, planned = expires }: Span): number =>
  Date.parse(planned) - Date.parse(created);

/** Until when a credential is good beside the one that replaces it: never longer than without. Epoch milliseconds. */
export const overlapEnd = ({ expires }: Span, overlapMinutes: number, now: number): number =>
  Math.min(Date.parse(expires), now + overlapMinutes * MINUTE);

/** A credential as it is once it ends with an overlap. */
export const endingWith = <Replaced extends Span>(replaced: Replaced, end: string): Replaced => ({
  ...replaced,
  expires: end,
  planned: replaced.planned ?? replaced.expires,
});
