/** Client assertions (RFC 7523 §3): who says it of whom, to whom, and whether it can be believed. */
import {
  decodeJwt,
  decodeProtectedHeader,
  errors,
  type JWTPayload,
  type JWTVerifyGetKey,
  jwtVerify,
} from 'jose';
import type { FederatedIdentity } from '../tenancy/credential/oauth-client.ts';
import { KeysMisconfigured } from './jwks.ts';

/** Why an assertion is not believed; for the audit trail only. */
export type AssertionRefusal =
  | 'assertionMalformed'
  | 'assertionAlgorithm'
  | 'assertionIssuer'
  | 'assertionAudience'
  | 'assertionSubject'
  | 'assertionTenant'
  | 'assertionSignature'
  | 'assertionKey'
  | 'assertionExpired'
  | 'assertionTooOld'
  | 'assertionClaims'
  | 'assertionReplayed'
  | 'issuerKeys';

export type Verified =
  | { readonly kind: 'verified'; readonly identity: FederatedIdentity; readonly claims: JWTPayload }
  | { readonly kind: 'refused'; readonly reason: AssertionRefusal };

/** Signatures by a key pair alone: a shared secret or none would let anybody sign. */
export const ALGORITHMS = ['RS256', 'PS256', 'ES256'];
/** By how much the clocks of two machines may differ. */
export const TOLERANCE_SECONDS = 60;
const LONGEST_ASSERTION = 8_192;

interface Verification {
  /** Those that the client trusts at the moment. */
  readonly identities: readonly FederatedIdentity[];
  readonly keysOf: (identity: FederatedIdentity) => JWTVerifyGetKey;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** @throws KeysUnavailable when the issuer's keys cannot be had at the moment */
export const verifyAssertion = async (
  assertion: string,
  { identities, keysOf, now }: Verification,
): Promise<Verified> => {
  const claimed = claimsOf(assertion);
  if (!claimed) return refused('assertionMalformed');
  if (!ALGORITHMS.includes(claimed.algorithm)) return refused('assertionAlgorithm');
  const found = identityIn(identities, claimed.claims);
  if (typeof found === 'string') return refused(found);
  try {
    const { payload } = await jwtVerify(assertion, keysOf(found), {
      algorithms: ALGORITHMS,
      issuer: found.issuer,
      audience: found.audience,
      subject: found.subject,
      clockTolerance: TOLERANCE_SECONDS,
      maxTokenAge: found.maxAgeMinutes * 60,
      requiredClaims: ['exp'],
      currentDate: new Date(now),
    });
    return { kind: 'verified', identity: found, claims: payload };
  } catch (error) {
    return refused(reasonOf(error));
  }
};

const refused = (reason: AssertionRefusal): Verified => ({ kind: 'refused', reason });

/** What it claims, of which nothing is believed yet. */
const claimsOf = (assertion: string) => {
  if (assertion.length > LONGEST_ASSERTION) return undefined;
  try {
    const { alg: algorithm } = decodeProtectedHeader(assertion);
    return typeof algorithm === 'string' ? { algorithm, claims: decodeJwt(assertion) } : undefined;
  } catch {
    return undefined;
  }
};

type Test = (identity: FederatedIdentity, claims: JWTPayload) => boolean;

/** In the order in which they narrow the identities down: the first that leaves none is what is wrong. */
const TESTS: readonly (readonly [AssertionRefusal, Test])[] = [
  ['assertionIssuer', ({ issuer }, { iss }) => iss === issuer],
  ['assertionAudience', ({ audience }, { aud }) => [aud].flat().includes(audience)],
  ['assertionSubject', ({ subject }, { sub }) => sub === subject],
  ['assertionTenant', ({ entraTenant }, { tid }) => entraTenant === undefined || tid === entraTenant],
];

const identityIn = (
  identities: readonly FederatedIdentity[],
  claims: JWTPayload,
): FederatedIdentity | AssertionRefusal => {
  let left = identities;
  for (const [reason, test] of TESTS) {
    left = left.filter((identity) => test(identity, claims));
    if (left.length === 0) return reason;
  }
  return left[0] ?? 'assertionIssuer';
};

/** @throws what is no fault of the assertion's */
const reasonOf = (error: unknown): AssertionRefusal => {
  if (error instanceof KeysMisconfigured) return 'issuerKeys';
  if (error instanceof errors.JWTExpired)
    return error.claim === 'iat' ? 'assertionTooOld' : 'assertionExpired';
  if (error instanceof errors.JWTClaimValidationFailed) return 'assertionClaims';
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'assertionSignature';
  if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys)
    return 'assertionKey';
  if (error instanceof errors.JOSEError) return 'assertionMalformed';
  throw error;
};
