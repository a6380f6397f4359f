/** What a client gets for what it identifies itself by. */
import type { JWTVerifyGetKey } from 'jose';
import type { AccessToken } from '../tenancy/credential/access-token.ts';
import type { AccessTokenStore } from '../tenancy/credential/access-token-store.ts';
import type { AssertionStore, SingleUse } from '../tenancy/credential/assertion-store.ts';
import type { ClientStore } from '../tenancy/credential/client-store.ts';
import { digestOf } from '../tenancy/credential/digest.ts';
import { type Ending, endingOf, isUseDue } from '../tenancy/credential/life.ts';
import {
  CLIENT_ID,
  type ClientSecretRecord,
  type ClientWithCredentials,
  type FederatedIdentity,
} from '../tenancy/credential/oauth-client.ts';
import { refusalOf, reproving } from '../tenancy/credential/proving.ts';
import { mintSecret, parseClientSecret } from '../tenancy/credential/secret-text.ts';
import { IDENTITY_PREFIX, SECRET_PREFIX } from '../tenancy/keys.ts';
import type { Pepper, Peppers } from '../tenancy/pepper/peppers.ts';
import type { TenantStore } from '../tenancy/tenant/tenant-store.ts';
import { type AssertionRefusal, refusedFrom, verifyAssertion } from './assertion.ts';
import { grantedScopes } from './scope.ts';
import type { TokenRequest } from './token-request.ts';

