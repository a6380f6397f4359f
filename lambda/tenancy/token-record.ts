/** What a token may be used for: changing the directory, reading it, or both. */
export const SCOPES = ['provision', 'read'] as const;
export type Scope = (typeof SCOPES)[number];

/** What is known of a token, apart from its secret: what an operator sees in the list of tokens. */
export interface TokenEntry {
  readonly tokenId: string;
  readonly tenant: string;
  readonly label: string;
  readonly scopes: readonly Scope[];
  /** Dates are RFC 3339, UTC. */
  readonly created: string;
  readonly expires: string;
  readonly status: 'active' | 'revoked';
  readonly revoked?: string;
}

/** What proves a token: its digest, and the version of the pepper that made it. */
export interface Proof {
  readonly digest: string;
  readonly pepper: string;
}

export interface TokenRecord extends TokenEntry, Proof {}
