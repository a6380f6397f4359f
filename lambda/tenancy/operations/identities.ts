import { endingOf } from '../credential/life.ts';
import { type FederatedIdentity, MOST_AGE_MINUTES } from '../credential/oauth-client.ts';
import { credentialId } from '../credential/secret-text.ts';
import { invalidRequest } from '../error.ts';
import { httpsUrl, integer, matching, optional, text } from '../input.ts';
import { readActiveClient, readClient } from './clients.ts';
import { type Dependencies, dateOf } from './dependencies.ts';
import { clientId, identityId, label, tenantId } from './fields.ts';
import { operation } from './operation.ts';

/** The most federated identities of a client that are good at a time. */
const MOST_IDENTITIES = 10;
/** Entra hands a job the same assertion for up to a day. */
const DEFAULT_AGE_MINUTES = 24 * 60;

const ENTRA_TENANT = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;
const ENTRA_ISSUER = /^https:\/\/login\.microsoftonline\.com\/([\da-f-]{36})\/v2\.0$/;

export const identityOperations = (dependencies: Dependencies) => {
  const { clients, jwksHosts, now } = dependencies;
  return {
    /** Of an issuer that is Entra ID, the tenant and the place of its keys are known. */
    'identities.create': operation(
      {
        tenant: tenantId,
        clientId,
        label,
        issuer: httpsUrl,
        audience: text(1, 500),
        subject: text(1, 500),
        entraTenant: optional(matching(ENTRA_TENANT, 'the id of an Entra tenant'), () => undefined),
        jwksUri: optional(httpsUrl, () => undefined),
        maxAgeMinutes: optional(integer(1, MOST_AGE_MINUTES), () => DEFAULT_AGE_MINUTES),
      },
      async (input, by): Promise<FederatedIdentity> => {
        const { identities } = await readActiveClient(dependencies, input.tenant, input.clientId);
        const live = identities.filter((identity) => !endingOf(identity, now()));
        if (live.length >= MOST_IDENTITIES)
          throw invalidRequest(
            `the client ${input.clientId} has ${MOST_IDENTITIES} federated identities; revoke one of them first`,
          );
        const entra = ENTRA_ISSUER.exec(input.issuer)?.[1];
        const jwksUri =
          input.jwksUri ?? (entra && `https://login.microsoftonline.com/${entra}/discovery/v2.0/keys`);
        if (jwksUri === undefined)
          throw invalidRequest('jwksUri has to be given for an issuer that is not Entra ID');
        requireAllowed(jwksHosts, jwksUri);
        const { entraTenant = entra, ...rest } = input;
        const identity: FederatedIdentity = {
          identityId: credentialId(),
          ...rest,
          ...(entraTenant !== undefined && { entraTenant }),
          jwksUri,
          created: dateOf(now()),
          status: 'active',
        };
        await clients.addIdentity(identity, by);
        return identity;
      },
    ),

    'identities.list': operation({ tenant: tenantId, clientId }, async (input) => {
      const { identities } = await readClient(dependencies, input.tenant, input.clientId);
      return { identities };
    }),

    'identities.revoke': operation({ tenant: tenantId, clientId, identityId }, (input, by) =>
      clients.revokeIdentity(input.tenant, input.clientId, input.identityId, dateOf(now()), by),
    ),
  };
};

/** The service fetches from there, so that is not for a tenant to choose. */
const requireAllowed = (hosts: readonly string[], uri: string): void => {
  const { host } = new URL(uri);
  if (!hosts.includes(host))
    throw invalidRequest(
      `keys are not fetched from ${host}; the setting scim:jwksHosts allows ${hosts.join(', ') || 'no host'}`,
    );
};
