import { cursorKeyOf } from './cursor-key.ts';
import { digestOf, sameDigest } from './digest.ts';
import type { Peppers } from './peppers.ts';
import type { GroupNames } from './tenant.ts';
import type { TenantStore } from './tenant-store.ts';
import { parseAuthorization } from './token.ts';
import type { Scope, TokenRecord } from './token-record.ts';
import type { TokenStore } from './token-store.ts';

/** Whom a request is from and what it may do. */
export interface Principal {
  readonly tenantId: string;
  readonly tokenId: string;
  readonly scopes: readonly Scope[];
  readonly groupNames: GroupNames;
  /** Of the tenant, 32 bytes in base64url. Secret: it is handed on and never logged. */
  readonly cursorKey: string;
}

/** Why a credential is refused. For the audit trail only: whoever is refused learns nothing of it. */
export type RefusalReason =
  | 'malformed'
  | 'checksum'
  | 'unknown'
  | 'wrongSecret'
  | 'revoked'
  | 'expired'
  | 'tenantUnknown'
  | 'tenantSuspended';

/** What became of moving a token's digest to the current pepper. */
export type Rehash = 'done' | { readonly failure: unknown };

export type Decision =
  | {
      readonly kind: 'granted';
      readonly principal: Principal;
      /** Absent where none was due. */
      readonly rehash?: Rehash;
    }
  | {
      readonly kind: 'refused';
      readonly reason: RefusalReason;
      readonly tokenId?: string;
      /** Whose token it claims to be; until the secret is proven, no more than a claim. */
      readonly tenantId?: string;
    };

export interface Dependencies {
  readonly tokens: Pick<TokenStore, 'read' | 'prove'>;
  readonly tenants: Pick<TenantStore, 'read'>;
  readonly peppers: Peppers;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** What an unknown token is compared with, so that it costs what a known one does. Equals no digest. */
const NO_DIGEST = '*'.repeat(43);

/**
 * Decides on the `Authorization` header of a request. Whatever is wrong with the credential is a refusal;
 * what is thrown is an outage of ours.
 */
export const authenticator =
  (dependencies: Dependencies) =>
  async (authorization: string, requestId: string): Promise<Decision> => {
    const parsed = parseAuthorization(authorization);
    if (parsed.kind === 'refused') return parsed;

    const { tokens, tenants, peppers, now } = dependencies;
    const { keyId: tokenId, text } = parsed.token;
    const record = await tokens.read(tokenId);
    const pepper = await (record ? peppers.version(record.pepper) : peppers.current());
    const proven = sameDigest(digestOf(pepper, text), record?.digest ?? NO_DIGEST);

    const refuse = (reason: RefusalReason): Decision => ({
      kind: 'refused',
      reason,
      tokenId,
      ...(record && { tenantId: record.tenant }),
    });
    if (!record) return refuse('unknown');
    if (!proven) return refuse('wrongSecret');
    if (record.status !== 'active') return refuse('revoked');
    if (hasEnded(record.expires, now())) return refuse('expired');
    const tenant = await tenants.read(record.tenant);
    if (!tenant) return refuse('tenantUnknown');
    if (tenant.status !== 'active') return refuse('tenantSuspended');

    const rehash = await rehashIfDue(dependencies, record, text, requestId);
    const principal = {
      tenantId: tenant.id,
      tokenId,
      scopes: record.scopes,
      groupNames: tenant.groupNames,
      cursorKey: cursorKeyOf(await peppers.current(), tenant.id),
    };
    return { kind: 'granted', principal, ...(rehash && { rehash }) };
  };

/** True too for a date that cannot be read: no token lives for ever by mistake. */
const hasEnded = (expires: string, now: number): boolean => !(now < Date.parse(expires));

/**
 * Moves a token that was verified under an old pepper to the current one, so that the old one can go. It asks
 * which one is current before it does: a warm function that has not heard of the new one would move tokens
 * back. A failure is reported, not thrown: the token is good, and the next request tries again.
 */
async function rehashIfDue(
  { tokens, peppers }: Dependencies,
  record: TokenRecord,
  text: string,
  requestId: string,
): Promise<Rehash | undefined> {
  try {
    if ((await peppers.current()).version === record.pepper) return undefined;
    const pepper = await peppers.latest();
    if (pepper.version === record.pepper) return undefined;
    const proof = { digest: digestOf(pepper, text), pepper: pepper.version };
    await tokens.prove(record, proof, { tokenId: record.tokenId, requestId });
    return 'done';
  } catch (failure) {
    return { failure };
  }
}
