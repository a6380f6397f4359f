import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type ClientStore, clientStore } from '../../../lambda/tenancy/credential/client-store.ts';
import {
  type ClientSecretRecord,
  type OAuthClient,
  randomClientId,
} from '../../../lambda/tenancy/credential/oauth-client.ts';
import { withoutProof } from '../../../lambda/tenancy/credential/proof.ts';
import { credentialId, mintSecret } from '../../../lambda/tenancy/credential/secret-text.ts';
import type { Table } from '../../../lambda/tenancy/table.ts';
import { tenantStore } from '../../../lambda/tenancy/tenant/tenant-store.ts';
import { clientOf as databaseClient, TABLE, useDatabase } from '../../harness/database.ts';
import { clientOf, identityOf, secretRecordOf } from '../credentials.ts';
import { contoso } from '../support.ts';

const BY = { tokenId: 'admin', requestId: 'request-1' };
const AT = '2026-11-24T12:00:00.000Z';

const database = useDatabase();
let table: Table;
let store: ClientStore;
let client: OAuthClient;
let secret: ClientSecretRecord;

const anotherSecret = (): ClientSecretRecord => secretRecordOf(mintSecret('secret'), client.clientId);

beforeAll(async () => {
  table = { client: databaseClient(database.endpoint()), name: TABLE.TableName };
  store = clientStore(table);
  await tenantStore(table).create(contoso, BY);
  await tenantStore(table).create({ ...contoso, id: 'fabrikam' }, BY);
});
afterAll(() => table.client.destroy());
beforeEach(async () => {
  client = clientOf(randomClientId());
  secret = anotherSecret();
  await store.add(client, secret, BY);
});

describe('a client', () => {
  test('is read with all that it identifies itself by', async () => {
    const [second, identity] = [anotherSecret(), identityOf(credentialId(), client.clientId)];
    await store.addSecret(second, BY);
    await store.addIdentity(identity, BY);
    const found = await store.read(client.clientId);
    expect(found).toMatchObject({ client, identities: [identity] });
    expect(found?.secrets).toHaveLength(2);
    expect(found?.secrets).toEqual(expect.arrayContaining([secret, second]));
  });

  test('may have no secret', async () => {
    const bare = clientOf(randomClientId());
    await store.add(bare, undefined, BY);
    expect(await store.read(bare.clientId)).toEqual({ client: bare, secrets: [], identities: [] });
  });

  test('is undefined where there is none', async () => {
    expect(await store.read(randomClientId())).toBeUndefined();
  });

  test('is listed for its tenant and for no other', async () => {
    const listed = await store.list('contoso');
    expect(listed).toContainEqual({ client, secrets: [secret], identities: [] });
    expect(await store.list('fabrikam')).toEqual([]);
  });

  test('is made for no tenant that does not exist, not even in part', async () => {
    const lost = { ...clientOf(randomClientId()), tenant: 'nobody' };
    await expect(store.add(lost, undefined, BY)).rejects.toMatchObject({ code: 'notFound' });
    expect(await store.read(lost.clientId)).toBeUndefined();
  });

  test('does not take the id of another', async () => {
    await expect(store.add({ ...client, label: 'x' }, undefined, BY)).rejects.toMatchObject({
      code: 'conflict',
    });
    expect(await store.read(client.clientId)).toMatchObject({ client });
  });

  test('that is revoked keeps its first date, and gets nothing more', async () => {
    const ended = { ...client, status: 'revoked', revoked: AT };
    expect(await store.revoke('contoso', client.clientId, AT, BY)).toEqual(ended);
    expect(await store.revoke('contoso', client.clientId, '2027-01-01T00:00:00.000Z', BY)).toEqual(ended);
    const identity = identityOf(credentialId(), client.clientId);
    await expect(store.addSecret(anotherSecret(), BY)).rejects.toMatchObject({ code: 'notFound' });
    await expect(store.addIdentity(identity, BY)).rejects.toMatchObject({ code: 'notFound' });
    expect(await store.read(client.clientId)).toMatchObject({ secrets: [secret], identities: [] });
  });
});

describe("what is another tenant's", () => {
  test('cannot be ended', async () => {
    const identity = identityOf(credentialId(), client.clientId);
    await store.addIdentity(identity, BY);
    const { clientId } = client;
    for (const attempt of [
      store.revoke('fabrikam', clientId, AT, BY),
      store.revokeSecret('fabrikam', clientId, secret.secretId, AT, BY),
      store.revokeIdentity('fabrikam', clientId, identity.identityId, AT, BY),
    ])
      await expect(attempt).rejects.toMatchObject({ code: 'notFound' });
    expect(await store.read(clientId)).toEqual({ client, secrets: [secret], identities: [identity] });
  });

  test('gets no secret', async () => {
    const foreign = { ...anotherSecret(), tenant: 'fabrikam' };
    await expect(store.addSecret(foreign, BY)).rejects.toMatchObject({ code: 'notFound' });
  });
});

describe('a secret', () => {
  test('is revoked by itself', async () => {
    const { secretId } = secret;
    const second = anotherSecret();
    await store.addSecret(second, BY);
    const ended = { ...withoutProof(secret), status: 'revoked', revoked: AT };
    expect(await store.revokeSecret('contoso', client.clientId, secretId, AT, BY)).toEqual(ended);
    const found = await store.read(client.clientId);
    expect(found?.secrets).toEqual(expect.arrayContaining([{ ...secret, ...ended }, second]));
  });

  test('that is replaced ends, and its successor begins', async () => {
    const successor = anotherSecret();
    await store.replaceSecret(secret, AT, successor, BY);
    const found = await store.read(client.clientId);
    const ending = { ...secret, expires: AT, planned: secret.expires };
    expect(found?.secrets).toEqual(expect.arrayContaining([ending, successor]));
  });

  test('that was revoked since it was read is not replaced, not even in part', async () => {
    await store.revokeSecret('contoso', client.clientId, secret.secretId, AT, BY);
    await expect(store.replaceSecret(secret, AT, anotherSecret(), BY)).rejects.toMatchObject({
      code: 'conflict',
    });
    const found = await store.read(client.clientId);
    expect(found?.secrets).toEqual([{ ...secret, status: 'revoked', revoked: AT }]);
  });

  test('is proven anew, unless somebody else was first', async () => {
    const proof = { digest: 'moved', pepper: 'v2' };
    await store.prove(secret, proof, BY);
    await store.prove(secret, { digest: 'late', pepper: 'v0' }, BY);
    expect((await store.read(client.clientId))?.secrets).toEqual([{ ...secret, ...proof }]);
  });
});

describe('a use', () => {
  const later = '2026-11-24T13:00:00.000Z';

  test('of a secret and of an identity is noted, and a later one is not taken back', async () => {
    const identity = identityOf(credentialId(), client.clientId);
    await store.addIdentity(identity, BY);
    for (const at of [AT, later, AT]) {
      await store.used(secret, at);
      await store.used(identity, at);
    }
    expect(await store.read(client.clientId)).toMatchObject({
      secrets: [{ ...secret, lastUsed: later }],
      identities: [{ ...identity, lastUsed: later }],
    });
  });

  test('of what does not exist makes nothing', async () => {
    await store.used(anotherSecret(), AT);
    expect((await store.read(client.clientId))?.secrets).toEqual([secret]);
  });
});
