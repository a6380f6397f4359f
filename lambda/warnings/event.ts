import type { EndingCredential } from './credentials.ts';
import { daysLeft, type Threshold } from './threshold.ts';

/** What events of the service say they come from. */
export const EVENT_SOURCE = 'scim-on-aws';

/** A warning that is due: a credential of a tenant, and the threshold that it has come to. */
export interface Warning {
  readonly tenant: string;
  readonly credential: EndingCredential;
  readonly within: Threshold;
}

/** The detail of `Credential Expiring` and of `Credential Expired`. */
export interface CredentialEvent {
  readonly version: 1;
  readonly tenant: string;
  readonly credential: {
    readonly kind: EndingCredential['kind'];
    readonly id: string;
    readonly client?: string;
    readonly label: string;
    /** Dates are RFC 3339, UTC. */
    readonly expires?: string;
    /** To the hour; absent where nobody has used it. */
    readonly lastUsed?: string;
  };
  /** The threshold, in days before the end; 0: it has ended. */
  readonly within: Threshold;
  /** Whole days that are left. */
  readonly days: number;
}

export interface BusEvent {
  readonly type: 'Credential Expiring' | 'Credential Expired';
  readonly detail: CredentialEvent;
}

/** @param now epoch milliseconds */
export const toEvent = ({ tenant, credential, within }: Warning, now: number): BusEvent => {
  const { kind, id, client, label, life } = credential;
  const { expires, lastUsed } = life;
  return {
    type: within === 0 ? 'Credential Expired' : 'Credential Expiring',
    detail: {
      version: 1,
      tenant,
      credential: {
        kind,
        id,
        ...(client !== undefined && { client }),
        label,
        ...(expires !== undefined && { expires }),
        ...(lastUsed !== undefined && { lastUsed }),
      },
      within,
      days: within === 0 || expires === undefined ? 0 : daysLeft(expires, now),
    },
  };
};
