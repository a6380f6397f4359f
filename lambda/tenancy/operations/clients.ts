import { endingOf } from '../credential/life.ts';
import { type ClientWithCredentials, type OAuthClient, randomClientId } from '../credential/oauth-client.ts';
import { withoutProof } from '../credential/proof.ts';
import { invalidRequest, notFound } from '../error.ts';
import { flag, integer, optional } from '../input.ts';
import { type Dependencies, dateOf, readTenant } from './dependencies.ts';
import { clientId, DAY, expiresInDays, label, scopes, tenantId } from './fields.ts';
import { operation } from './operation.ts';
import { type IssuedSecret, issuedSecret } from './secrets.ts';

/** The most clients of a tenant that are good at a time. */
const MOST_CLIENTS = 20;
const DEFAULT_TOKEN_MINUTES = 60;

export const clientOperations = (dependencies: Dependencies) => {
  const { clients, peppers, now } = dependencies;
  return {
    /** With a first secret, unless the client is to have federated identities alone. */
    'clients.create': operation(
      {
        tenant: tenantId,
        label,
        scopes,
        tokenMinutes: optional(integer(10, 360), () => DEFAULT_TOKEN_MINUTES),
        expiresInDays,
        withoutSecret: optional(flag, () => false),
      },
      async (
        { expiresInDays: days, withoutSecret, ...wanted },
        by,
      ): Promise<{ readonly client: OAuthClient; readonly secret?: IssuedSecret }> => {
        await readTenant(dependencies, wanted.tenant);
        const live = (await clients.list(wanted.tenant)).filter(({ client }) => !endingOf(client, now()));
        if (live.length >= MOST_CLIENTS)
          throw invalidRequest(
            `the tenant ${wanted.tenant} has ${MOST_CLIENTS} clients; revoke one of them first`,
          );
        const client: OAuthClient = {
          clientId: randomClientId(),
          ...wanted,
          created: dateOf(now()),
          status: 'active',
        };
        if (withoutSecret) {
          await clients.add(client, undefined, by);
          return { client };
        }
        const { record, issued } = issuedSecret(
          await peppers.latest(),
          client,
          client.label,
          days * DAY,
          now(),
        );
        await clients.add(client, record, by);
        return { client, secret: issued };
      },
    ),

    'clients.list': operation({ tenant: tenantId }, async ({ tenant }) => {
      await readTenant(dependencies, tenant);
      return { clients: (await clients.list(tenant)).map(shown) };
    }),

    /** Ends a client, and with it all that it identifies itself by and all of its access tokens. */
    'clients.revoke': operation({ tenant: tenantId, clientId }, (input, by) =>
      clients.revoke(input.tenant, input.clientId, dateOf(now()), by),
    ),
  };
};

/** Without what proves its secrets. */
const shown = ({ client, secrets, identities }: ClientWithCredentials) => ({
  ...client,
  secrets: secrets.map(withoutProof),
  identities,
});

/** @throws TenancyError `notFound` when the tenant has no such client */
export const readClient = async (
  { clients }: Pick<Dependencies, 'clients'>,
  tenant: string,
  id: string,
): Promise<ClientWithCredentials> => {
  const found = await clients.read(id);
  if (found?.client.tenant !== tenant) throw notFound(`the tenant ${tenant} has no client ${id}`);
  return found;
};

/** A client that credentials can be added to. @throws TenancyError as `readClient`, `invalidRequest` when it was revoked */
export const readActiveClient = async (
  dependencies: Pick<Dependencies, 'clients' | 'now'>,
  tenant: string,
  id: string,
): Promise<ClientWithCredentials> => {
  const found = await readClient(dependencies, tenant, id);
  if (endingOf(found.client, dependencies.now())) throw invalidRequest(`the client ${id} was revoked`);
  return found;
};
