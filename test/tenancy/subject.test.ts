import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { mintSecret } from '../../lambda/tenancy/credential/secret-text.ts';
import { subjectOf } from '../../lambda/tenancy/subject.ts';

/** Without what it was not about. */
const subject = (payload: Parameters<typeof subjectOf>[0], result?: unknown) =>
  JSON.parse(JSON.stringify(subjectOf(payload, result)));

const TENANT = 'contoso';
const CLIENT = 'client-7kq2bdm9zrtw';
const [ONE, TWO] = ['4fTq2bLm9Z', 'bbbbbbbbbb'];

describe('the subject of an operation', () => {
  test.each<[string, Parameters<typeof subjectOf>[0], unknown, object]>([
    [
      'that fails is what was asked for',
      { tenant: TENANT, tokenId: ONE },
      undefined,
      { tenant: TENANT, token: ONE },
    ],
    ['that makes a tenant is its id', { name: 'Contoso' }, { id: TENANT }, { tenant: TENANT }],
    [
      'that makes a token is its id',
      { tenant: TENANT },
      { tenant: TENANT, tokenId: ONE },
      { tenant: TENANT, token: ONE },
    ],
    [
      'that replaces a token is the new one, and the old one beside it',
      { tenant: TENANT, tokenId: ONE },
      { issued: { tenant: TENANT, tokenId: TWO }, replaced: { tenant: TENANT, tokenId: ONE } },
      { tenant: TENANT, token: TWO, replaced: ONE },
    ],
    [
      'that replaces a secret is the new one, and the old one beside it',
      { tenant: TENANT, clientId: CLIENT, secretId: ONE },
      { issued: { tenant: TENANT, clientId: CLIENT, secretId: TWO }, replaced: { secretId: ONE } },
      { tenant: TENANT, client: CLIENT, credential: TWO, replaced: ONE },
    ],
    [
      'that makes a client is it and its secret',
      { tenant: TENANT },
      { client: { clientId: CLIENT, tenant: TENANT }, secret: { secretId: ONE } },
      { tenant: TENANT, client: CLIENT, credential: ONE },
    ],
    [
      'that ends an identity is it and its client',
      { tenant: TENANT, clientId: CLIENT, identityId: ONE },
      { identityId: ONE, clientId: CLIENT },
      { tenant: TENANT, client: CLIENT, credential: ONE },
    ],
    ['that rotates the peppers is the new one', {}, { current: 'v2' }, { pepper: 'v2' }],
    ['that removes one is that', { version: 'v1' }, { removed: 'v1' }, { pepper: 'v1' }],
  ])('%s', (_, payload, result, expected) => {
    expect(subject(payload, result)).toEqual(expected);
  });

  test('has no text of a credential, in whatever field somebody puts it', () => {
    const field = fc.constantFrom(
      'tenant',
      'id',
      'tokenId',
      'clientId',
      'secretId',
      'identityId',
      'version',
      'current',
      'issued',
      'client',
    );
    const kind = fc.constantFrom('token' as const, 'access' as const, 'secret' as const);
    fc.assert(
      fc.property(field, kind, (name, of) => {
        const { text } = mintSecret(of);
        expect(subject({ [name]: text }, { [name]: text, issued: { [name]: text } })).toEqual({});
      }),
    );
  });

  test.each(['label', 'name', 'issuer', 'subject', 'audience'])(
    'is nothing that people write: %s',
    (name) => {
      expect(subject({ [name]: TENANT }, { [name]: ONE })).toEqual({});
    },
  );
});
