import { digestOf } from '../credential/digest.ts';
import { endingOf } from '../credential/life.ts';
import type { ClientSecret, ClientSecretRecord, ClientWithCredentials } from '../credential/oauth-client.ts';
import { withoutProof } from '../credential/proof.ts';
import { mintSecret } from '../credential/secret-text.ts';
import { invalidRequest, notFound } from '../error.ts';
import type { Pepper } from '../pepper/peppers.ts';
import { readActiveClient, readClient } from './clients.ts';
import { type Dependencies, dateOf } from './dependencies.ts';
import { clientId, DAY, expiresInDays, label, overlapMinutes, secretId, tenantId } from './fields.ts';
import { operation } from './operation.ts';
import { endingWith, lifetimeOf, overlapEnd } from './overlap.ts';

/** A new secret of a client. `secret` is the secret itself, which nobody can ever ask for again. */
export interface IssuedSecret extends ClientSecret {
  readonly secret: string;
}

/** The most secrets of a client that are good at a time. */
const MOST_SECRETS = 10;

export const secretOperations = (dependencies: Dependencies) => {
  const { clients, peppers, now } = dependencies;

  /** @param lifetime in milliseconds @param add writes the record */
  const issue = async (
    { client, secrets }: ClientWithCredentials,
    itsLabel: string,
    lifetime: number,
    add: (record: ClientSecretRecord) => Promise<void>,
  ): Promise<IssuedSecret> => {
    const live = secrets.filter((secret) => !endingOf(secret, now()));
    if (live.length >= MOST_SECRETS)
      throw invalidRequest(
        `the client ${client.clientId} has ${MOST_SECRETS} secrets that are good; revoke one of them first`,
      );
    const { record, issued } = issuedSecret(await peppers.latest(), client, itsLabel, lifetime, now());
    await add(record);
    return issued;
  };

  return {
    'secrets.create': operation(
      { tenant: tenantId, clientId, label, expiresInDays },
      async (input, by): Promise<IssuedSecret> =>
        issue(
          await readActiveClient(dependencies, input.tenant, input.clientId),
          input.label,
          input.expiresInDays * DAY,
          (record) => clients.addSecret(record, by),
        ),
    ),

    'secrets.list': operation({ tenant: tenantId, clientId }, async (input) => {
      const { secrets } = await readClient(dependencies, input.tenant, input.clientId);
      return { secrets: secrets.map(withoutProof) };
    }),

    'secrets.revoke': operation({ tenant: tenantId, clientId, secretId }, (input, by) =>
      clients.revokeSecret(input.tenant, input.clientId, input.secretId, dateOf(now()), by),
    ),

    /** As a token is rotated. */
    'secrets.rotate': operation(
      { tenant: tenantId, clientId, secretId, overlapMinutes },
      async (input, by): Promise<{ readonly issued: IssuedSecret; readonly replaced: ClientSecret }> => {
        const found = await readActiveClient(dependencies, input.tenant, input.clientId);
        const old = found.secrets.find((secret) => secret.secretId === input.secretId);
        if (!old) throw notFound(`the client ${input.clientId} has no secret ${input.secretId}`);
        const ending = endingOf(old, now());
        if (ending) throw invalidRequest(`the secret ${input.secretId} is ${ending}; create a new one`);
        const end = dateOf(overlapEnd(old, input.overlapMinutes, now()));
        const issued = await issue(found, old.label, lifetimeOf(old), (record) =>
          clients.replaceSecret(old, end, record, by),
        );
        return { issued, replaced: endingWith(withoutProof(old), end) };
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
