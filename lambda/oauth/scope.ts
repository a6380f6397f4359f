import type { Scope } from '../tenancy/credential/scope.ts';
import { invalidScope } from './error.ts';

/** What Entra ID asks for: all that the client may do. */
export const EVERYTHING = 'scim';

/**
 * The scopes of an access token: those that are asked for, or all of the client's (RFC 6749 §3.3).
 * @throws OAuthError invalid_scope for what the client does not have
 */
export const grantedScopes = (asked: string | undefined, its: readonly Scope[]): readonly Scope[] => {
  const names = (asked ?? EVERYTHING).split(' ').filter((name) => name !== '');
  if (names.length === 0 || names.includes(EVERYTHING)) return its;
  const granted = its.filter((scope) => names.includes(scope));
  if (names.some((name) => !granted.some((scope) => scope === name)))
    throw invalidScope(`scope may be ${[EVERYTHING, ...its].join(', ')} for this client`);
  return granted;
};
