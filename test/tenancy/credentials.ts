/** An OAuth client of contoso's, and what it identifies itself by. */
import { digestOf } from '../../lambda/tenancy/credential/digest.ts';
import type {
  ClientSecret,
  ClientSecretRecord,
  FederatedIdentity,
  OAuthClient,
} from '../../lambda/tenancy/credential/oauth-client.ts';
import type { SecretText } from '../../lambda/tenancy/credential/secret-text.ts';
import { contoso, PEPPER } from './support.ts';

const CREATED = '2026-01-01T00:00:00.000Z';

export const clientOf = (clientId: string): OAuthClient => ({
  clientId,
  tenant: contoso.id,
  label: 'Entra',
  scopes: ['provision', 'read'],
  tokenMinutes: 60,
  created: CREATED,
  status: 'active',
});

export const secretOf = (secretId: string, clientId: string): ClientSecret => ({
  secretId,
  clientId,
  tenant: contoso.id,
  label: 'Entra',
  created: CREATED,
  expires: '9999-12-31T00:00:00.000Z',
  status: 'active',
});

/** What is stored of a secret, as if it had been issued. */
export const secretRecordOf = (
  text: SecretText,
  clientId: string,
  changes: Partial<ClientSecretRecord> = {},
): ClientSecretRecord => ({
  ...secretOf(text.id, clientId),
  digest: digestOf(PEPPER, text.text),
  pepper: PEPPER.version,
  ...changes,
});

export const identityOf = (identityId: string, clientId: string): FederatedIdentity => ({
  identityId,
  clientId,
  tenant: contoso.id,
  label: 'Entra',
  issuer: 'https://login.example.com',
  audience: 'api://scim',
  subject: 'provisioning',
  jwksUri: 'https://login.example.com/keys',
  maxAgeMinutes: 1_440,
  created: CREATED,
  status: 'active',
});
