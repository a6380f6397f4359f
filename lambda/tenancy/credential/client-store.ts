import { type NativeAttributeValue, paginateQuery } from '@aws-sdk/lib-dynamodb';
import { conflict, notFound } from '../error.ts';
import {
  clientKey,
  clientPartition,
  IDENTITY_PREFIX,
  identityKey,
  type Key,
  SECRET_PREFIX,
  secretKey,
} from '../keys.ts';
import { type Action, type Author, type Table, transact } from '../table.ts';
import { endingAt, noteUse, proveRecord, revokeRecord } from './changes.ts';
import { lifeIn } from './life.ts';
import type {
  ClientSecret,
  ClientSecretRecord,
  ClientWithCredentials,
  FederatedIdentity,
  OAuthClient,
} from './oauth-client.ts';
import { addPointed, readPointed } from './pointers.ts';
import type { Proof } from './proof.ts';

export interface ClientStore {
  /** @throws TenancyError `notFound` when there is no such tenant, `conflict` */
  add(client: OAuthClient, secret: ClientSecretRecord | undefined, by: Author): Promise<void>;
  /** A client with all that it ever had to identify itself by: one round trip. */
  read(clientId: string): Promise<ClientWithCredentials | undefined>;
  /** Every client that the tenant was ever given, in the order of their ids. */
  list(tenant: string): Promise<readonly ClientWithCredentials[]>;
  /** @throws TenancyError `notFound` when the tenant has no such client that is active, `conflict` */
  addSecret(secret: ClientSecretRecord, by: Author): Promise<void>;
  /**
   * Adds a secret in the place of another, which ends at a date: both or neither.
   * @throws TenancyError as `addSecret` does, and `conflict` when the other has been changed since it was read
   */
  replaceSecret(old: ClientSecret, end: string, secret: ClientSecretRecord, by: Author): Promise<void>;
  /** @throws TenancyError `notFound` when the tenant has no such client that is active, `conflict` */
  addIdentity(identity: FederatedIdentity, by: Author): Promise<void>;
  /** Ends a client. @throws TenancyError `notFound` when the tenant has no such one */
  revoke(tenant: string, clientId: string, at: string, by: Author): Promise<OAuthClient>;
  /** Ends a secret. @throws TenancyError `notFound` when the tenant has no such one */
  revokeSecret(
    tenant: string,
    clientId: string,
    secretId: string,
    at: string,
    by: Author,
  ): Promise<ClientSecret>;
  /** Ends a federated identity. @throws TenancyError `notFound` when the tenant has no such one */
  revokeIdentity(
    tenant: string,
    clientId: string,
    identityId: string,
    at: string,
    by: Author,
  ): Promise<FederatedIdentity>;
  /** Replaces the proof of a secret, unless somebody else has replaced it since it was read. */
  prove(secret: ClientSecretRecord, proof: Proof, by: Author): Promise<void>;
  /** Notes that a credential was used, unless a later use is noted. @param at RFC 3339, UTC */
  used(credential: ClientSecret | FederatedIdentity, at: string): Promise<void>;
}

type Item = Readonly<Record<string, NativeAttributeValue>>;

