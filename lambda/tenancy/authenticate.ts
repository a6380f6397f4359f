import type { AccessTokenRecord } from './credential/access-token.ts';
import type { AccessTokenStore } from './credential/access-token-store.ts';
import type { ClientStore } from './credential/client-store.ts';
import { endingOf, isUseDue, type Life } from './credential/life.ts';
import { refusalOf, reproving } from './credential/proving.ts';
import type { Scope } from './credential/scope.ts';
import { parseAuthorization, type SecretText } from './credential/secret-text.ts';
import type { TokenStore } from './credential/token-store.ts';
import { keyValueFor } from './limit/api-key.ts';
import type { Peppers } from './pepper/peppers.ts';
import type { GroupNames } from './tenant/tenant.ts';
import type { OpenTenant, TenantStore } from './tenant/tenant-store.ts';

/** Whom a request is from and what it may do. */
export interface Principal {
  readonly tenantId: string;
  /** The token; for an access token the client, which lasts across renewals. */
  readonly tokenId: string;
  /** The access token, where it is one. */
  readonly accessId?: string;
  readonly scopes: readonly Scope[];
  readonly groupNames: GroupNames;
  /** Of the tenant, 32 bytes in base64url. Secret: it is handed on and never logged. */
  readonly cursorKey: string;
  /** The value of the API key by which API Gateway counts the request. */
  readonly apiKey: string;
}

/** Why a credential is refused. For the audit trail only: whoever is refused learns nothing of it. */
export type RefusalReason =
  | 'malformed'
  | 'checksum'
  | 'unknown'
  | 'wrongSecret'
  | 'revoked'
  | 'expired'
  | 'clientUnknown'
  | 'clientRevoked'
  | 'credentialRevoked'
  | 'credentialExpired'
  | 'tenantUnknown'
  | 'tenantSuspended';

/** What became of something that a decision does not depend on. */
export type Aside = 'done' | { readonly failure: unknown };

export type Decision =
  | {
      readonly kind: 'granted';
      readonly principal: Principal;
      /** Moving a token's digest to the current pepper; absent where it was not due. */
      readonly rehash?: Aside;
      /** Noting that the token was used; absent where it was not due. */
      readonly use?: Aside;
    }
  | {
      readonly kind: 'refused';
      readonly reason: RefusalReason;
      readonly tokenId?: string;
      readonly accessId?: string;
      /** Whose token it claims to be; until the secret is proven, no more than a claim. */
      readonly tenantId?: string;
    };

