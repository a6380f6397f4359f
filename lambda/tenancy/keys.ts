/**
 * Where tenants and tokens stand in the table. Their partition keys, for a role's `dynamodb:LeadingKeys`:
 * the authorizer reads `token#*` and `T#*` and updates `token#*`; the admin function reads and writes
 * `token#*`, `T#*` and `tenants`.
 */
export interface Key {
  readonly pk: string;
  readonly sk: string;
}

/** The partition that lists every tenant, so that nobody has to scan the table for them. */
export const TENANTS = 'tenants';

/** A tenant's settings: what its requests are answered by. */
export const settingsKey = (tenant: string): Key => ({ pk: `T#${tenant}`, sk: 'settings' });

/** A tenant's line in the list of tenants. */
export const tenantEntryKey = (tenant: string): Key => ({ pk: TENANTS, sk: tenant });

/** The record that proves a token. */
export const tokenKey = (tokenId: string): Key => ({ pk: `token#${tokenId}`, sk: 'token' });

export const TOKEN_ENTRY_PREFIX = 'token#';

/** A token's line in the list of its tenant's tokens; it holds nothing that could prove one. */
export const tokenEntryKey = (tenant: string, tokenId: string): Key => ({
  pk: `T#${tenant}`,
  sk: `${TOKEN_ENTRY_PREFIX}${tokenId}`,
});
