/** Client assertions (RFC 7523 §3): who says it of whom, to whom, and whether it can be believed. */
import {
  decodeJwt,
  decodeProtectedHeader,
  errors,
  type JWTPayload,
  type JWTVerifyGetKey,
  jwtVerify,
} from 'jose';
import { type FederatedIdentity, MOST_AGE_MINUTES } from '../tenancy/credential/oauth-client.ts';
import { KeysMisconfigured, KeysUnavailable } from './jwks.ts';

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
const TOLERANCE_SECONDS = 60;
const LONGEST_ASSERTION = 8_192;
/** The most identities of a client that an assertion is tried for. */
const MOST_ATTEMPTS = 10;

interface Verification {
  /** Those that the client trusts at the moment. */
  readonly identities: readonly FederatedIdentity[];
  readonly keysOf: (identity: FederatedIdentity) => JWTVerifyGetKey;
  /** Epoch milliseconds. */
  readonly now: number;
}

/**
 * Whether one of the identities that an assertion fits is the one that it is about: there may be several, with other keys.
 * @throws KeysUnavailable when an issuer's keys cannot be had at the moment, and nobody else's verify it
 */
export const verifyAssertion = async (
  assertion: string,
  { identities, ...verification }: Verification,
): Promise<Verified> => {
  const claimed = claimsOf(assertion);
  if (!claimed) return refused('assertionMalformed');
  if (!ALGORITHMS.includes(claimed.algorithm)) return refused('assertionAlgorithm');
  const fitting = identitiesIn(identities, claimed.claims);
  if (typeof fitting === 'string') return refused(fitting);
  // Side by side, so that issuers which hang cost the time of one.
  const attempts = await Promise.all(
    fitting.slice(0, MOST_ATTEMPTS).map((identity) => verifyBy(identity, assertion, verification)),
  );
  const told =
    attempts.find(({ kind }) => kind === 'verified') ?? attempts.findLast(isOutage) ?? attempts.at(-1);
  if (!told) return refused('assertionIssuer');
  if (isOutage(told)) throw told.failure;
  return told;
};

/**
 * From when on an assertion that was verified is refused for its age, epoch seconds, whichever identity it is tried for: at
 * its end, or where that is far, in the second after the last in which any may believe it.
 */
export const refusedFrom = ({ exp = Number.POSITIVE_INFINITY, iat = 0 }: JWTPayload): number =>
  Math.min(exp, iat + MOST_AGE_MINUTES * 60 + 1) + TOLERANCE_SECONDS;

interface Outage {
  readonly kind: 'outage';
  readonly failure: KeysUnavailable;
}

const isOutage = (attempt: Verified | Outage): attempt is Outage => attempt.kind === 'outage';

const verifyBy = async (
  identity: FederatedIdentity,
  assertion: string,
  { keysOf, now }: Omit<Verification, 'identities'>,
): Promise<Verified | Outage> => {
  const { issuer, audience, subject, maxAgeMinutes } = identity;
  try {
    const { payload } = await jwtVerify(assertion, keysOf(identity), {
      algorithms: ALGORITHMS,
      issuer,
      audience,
      subject,
      clockTolerance: TOLERANCE_SECONDS,
      maxTokenAge: maxAgeMinutes * 60,
      requiredClaims: ['exp'],
      currentDate: new Date(now),
    });
    return { kind: 'verified', identity, claims: payload };
  } catch (error) {
    return error instanceof KeysUnavailable ? { kind: 'outage', failure: error } : refused(reasonOf(error));
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

/** Those that an assertion fits, or why there are none. */
const identitiesIn = (
  identities: readonly FederatedIdentity[],
  claims: JWTPayload,
): readonly FederatedIdentity[] | AssertionRefusal => {
  let left = identities;
  for (const [reason, test] of TESTS) {
    left = left.filter((identity) => test(identity, claims));
    if (left.length === 0) return reason;
  }
  return left;
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
