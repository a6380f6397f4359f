/** What a credential may be used for: changing the directory, reading it, or both. */
export const SCOPES = ['provision', 'read'] as const;
export type Scope = (typeof SCOPES)[number];
