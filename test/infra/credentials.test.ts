import { describe, expect, test } from '@jest/globals';
import { TOKEN_EXPRESSION } from '../../lambda/tenancy/credential/secret-text.ts';
import { synthesize } from './support.ts';

describe('the pepper', () => {
  test('is generated as it always was: any change would replace its value and end every token', () => {
    expect(synthesize().one('AWS::SecretsManager::Secret').properties.GenerateSecretString).toEqual({
      SecretStringTemplate: '{"current":"v1"}',
      GenerateStringKey: 'v1',
      PasswordLength: 64,
      ExcludePunctuation: true,
    });
  });

  test('is generated alike whatever the settings are', () => {
    const settings = { retainData: false, stackName: 'Other', logLevel: 'DEBUG', memoryMb: 512 };
    expect(synthesize(settings).one('AWS::SecretsManager::Secret').properties).toEqual(
      synthesize().one('AWS::SecretsManager::Secret').properties,
    );
  });

  test('outlives the stack, unless data is not to be retained', () => {
    const { deletionPolicy, updateReplacePolicy } = synthesize().one('AWS::SecretsManager::Secret');
    expect([deletionPolicy, updateReplacePolicy]).toEqual(['Retain', 'Retain']);
    expect(synthesize({ retainData: false }).one('AWS::SecretsManager::Secret').deletionPolicy).toBe(
      'Delete',
    );
  });
});

describe('the authorizer', () => {
  const { properties } = synthesize().one('AWS::ApiGateway::Authorizer');

  test('gets the Authorization header, once it looks like one of our tokens', () => {
    expect(properties.Type).toBe('TOKEN');
    expect(properties.IdentitySource).toBe('method.request.header.Authorization');
    expect(properties.IdentityValidationExpression).toBe(TOKEN_EXPRESSION);
  });

  test('is asked again after as long as the setting says', () => {
    expect(properties.AuthorizerResultTtlInSeconds).toBe(60);
    const uncached = synthesize({ authorizerCacheSeconds: 0 }).one('AWS::ApiGateway::Authorizer');
    expect(uncached.properties.AuthorizerResultTtlInSeconds).toBe(0);
  });
});
