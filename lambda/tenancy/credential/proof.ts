/** What proves a secret: its digest, and the version of the pepper that made it. */
export interface Proof {
  readonly digest: string;
  readonly pepper: string;
}
