import { digestOf } from '../credential/digest.ts';
import { endingOf } from '../credential/life.ts';
import type { ClientSecret, ClientSecretRecord, ClientWithCredentials } from '../credential/oauth-client.ts';
import { mintSecret } from '../credential/secret-text.ts';
import { invalidRequest, notFound } from '../error.ts';
import type { Pepper } from '../pepper/peppers.ts';
import { readClient } from './clients.ts';
import { type Dependencies, dateOf } from './dependencies.ts';
import { clientId, DAY, expiresInDays, label, MINUTE, overlapMinutes, secretId, tenantId } from './fields.ts';
import { operation } from './operation.ts';

/** A new secret of a client. `secret` is the secret itself, which nobody can ever ask for again. */
export interface IssuedSecret extends ClientSecret {
  readonly secret: string;
}

/** The most secrets of a client that are good at a time. */
const MOST_SECRETS = 10;

export const secretOperations = (dependencies: Dependencies) => {
  const { clients, peppers, now } = dependencies;

  const issue = async (
    { client, secrets }: ClientWithCredentials,
    itsLabel: string,
    lifetime: number,
    by: Parameters<typeof clients.addSecret>[1],
  ): Promise<IssuedSecret> => {
    const live = secrets.filter((secret) => !endingOf(secret, now()));
    if (live.length >= MOST_SECRETS)
      throw invalidRequest(
        `the client ${client.clientId} has ${MOST_SECRETS} secrets that are good; revoke one of them first`,
      );
    const { record, issued } = issuedSecret(await peppers.latest(), client, itsLabel, lifetime, now());
    await clients.addSecret(record, by);
    return issued;
  };

  return {
    'secrets.create': operation(
      { tenant: tenantId, clientId, label, expiresInDays },
      async (input, by): Promise<IssuedSecret> =>
        issue(
          await readClient(dependencies, input.tenant, input.clientId),
          input.label,
          input.expiresInDays * DAY,
          by,
        ),
    ),

    'secrets.list': operation({ tenant: tenantId, clientId }, async (input) => {
      const { secrets } = await readClient(dependencies, input.tenant, input.clientId);
      return { secrets: secrets.map(shownSecret) };
    }),

    'secrets.revoke': operation({ tenant: tenantId, clientId, secretId }, (input, by) =>
      clients.revokeSecret(input.tenant, input.clientId, input.secretId, dateOf(now()), by),
    ),

    /** As a token is rotated. */
    'secrets.rotate': operation(
      { tenant: tenantId, clientId, secretId, overlapMinutes },
      async (input, by): Promise<{ readonly issued: IssuedSecret; readonly replaced: ClientSecret }> => {
        const found = await readClient(dependencies, input.tenant, input.clientId);
        const old = found.secrets.find((secret) => secret.secretId === input.secretId);
        if (!old) throw notFound(`the client ${input.clientId} has no secret ${input.secretId}`);
        const ending = endingOf(old, now());
        if (ending) throw invalidRequest(`the secret ${input.secretId} is ${ending}; create a new one`);
        const lifetime = Date.parse(old.expires) - Date.parse(old.created);
        const issued = await issue(found, old.label, lifetime, by);
        const end = dateOf(now() + input.overlapMinutes * MINUTE);
        return { issued, replaced: await clients.endSecretBy(shownSecret(old), end, by) };
      },
    ),
  };
};

/** A new secret: as it is stored, and as it is shown this once. @param lifetime and now in milliseconds */
export const issuedSecret = (
  pepper: Pepper,
  { tenant, clientId: id }: Pick<ClientSecret, 'tenant' | 'clientId'>,
  itsLabel: string,
  lifetime: number,
  now: number,
): { readonly record: ClientSecretRecord; readonly issued: IssuedSecret } => {
  const text = mintSecret('secret');
  const secret: ClientSecret = {
    secretId: text.id,
    clientId: id,
    tenant,
    label: itsLabel,
    created: dateOf(now),
    expires: dateOf(now + lifetime),
    status: 'active',
  };
  return {
    record: { ...secret, digest: digestOf(pepper, text.text), pepper: pepper.version },
    issued: { ...secret, secret: text.text },
  };
};

/** A secret without what proves it. */
export const shownSecret = ({ digest: _, pepper: __, ...secret }: ClientSecretRecord): ClientSecret => secret;
