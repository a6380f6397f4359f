import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { OAuthError } from '../../lambda/oauth/error.ts';
import { tokenRequest } from '../../lambda/oauth/token-request.ts';

const JWT_BEARER = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const form = (parameters: Readonly<Record<string, string>>): string =>
  new URLSearchParams({ grant_type: 'client_credentials', ...parameters }).toString();
const basic = (pair: string): string => `Basic ${Buffer.from(pair).toString('base64')}`;

describe('a client identifies itself', () => {
  test('by a secret in the form', () => {
    expect(tokenRequest(form({ client_id: 'client-a', client_secret: 's' }), undefined)).toEqual({
      clientId: 'client-a',
      authentication: { method: 'client_secret_post', secret: 's' },
      scope: undefined,
    });
  });

  test.each(['Basic', 'basic', 'BASIC'])('by a secret in the header, under the scheme %s', (scheme) => {
    const header = basic('client-a:s').replace('Basic', scheme);
    expect(tokenRequest(form({ scope: 'read' }), header)).toEqual({
      clientId: 'client-a',
      authentication: { method: 'client_secret_basic', secret: 's' },
      scope: 'read',
    });
  });

  test('by both parts form-encoded, with a colon and a plus in the secret (RFC 6749 §2.3.1)', () => {
    const { clientId, authentication } = tokenRequest(form({}), basic('client%2Da:a%3Ab%2B+c%26d&e'));
    expect(clientId).toBe('client-a');
    expect(authentication).toMatchObject({ secret: 'a:b+ c&d&e' });
  });

  test('by an assertion, as Entra ID sends it', () => {
    const parameters = {
      client_id: 'client-a',
      client_assertion_type: JWT_BEARER,
      client_assertion: 'a.b.c',
      scope: 'scim',
    };
    expect(tokenRequest(form(parameters), undefined)).toEqual({
      clientId: 'client-a',
      authentication: { method: 'client_assertion', assertion: 'a.b.c' },
      scope: 'scim',
    });
  });

  test('by the same id twice, in the header and in the form', () => {
    expect(tokenRequest(form({ client_id: 'client-a' }), basic('client-a:s')).clientId).toBe('client-a');
  });
});

describe('a request is refused', () => {
  const secret = { client_id: 'client-a', client_secret: 's' };
  const assertion = { client_id: 'client-a', client_assertion_type: JWT_BEARER, client_assertion: 'a.b.c' };

  test.each<[string, string, string | undefined, string, number]>([
    ['without a grant', 'client_id=client-a&client_secret=s', undefined, 'invalid_request', 400],
    [
      'with an empty grant',
      `${form(secret).replace('client_credentials', '')}`,
      undefined,
      'invalid_request',
      400,
    ],
    [
      'of another grant',
      form({ ...secret, grant_type: 'password' }),
      undefined,
      'unsupported_grant_type',
      400,
    ],
    ['with a parameter twice', `${form(secret)}&scope=a&scope=b`, undefined, 'invalid_request', 400],
    ['by nothing at all', form({ client_id: 'client-a' }), undefined, 'invalid_client', 401],
    ['by an empty secret', form({ ...secret, client_secret: '' }), undefined, 'invalid_client', 401],
    ['in two ways', form(secret), basic('client-a:s'), 'invalid_request', 400],
    ['by a secret and an assertion', form({ ...secret, ...assertion }), undefined, 'invalid_request', 400],
    ['without an id', form({ client_secret: 's' }), undefined, 'invalid_request', 400],
    ['under two ids', form({ client_id: 'client-b' }), basic('client-a:s'), 'invalid_request', 400],
    ['with a bearer token', form({}), 'Bearer scim_abc', 'invalid_request', 400],
    ['with a header that is no base64', form({}), 'Basic ***', 'invalid_request', 400],
    ['with a header without a colon', form({}), basic('client-a'), 'invalid_request', 400],
    ['with a header without an id', form({}), basic(':s'), 'invalid_request', 400],
    [
      'with an assertion of another type',
      form({ ...assertion, client_assertion_type: 'saml' }),
      undefined,
      'invalid_request',
      400,
    ],
    ['with a type alone', form({ ...assertion, client_assertion: '' }), undefined, 'invalid_request', 400],
  ])('%s', (_, body, header, code, status) => {
    expect(() => tokenRequest(body, header)).toThrow(expect.objectContaining({ code, status }));
  });

  test('with an error of OAuth or not at all, whatever is sent', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.option(fc.string(), { nil: undefined }),
        (body, header) => {
          try {
            tokenRequest(body, header);
          } catch (error) {
            expect(error).toBeInstanceOf(OAuthError);
          }
        },
      ),
    );
  });
});
