/**
 * Where tenants and their credentials stand in the table. There is one record of each credential; its tenant's
 * partition only points to it. Partition keys are what roles are limited to (`lib/storage.ts`).
 */
export interface Key {
  readonly pk: string;
  readonly sk: string;
}

/** The partition that lists every tenant, so that nobody has to scan the table for them. */
export const TENANTS = 'tenants';

export const tenantPartition = (tenant: string): string => `T#${tenant}`;

/** A tenant's settings: what its requests are answered by. */
export const settingsKey = (tenant: string): Key => ({ pk: tenantPartition(tenant), sk: 'settings' });

/** A tenant's line in the list of tenants. */
export const tenantEntryKey = (tenant: string): Key => ({ pk: TENANTS, sk: tenant });

/** Where it is noted that nothing is left in the directory of a tenant that is to go. */
export const emptinessKey = (tenant: string): Key => ({
  pk: `${tenantPartition(tenant)}#purged`,
  sk: 'purged',
});

/** The record of a token. */
export const tokenKey = (tokenId: string): Key => ({ pk: `token#${tokenId}`, sk: 'token' });

/** An OAuth client and all of its credentials, which one query reads. */
export const clientPartition = (clientId: string): string => `client#${clientId}`;

export const clientKey = (clientId: string): Key => ({ pk: clientPartition(clientId), sk: 'client' });

export const SECRET_PREFIX = 'secret#';
export const IDENTITY_PREFIX = 'identity#';

export const secretKey = (clientId: string, secretId: string): Key => ({
  pk: clientPartition(clientId),
  sk: `${SECRET_PREFIX}${secretId}`,
});

export const identityKey = (clientId: string, identityId: string): Key => ({
  pk: clientPartition(clientId),
  sk: `${IDENTITY_PREFIX}${identityId}`,
});

export type PointerKind = 'token' | 'client';

/** Where a tenant's partition points to one of its tokens or clients. */
export const pointerKey = (tenant: string, kind: PointerKind, id: string): Key => ({
  pk: tenantPartition(tenant),
  sk: `${kind}#${id}`,
});

/** The record of an access token of a client. */
export const accessKey = (accessId: string): Key => ({ pk: `access#${accessId}`, sk: 'access' });

/** Where an assertion that may be used once is remembered, by the digest of its id. */
export const assertionKey = (clientId: string, digest: string): Key => ({
  pk: `assertion#${clientId}`,
  sk: digest,
});
