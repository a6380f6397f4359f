/** An OpenID issuer for tests: its keys, and the assertions that it signs. */
import {
  exportJWK,
  generateKeyPair,
  type JSONWebKeySet,
  type JWTHeaderParameters,
  type JWTPayload,
  SignJWT,
} from 'jose';
import type { FederatedIdentity } from '../../lambda/tenancy/credential/oauth-client.ts';

export const ENTRA_TENANT = '8a3c1f5e-2b4d-4c6e-9f70-1a2b3c4d5e6f';

/** The identity that the issuer's assertions are about. */
export const identityOf = (jwksUri: string, changes: Partial<FederatedIdentity> = {}): FederatedIdentity => ({
  identityId: 'aaaaaaaaaa',
  clientId: 'client-bcdfghjkmnpq',
  tenant: 'contoso',
  label: '',
  issuer: `https://login.microsoftonline.com/${ENTRA_TENANT}/v2.0`,
  audience: 'api://5d1f3c7e-platform',
  subject: 'c0ffee00-1111-4222-8333-444455556666',
  entraTenant: ENTRA_TENANT,
  jwksUri,
  maxAgeMinutes: 1_440,
  created: '2026-01-01T00:00:00.000Z',
  status: 'active',
  ...changes,
});

export interface Issuer {
  readonly keys: JSONWebKeySet;
  /** An assertion as Entra ID makes it of an identity; with other claims, or another header. */
  readonly sign: (
    identity: FederatedIdentity,
    claims?: JWTPayload,
    header?: Partial<JWTHeaderParameters>,
  ) => Promise<string>;
}

/** @param now epoch milliseconds */
export const makeIssuer = async (now: () => number, kid = 'key-1', alg = 'RS256'): Promise<Issuer> => {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
  return {
    keys: { keys: [{ ...(await exportJWK(publicKey)), kid, alg, use: 'sig' }] },
    sign: ({ issuer, audience, subject, entraTenant }, claims = {}, header = {}) => {
      const at = Math.floor(now() / 1_000);
      const usual = {
        iss: issuer,
        aud: audience,
        sub: subject,
        tid: entraTenant,
        iat: at,
        nbf: at,
        exp: at + 3_600,
      };
      const given = Object.entries({ ...usual, ...claims }).filter(([, value]) => value !== undefined);
      return new SignJWT(Object.fromEntries(given))
        .setProtectedHeader({ alg, kid, typ: 'JWT', ...header })
        .sign(privateKey);
    },
  };
};
