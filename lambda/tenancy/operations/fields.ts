/** The fields that operations have in common. */
import { CLIENT_ID } from '../credential/oauth-client.ts';
import { SCOPES } from '../credential/scope.ts';
import { CREDENTIAL_ID } from '../credential/secret-text.ts';
import { integer, matching, oneOf, optional, someOf, text } from '../input.ts';
import { GROUP_NAMES, TENANT_ID } from '../tenant/tenant.ts';
import { TIERS } from '../tenant/tier.ts';

export const DAY = 86_400_000;
export const MINUTE = 60_000;

/** What a customer is called. */
export const tenantName = text(1, 200);
export const groupNames = oneOf(GROUP_NAMES);
export const tier = oneOf(TIERS);
export const tenantId = matching(TENANT_ID, 'an id of 2 to 63 lower-case letters, digits and hyphens');
export const tokenId = matching(CREDENTIAL_ID, 'the id of a token: the 10 characters after scim_');
export const clientId = matching(CLIENT_ID, 'the id of a client: client- and 12 characters');
export const secretId = matching(CREDENTIAL_ID, 'the id of a secret: the 10 characters after scim_cs_');
export const identityId = matching(CREDENTIAL_ID, 'the id of a federated identity: 10 characters');

/** Who uses it; for people. */
export const label = optional(text(0, 100), () => '');
export const scopes = optional(someOf(SCOPES), () => SCOPES);

/** A year, so that nobody depends on a credential that everybody has forgotten. */
const DEFAULT_LIFETIME_DAYS = 365;
export const expiresInDays = optional(integer(1, 3_650), () => DEFAULT_LIFETIME_DAYS);

/** How long the old one and the new one are both good: up to a quarter of a year, a week unless it is said. */
export const overlapMinutes = optional(integer(0, 90 * 24 * 60), () => 7 * 24 * 60);
