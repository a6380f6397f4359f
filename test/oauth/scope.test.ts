import { describe, expect, test } from '@jest/globals';
import { grantedScopes } from '../../lambda/oauth/scope.ts';

describe('the scopes of an access token', () => {
  test.each([
    ['all of the client’s where none is asked for', undefined, ['provision', 'read']],
    ['all of them for “scim”, as Entra ID asks', 'scim', ['provision', 'read']],
    ['those that are asked for', 'read', ['read']],
    ['each once and in order', 'read provision read', ['provision', 'read']],
    ['all of them for nothing but spaces', '  ', ['provision', 'read']],
  ])('are %s', (_, asked, granted) => {
    expect(grantedScopes(asked, ['provision', 'read'])).toEqual(granted);
  });

  test('are never more than the client’s', () => {
    expect(grantedScopes('scim', ['read'])).toEqual(['read']);
    expect(() => grantedScopes('provision', ['read'])).toThrow(
      expect.objectContaining({ code: 'invalid_scope' }),
    );
    expect(() => grantedScopes('read openid', ['read'])).toThrow(
      expect.objectContaining({ code: 'invalid_scope' }),
    );
  });
});