export interface Dependencies {
  readonly clients: Pick<ClientStore, 'read' | 'prove' | 'used'>;
  readonly tenants: Pick<TenantStore, 'read'>;
  readonly accessTokens: Pick<AccessTokenStore, 'add'>;
  readonly assertions: AssertionStore;
  readonly peppers: Peppers;
  /** The keys that an issuer publishes at an address. */
  readonly issuerKeys: (uri: string) => JWTVerifyGetKey;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** Why a client is refused. For the audit trail only. */
export type ClientRefusal =
  | 'malformed'
  | 'checksum'
  | 'unknown'
  | 'wrongSecret'
  | 'revoked'
  | 'expired'
  | 'clientRevoked'
  | 'tenantUnknown'
  | 'tenantSuspended'
  | AssertionRefusal;

/** Who it was about, as far as that is known. */
export interface Subject {
  readonly clientId?: string;
  readonly tenantId?: string;
  /** `secret#…` or `identity#…`. */
  readonly credential?: string;
}

export type Exchange =
  | {
      readonly kind: 'issued';
      /** The access token itself, shown this once. */
      readonly text: string;
      readonly token: AccessToken;
      /** What failed beside it: the credential is good all the same. */
      readonly failure?: unknown;
    }
  | { readonly kind: 'refused'; readonly reason: ClientRefusal; readonly subject: Subject }
  /** By an OAuthError invalid_scope, by KeysUnavailable, or by whatever else is an outage of ours. */
  | { readonly kind: 'failed'; readonly error: unknown; readonly subject: Subject };

type Credential = ClientSecretRecord | FederatedIdentity;
interface Identified {
  readonly credential: Credential;
  readonly secret?: string;
  /** How it, or its client, has ended. */
  readonly ending: Ending | 'clientRevoked' | undefined;
  /** The assertion that said so, where it is good for one exchange. */
  readonly singleUse?: SingleUse;
}

/** Exchanges what a client identifies itself by for an access token. */
export const exchange = async (
  dependencies: Dependencies,
  request: TokenRequest,
  requestId: string,
): Promise<Exchange> => {
  // What is no id of ours is nobody's, and stays out of the log.
  if (!CLIENT_ID.test(request.clientId)) return { kind: 'refused', reason: 'unknown', subject: {} };
  const { clientId } = request;
  return about({ clientId }, async () => {
    const known = await dependencies.clients.read(clientId);
    const itself: Subject = { clientId, ...(known && { tenantId: known.client.tenant }) };
    return about(itself, async (refuse) => {
      const identified = await identify(dependencies, known, request);
      if (typeof identified === 'string') return refuse(identified);
      if (!known) return refuse('unknown');
      return about({ ...itself, credential: nameOf(identified.credential) }, (refuseIt) =>
        exchangeFor(dependencies, { known, identified, scope: request.scope, requestId }, refuseIt),
      );
    });
  });
};

type Refuse = (reason: ClientRefusal) => Exchange;

/** Whatever becomes of a part of the exchange, a failure too, the trail has what is known by then of whom it is about. */
const about = async (subject: Subject, part: (refuse: Refuse) => Promise<Exchange>): Promise<Exchange> => {
  try {
    return await part((reason) => ({ kind: 'refused', reason, subject }));
  } catch (error) {
    return { kind: 'failed', error, subject };
  }
};

interface Exchanging {
  readonly known: ClientWithCredentials;
  readonly identified: Identified;
  readonly scope: string | undefined;
  readonly requestId: string;
}

const exchangeFor = async (
  dependencies: Dependencies,
  { known, identified, scope, requestId }: Exchanging,
  refuse: Refuse,
): Promise<Exchange> => {
  const { tenants, assertions, peppers } = dependencies;
  const { client } = known;
  const { credential, secret, ending, singleUse } = identified;
  if (ending) return refuse(ending);
  const tenant = await tenants.read(client.tenant);
  if (!tenant) return refuse('tenantUnknown');
  if (tenant.status !== 'active') return refuse('tenantSuspended');

  const scopes = grantedScopes(scope, client.scopes);
  const pepper = await peppers.current();
  // Last, so that an assertion which is good once is not used up by an exchange that comes to nothing.
  if (singleUse && !(await assertions.use(singleUse))) return refuse('assertionReplayed');
  const issued = await issue(dependencies, known, credential, scopes, pepper, requestId);
  const failure = await aside(dependencies, credential, secret, client.clientId, requestId);
  return { ...issued, ...(failure !== undefined && { failure }) };
};

const identify = async (
  dependencies: Dependencies,
  known: ClientWithCredentials | undefined,
  { clientId, authentication }: TokenRequest,
): Promise<Identified | ClientRefusal> => {
  if (authentication.method !== 'client_assertion')
    return bySecret(dependencies, known, authentication.secret);
  return byAssertion(dependencies, known, clientId, authentication.assertion);
};

/** An unknown client and an unknown secret cost what a wrong one does. */
const bySecret = async (
  { peppers, now }: Dependencies,
  known: ClientWithCredentials | undefined,
  text: string,
): Promise<Identified | ClientRefusal> => {
  const parsed = parseClientSecret(text);
  if (parsed.kind === 'refused') return parsed.reason;
  const record = known?.secrets.find(({ secretId }) => secretId === parsed.id);
  const refusal = await refusalOf(peppers, record, text, record && endingIn(known, record, now()));
  if (!record) return 'unknown';
  return refusal === 'wrongSecret' ? refusal : { credential: record, secret: text, ending: refusal };
};

const byAssertion = async (
  { issuerKeys, now }: Dependencies,
  known: ClientWithCredentials | undefined,
  clientId: string,
  assertion: string,
): Promise<Identified | ClientRefusal> => {
  const identities = known?.identities.filter((identity) => !endingOf(identity, now())) ?? [];
  if (identities.length === 0) return 'unknown';
  const verified = await verifyAssertion(assertion, {
    identities,
    keysOf: ({ jwksUri }) => issuerKeys(jwksUri),
    now: now(),
  });
  if (verified.kind === 'refused') return verified.reason;
  const { identity, claims } = verified;
  const identified = { credential: identity, ending: endingIn(known, identity, now()) };
  // Entra sends no jti, and hands a job the same assertion for hours (RFC 7523 §3 leaves it open).
  if (claims.jti === undefined) return identified;
  const until = refusedFrom(claims);
  return { ...identified, singleUse: { clientId, issuer: identity.issuer, id: claims.jti, until } };
};

/** How a client has ended, or else a credential of its. */
const endingIn = (
  known: ClientWithCredentials | undefined,
  credential: Credential,
  now: number,
): Identified['ending'] =>
  known && endingOf(known.client, now) ? 'clientRevoked' : endingOf(credential, now);

/** No token outlives the credential that it came of, and none is said to. */
const issue = async (
  { accessTokens, now }: Dependencies,
  { client }: ClientWithCredentials,
  credential: Credential,
  scopes: AccessToken['scopes'],
  pepper: Pepper,
  requestId: string,
): Promise<Extract<Exchange, { kind: 'issued' }>> => {
  const secret = mintSecret('access');
  const end = now() + client.tokenMinutes * 60_000;
  const ends = credential.expires === undefined ? end : Math.min(end, Date.parse(credential.expires));
  const token: AccessToken = {
    accessId: secret.id,
    clientId: client.clientId,
    tenant: client.tenant,
    credential: nameOf(credential),
    scopes,
    issued: new Date(now()).toISOString(),
    expires: new Date(ends).toISOString(),
  };
  const proof = { digest: digestOf(pepper, secret.text), pepper: pepper.version };
  await accessTokens.add({ ...token, ...proof }, { tokenId: client.clientId, requestId });
  return { kind: 'issued', text: secret.text, token };
};

/** Moves a secret to the current pepper and notes the use, each where it is due. @returns what failed of it */
const aside = async (
  { clients, peppers, now }: Dependencies,
  credential: Credential,
  secret: string | undefined,
  clientId: string,
  requestId: string,
): Promise<unknown> => {
  try {
    if (secret !== undefined && 'digest' in credential)
      await reproving(peppers, credential, secret, (proof) =>
        clients.prove(credential, proof, { tokenId: clientId, requestId }),
      );
    if (isUseDue(credential, now())) await clients.used(credential, new Date(now()).toISOString());
    return undefined;
  } catch (failure) {
    return failure;
  }
};

const nameOf = (credential: Credential): string =>
  'secretId' in credential
    ? `${SECRET_PREFIX}${credential.secretId}`
    : `${IDENTITY_PREFIX}${credential.identityId}`;