export interface Dependencies {
  readonly tokens: Pick<TokenStore, 'read' | 'prove' | 'used'>;
  readonly accessTokens: Pick<AccessTokenStore, 'read'>;
  readonly clients: Pick<ClientStore, 'read'>;
  readonly tenants: Pick<TenantStore, 'open'>;
  readonly peppers: Peppers;
  /** What the values of this deployment's API keys begin with. */
  readonly apiKeyPrefix: string;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/**
 * Decides on the `Authorization` header of a request. Whatever is wrong with the credential is a refusal;
 * what is thrown is an outage of ours.
 */
export const authenticator =
  (dependencies: Dependencies) =>
  async (authorization: string, requestId: string): Promise<Decision> => {
    const parsed = parseAuthorization(authorization);
    if (parsed.kind === 'refused') return parsed;
    return isAccessToken(parsed)
      ? decideOnAccessToken(dependencies, parsed)
      : decideOnToken(dependencies, parsed, requestId);
  };

const isAccessToken = (parsed: SecretText<'token' | 'access'>): parsed is SecretText<'access'> =>
  parsed.kind === 'access';

async function decideOnToken(
  dependencies: Dependencies,
  { id: tokenId, text }: SecretText,
  requestId: string,
): Promise<Decision> {
  const { tokens, tenants, peppers, now } = dependencies;
  const record = await tokens.read(tokenId);
  const refusal = await refusalOf(peppers, record, text, record && endingOf(record, now()));
  const refuse = refusing({ tokenId, ...(record && { tenantId: record.tenant }) });
  if (!record) return refuse('unknown');
  if (refusal) return refuse(refusal);
  const opened = await tenants.open(record.tenant);
  if (!isOpen(opened)) return refuse(opened ? 'tenantSuspended' : 'tenantUnknown');

  const by = { tokenId, requestId };
  const [rehash, use] = await Promise.all([
    aside(() => reproving(peppers, record, text, (proof) => tokens.prove(record, proof, by))),
    aside(async () => {
      if (!isUseDue(record, now())) return undefined;
      await tokens.used(tokenId, new Date(now()).toISOString());
      return 'done';
    }),
  ]);
  const principal = { ...openedAs(opened, dependencies), tokenId, scopes: record.scopes };
  return { kind: 'granted', principal, ...(rehash && { rehash }), ...(use && { use }) };
}

/** Its client, the credential that it came of and its tenant are asked for side by side: one more round trip. */
async function decideOnAccessToken(
  dependencies: Dependencies,
  { id: accessId, text }: SecretText,
): Promise<Decision> {
  const { accessTokens, clients, tenants, peppers, now } = dependencies;
  const record = await accessTokens.read(accessId);
  const refusal = await refusalOf(peppers, record, text, record && endingOf(lifeOf(record), now()));
  const refuse = refusing({
    accessId,
    ...(record && { tokenId: record.clientId, tenantId: record.tenant }),
  });
  if (!record) return refuse('unknown');
  if (refusal) return refuse(refusal);
  const [opened, reason] = await Promise.all([tenants.open(record.tenant), whyNot(record, clients, now)]);
  if (reason) return refuse(reason);
  if (!isOpen(opened)) return refuse(opened ? 'tenantSuspended' : 'tenantUnknown');
  const { clientId: tokenId, scopes } = record;
  const principal = { ...openedAs(opened, dependencies), tokenId, accessId, scopes };
  return { kind: 'granted', principal };
}

/** An access token is not revoked by itself: it ends, or what it came of does. */
const lifeOf = ({ issued, expires }: AccessTokenRecord): Life => ({
  created: issued,
  status: 'active',
  expires,
});

/** Why what an access token came of is good no more, if it is not. */
const whyNot = async (
  { clientId, credential }: AccessTokenRecord,
  clients: Dependencies['clients'],
  now: () => number,
): Promise<RefusalReason | undefined> => {
  const known = await clients.read(clientId);
  if (!known) return 'clientUnknown';
  if (endingOf(known.client, now())) return 'clientRevoked';
  const its = [
    ...known.secrets.map((secret) => ({ life: secret, name: `secret#${secret.secretId}` })),
    ...known.identities.map((identity) => ({ life: identity, name: `identity#${identity.identityId}` })),
  ].find(({ name }) => name === credential);
  const ending = its ? endingOf(its.life, now()) : 'revoked';
  return ending && (ending === 'revoked' ? 'credentialRevoked' : 'credentialExpired');
};

const isOpen = (opened: OpenTenant | undefined): opened is OpenTenant => opened?.tenant.status === 'active';

const openedAs = (
  { tenant, cursorKey, apiKeys }: OpenTenant,
  { apiKeyPrefix, now }: Pick<Dependencies, 'apiKeyPrefix' | 'now'>,
) => ({
  tenantId: tenant.id,
  groupNames: tenant.groupNames,
  cursorKey,
  apiKey: keyValueFor(tenant.tier, apiKeys, apiKeyPrefix, now()),
});

const refusing =
  (about: Readonly<Partial<Pick<Principal, 'tenantId' | 'tokenId' | 'accessId'>>>) =>
  (reason: RefusalReason): Decision => ({ kind: 'refused', reason, ...about });

/** A failure is reported, not thrown: the token is good, and the next request tries again. */
const aside = async (work: () => Promise<'done' | undefined>): Promise<Aside | undefined> => {
  try {
    return await work();
  } catch (failure) {
    return { failure };
  }
};
