import type { Life } from './life.ts';
import type { Proof } from './proof.ts';
import type { Scope } from './scope.ts';

/** What is known of a token, apart from its secret: what an operator sees in the list of tokens. */
export interface Token extends Life {
  readonly tokenId: string;
  readonly tenant: string;
  readonly label: string;
  readonly scopes: readonly Scope[];
  readonly expires: string;
}

export interface TokenRecord extends Token, Proof {}