/** Clients, their secrets and their federated identities. Records that have ended stay, as those of tokens do. */
export const clientStore = (table: Table): ClientStore => {
  const read: ClientStore['read'] = async (clientId) => {
    const pages = paginateQuery(
      { client: table.client },
      {
        TableName: table.name,
        KeyConditionExpression: 'pk = :client',
        ExpressionAttributeValues: { ':client': clientPartition(clientId) },
        ConsistentRead: true,
      },
    );
    const items: Item[] = [];
    for await (const page of pages) items.push(...(page.Items ?? []));
    const client = items.find(({ sk }) => sk === clientKey(clientId).sk);
    const startingWith = (prefix: string) => items.filter(({ sk }) => String(sk).startsWith(prefix));
    return (
      client && {
        client: toClient(client),
        secrets: startingWith(SECRET_PREFIX).map(toSecretRecord),
        identities: startingWith(IDENTITY_PREFIX).map(toIdentity),
      }
    );
  };

  /** Only to a client of the same tenant that is active, so that nothing is added to one that has ended. */
  const addTo = async (
    { tenant, clientId }: { readonly tenant: string; readonly clientId: string },
    item: object,
    beside: readonly Action[] = [],
  ) => {
    const active: Action = {
      ConditionCheck: {
        TableName: table.name,
        Key: clientKey(clientId),
        ConditionExpression: 'tenant = :tenant AND #status = :active',
        ExpressionAttributeNames: { '#status': 'status' },
        ExpressionAttributeValues: { ':tenant': tenant, ':active': 'active' },
      },
    };
    const put = {
      Put: { TableName: table.name, Item: item, ConditionExpression: 'attribute_not_exists(pk)' },
    };
    const failed = await transact(table, [active, put, ...beside]);
    if (failed.includes(0)) throw notFound(`the tenant ${tenant} has no client ${clientId} that is active`);
    if (failed.length > 0)
      throw conflict('the credential, or what it replaces, was changed in between; send the request again');
  };

  const revokeAt = async (key: Key, what: string, tenant: string, at: string, by: Author): Promise<Item> => {
    const item = await revokeRecord(table, key, tenant, at, by);
    if (!item) throw notFound(`the tenant ${tenant} has no ${what}`);
    return item;
  };

  return {
    read,

    add: async (client, secret, by) => {
      const { tenant, clientId } = client;
      const records = [
        { ...clientKey(clientId), kind: 'client', ...client, by },
        ...(secret ? [secretItem(secret, by)] : []),
      ];
      await addPointed(table, { tenant, kind: 'client', id: clientId }, records, by);
    },

    list: (tenant) => readPointed(table, tenant, 'client', read),

    addSecret: (secret, by) => addTo(secret, secretItem(secret, by)),

    replaceSecret: (old, end, secret, by) =>
      addTo(secret, secretItem(secret, by), [
        endingAt(table, secretKey(old.clientId, old.secretId), old, end, by),
      ]),

    addIdentity: (identity, by) =>
      addTo(identity, {
        ...identityKey(identity.clientId, identity.identityId),
        kind: 'identity',
        ...identity,
        by,
      }),

    revoke: async (tenant, clientId, at, by) =>
      toClient(await revokeAt(clientKey(clientId), `client ${clientId}`, tenant, at, by)),

    revokeSecret: async (tenant, clientId, secretId, at, by) =>
      toSecret(await revokeAt(secretKey(clientId, secretId), `secret ${secretId} there`, tenant, at, by)),

    revokeIdentity: async (tenant, clientId, identityId, at, by) =>
      toIdentity(
        await revokeAt(identityKey(clientId, identityId), `identity ${identityId} there`, tenant, at, by),
      ),

    prove: (secret, proof, by) =>
      proveRecord(table, secretKey(secret.clientId, secret.secretId), secret, proof, by),

    used: (credential, at) =>
      noteUse(
        table,
        'secretId' in credential
          ? secretKey(credential.clientId, credential.secretId)
          : identityKey(credential.clientId, credential.identityId),
        at,
      ),
  };
};

const secretItem = (secret: ClientSecretRecord, by: Author) => ({
  ...secretKey(secret.clientId, secret.secretId),
  kind: 'secret',
  ...secret,
  by,
});

const toClient = (item: Item): OAuthClient => ({
  ...lifeIn(item),
  clientId: item['clientId'],
  tenant: item['tenant'],
  label: item['label'],
  scopes: item['scopes'],
  tokenMinutes: item['tokenMinutes'],
});

const toSecret = (item: Item): ClientSecret => ({
  ...lifeIn(item),
  secretId: item['secretId'],
  clientId: item['clientId'],
  tenant: item['tenant'],
  label: item['label'],
  expires: item['expires'],
});

const toSecretRecord = (item: Item): ClientSecretRecord => ({
  ...toSecret(item),
  digest: item['digest'],
  pepper: item['pepper'],
});

const toIdentity = (item: Item): FederatedIdentity => ({
  ...lifeIn(item),
  identityId: item['identityId'],
  clientId: item['clientId'],
  tenant: item['tenant'],
  label: item['label'],
  issuer: item['issuer'],
  audience: item['audience'],
  subject: item['subject'],
  ...(item['entraTenant'] !== undefined && { entraTenant: item['entraTenant'] }),
  jwksUri: item['jwksUri'],
  maxAgeMinutes: item['maxAgeMinutes'],
});
