/** What proves a secret: its digest, and the version of the pepper that made it. */
export interface Proof {
  readonly digest: string;
  readonly pepper: string;
}

/** A record as it may be shown: without what proves it. */
export const withoutProof = <Shown>({ digest: _digest, pepper: _pepper, ...shown }: Shown & Proof) => shown;
