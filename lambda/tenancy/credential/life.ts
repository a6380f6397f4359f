/** What all credentials have in common: when they begin, how they end, and when somebody last used them. */
export interface Life {
  /** Dates are RFC 3339, UTC. */
  readonly created: string;
  readonly status: 'active' | 'revoked';
  readonly revoked?: string;
  /** Of credentials that end by themselves. */
  readonly expires?: string;
  /** When it was made to end, where the overlap with a successor ends it at another date. */
  readonly planned?: string;
  /** To the hour. */
  readonly lastUsed?: string;
  /** The nearest end of which has been warned, in days before it; 0 that it has ended. */
  readonly warned?: number;
}

/** Why a credential is none any more. */
export type Ending = 'revoked' | 'expired';

/** How a credential has ended; undefined while it has not. @param now epoch milliseconds */
export const endingOf = ({ status, expires }: Life, now: number): Ending | undefined => {
  if (status !== 'active') return 'revoked';
  return expires !== undefined && hasPassed(expires, now) ? 'expired' : undefined;
};

/** True too for a date that cannot be read: no credential lives for ever by mistake. */
const hasPassed = (expires: string, now: number): boolean => !(now < Date.parse(expires));

const HOUR = 3_600_000;

/** Whether a use has to be noted: once in an hour, so that no request costs a write. */
export const isUseDue = ({ lastUsed }: Life, now: number): boolean =>
  lastUsed === undefined || now - Date.parse(lastUsed) >= HOUR;

/** The dates of a life as they are stored, without those that there are not. */
export const lifeIn = (item: Readonly<Record<string, unknown>>): Life => {
  const { created, status, revoked, expires, planned, lastUsed, warned } = item as unknown as Life;
  return {
    created,
    status,
    ...(revoked !== undefined && { revoked }),
    ...(expires !== undefined && { expires }),
    ...(planned !== undefined && { planned }),
    ...(lastUsed !== undefined && { lastUsed }),
    ...(warned !== undefined && { warned }),
  };
};
