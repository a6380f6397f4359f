import type { Proof } from './proof.ts';
import type { Scope } from './scope.ts';

/** What a client exchanged a credential of its for: good for a short time, and as long as that credential is. */
export interface AccessToken {
  readonly accessId: string;
  readonly clientId: string;
  readonly tenant: string;
  /** Which credential of the client it came of, by the end of its key: `secret#…` or `identity#…`. */
  readonly credential: string;
  readonly scopes: readonly Scope[];
  /** Dates are RFC 3339, UTC. */
  readonly issued: string;
  readonly expires: string;
}

export interface AccessTokenRecord extends AccessToken, Proof {}
