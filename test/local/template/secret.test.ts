import { expect, test } from '@jest/globals';
import type { JsonObject } from '../../../local/json.ts';
import { secretDefinition } from '../../../local/template/secret.ts';
import { readStack } from '../../../local/template/stack.ts';

const generate = (GenerateSecretString: JsonObject): string => {
  const resource = { Type: 'AWS::SecretsManager::Secret', Properties: { GenerateSecretString } };
  return secretDefinition(
    readStack({ Resources: { Secret: resource } }, 'Stack').sole(resource.Type),
  ).generate();
};

test.each<[string, JsonObject, RegExp]>([
  ['32 characters of all kinds', {}, /^[!-~]{32}$/],
  ['no punctuation', { ExcludePunctuation: true, PasswordLength: 100 }, /^[0-9A-Za-z]{100}$/],
  ['digits', { ExcludePunctuation: true, ExcludeLowercase: true, ExcludeUppercase: true }, /^\d{32}$/],
  ['no digits', { ExcludePunctuation: true, ExcludeNumbers: true }, /^[A-Za-z]{32}$/],
  [
    'no excluded character',
    { ExcludePunctuation: true, ExcludeCharacters: 'abcABC012' },
    /^[3-9d-zD-Z]{32}$/,
  ],
  [
    'a member of an object',
    { SecretStringTemplate: '{"current":"v1"}', GenerateStringKey: 'v1', ExcludePunctuation: true },
    /^\{"current":"v1","v1":"[0-9A-Za-z]{32}"\}$/,
  ],
])('%s', (_, options, pattern) => {
  expect(generate(options)).toMatch(pattern);
});
