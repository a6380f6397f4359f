import { describe, expect, test } from '@jest/globals';
import { NOW } from '../support.ts';
import { refusal } from './refusal.ts';
import { useAdmin } from './support.ts';

const { result, ask, newTenant, audits } = useAdmin();

const ENTRA = '6babcaad-604b-40ac-a9d7-9fd97c0b779f';
const OF_ENTRA = {
  issuer: `https://login.microsoftonline.com/${ENTRA}/v2.0`,
  audience: 'api://scim',
  subject: '11111111-2222-3333-4444-555555555555',
};
const OF_ANOTHER = {
  ...OF_ENTRA,
  issuer: 'https://login.example.com',
  jwksUri: 'https://keys.example.com/jwks',
};

const newClient = async () => {
  const tenant = await newTenant();
  const { client } = await result('clients.create', { tenant, withoutSecret: true });
  return { tenant, clientId: client.clientId };
};

describe('an identity', () => {
  test('of Entra ID has its tenant and its keys by the issuer', async () => {
    const ofClient = await newClient();
    const identity = await result('identities.create', { ...ofClient, ...OF_ENTRA });
    expect(identity).toEqual({
      identityId: expect.stringMatching(/^[0-9A-Za-z]{10}$/),
      ...ofClient,
      label: '',
      ...OF_ENTRA,
      entraTenant: ENTRA,
      jwksUri: `https://login.microsoftonline.com/${ENTRA}/discovery/v2.0/keys`,
      maxAgeMinutes: 1_440,
      created: new Date(NOW).toISOString(),
      status: 'active',
    });
    expect(await result('identities.list', ofClient)).toEqual({ identities: [identity] });
    expect(audits()).toMatchObject([{ operation: 'identities.list', client: ofClient.clientId }]);
  });

  test('of another issuer says where its keys are, and has no tenant of Entra', async () => {
    const ofClient = await newClient();
    const identity = await result('identities.create', { ...ofClient, ...OF_ANOTHER, maxAgeMinutes: 5 });
    expect(identity).toMatchObject({ ...OF_ANOTHER, maxAgeMinutes: 5 });
    expect(identity).not.toHaveProperty('entraTenant');
    expect(audits()).toMatchObject([{ client: ofClient.clientId, credential: identity['identityId'] }]);
  });

  test('is revoked by itself', async () => {
    const ofClient = await newClient();
    const { identityId } = await result('identities.create', { ...ofClient, ...OF_ENTRA });
    const other = await result('identities.create', { ...ofClient, ...OF_ANOTHER });
    expect(await result('identities.revoke', { ...ofClient, identityId })).toMatchObject({
      status: 'revoked',
    });
    const { identities } = await result('identities.list', ofClient);
    expect(identities).toContainEqual(other);
  });

  test('is not one of more than 10 that are good', async () => {
    const ofClient = await newClient();
    for (let count = 0; count < 10; count += 1)
      await result('identities.create', { ...ofClient, ...OF_ENTRA });
    expect(await ask('identities.create', { ...ofClient, ...OF_ENTRA })).toEqual(
      refusal('invalidRequest', 'has 10 federated identities'),
    );
  });

  test.each([
    [{ ...OF_ANOTHER, jwksUri: undefined }, 'jwksUri has to be given for an issuer that is not Entra ID'],
    [{ ...OF_ENTRA, jwksUri: 'https://evil.example.com/keys' }, 'keys are not fetched from evil.example.com'],
    [
      { ...OF_ENTRA, jwksUri: 'https://login.microsoftonline.com.evil.example/k' },
      'keys are not fetched from',
    ],
    [{ ...OF_ENTRA, jwksUri: 'https://login.microsoftonline.com:8443/k' }, 'keys are not fetched from'],
    [{ ...OF_ENTRA, jwksUri: 'https://login.microsoftonline.com@evil.example/k' }, 'without credentials'],
    [{ ...OF_ENTRA, jwksUri: 'http://login.microsoftonline.com/keys' }, 'jwksUri has to be an https URL'],
    [{ ...OF_ENTRA, jwksUri: 'file:///etc/passwd' }, 'jwksUri has to be an https URL'],
    [{ ...OF_ENTRA, issuer: 'Entra' }, 'issuer has to be an https URL'],
    [{ ...OF_ENTRA, audience: '' }, 'audience has to be a text of 1 to 500 characters'],
    [{ ...OF_ENTRA, subject: undefined }, 'subject has to be'],
    [{ ...OF_ENTRA, entraTenant: 'contoso' }, 'entraTenant has to be the id of an Entra tenant'],
    [{ ...OF_ENTRA, maxAgeMinutes: 0 }, 'maxAgeMinutes has to be a whole number from 1 to 2880'],
  ])('is not made of %j', async (payload, message) => {
    const ofClient = await newClient();
    const given = JSON.parse(JSON.stringify({ ...ofClient, ...payload }));
    expect(await ask('identities.create', given)).toEqual(refusal('invalidRequest', message));
    expect(await result('identities.list', ofClient)).toEqual({ identities: [] });
  });
});
