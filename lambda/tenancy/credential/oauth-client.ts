import { ID_ALPHABET, randomString } from '../random.ts';
import type { Life } from './life.ts';
import type { Proof } from './proof.ts';
import type { Scope } from './scope.ts';

/** An OAuth client: whoever exchanges one of its credentials for access tokens to the directory of its tenant. */
export interface OAuthClient extends Life {
  readonly clientId: string;
  readonly tenant: string;
  readonly label: string;
  readonly scopes: readonly Scope[];
  /** How long its access tokens live. */
  readonly tokenMinutes: number;
}

/** A secret of a client: one of several, so that they can follow one another. */
export interface ClientSecret extends Life {
  readonly secretId: string;
  readonly clientId: string;
  readonly tenant: string;
  readonly label: string;
  readonly expires: string;
}

export interface ClientSecretRecord extends ClientSecret, Proof {}

/** Whom a client trusts to say that it is the client: assertions of this issuer about this subject (RFC 7523). */
export interface FederatedIdentity extends Life {
  readonly identityId: string;
  readonly clientId: string;
  readonly tenant: string;
  readonly label: string;
  readonly issuer: string;
  readonly audience: string;
  readonly subject: string;
  /** The Entra tenant that `tid` has to name. */
  readonly entraTenant?: string;
  /** Where the issuer publishes its keys (RFC 7517). */
  readonly jwksUri: string;
  /** The most time since an assertion was issued. */
  readonly maxAgeMinutes: number;
}

/** The most that `maxAgeMinutes` may be. */
export const MOST_AGE_MINUTES = 48 * 60;

/** A client with all that it may identify itself by. */
export interface ClientWithCredentials {
  readonly client: OAuthClient;
  readonly secrets: readonly ClientSecretRecord[];
  readonly identities: readonly FederatedIdentity[];
}

export const CLIENT_ID = /^client-[a-z0-9]{12}$/;

export const randomClientId = (): string => `client-${randomString(ID_ALPHABET, 12)}`;
