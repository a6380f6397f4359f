/** How the secret of the template is filled when it is created (`GenerateSecretString`). */
import { randomInt } from 'node:crypto';
import { isJsonObject, type JsonReader, parseJson } from '../json.ts';
import type { StackResource } from './stack.ts';

export interface SecretDefinition {
  readonly arn: string;
  /** The value that a creation of the secret would give it: another one at each call. */
  readonly generate: () => string;
}

const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const DIGITS = '0123456789';
const PUNCTUATION = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';
const DEFAULT_LENGTH = 32;

/** @param resource an `AWS::SecretsManager::Secret`. */
export const secretDefinition = ({ arn, properties }: StackResource): SecretDefinition => {
  const options = properties.object('GenerateSecretString');
  return {
    arn,
    generate: () => {
      const password = randomPassword(alphabetOf(options), options.number('PasswordLength', DEFAULT_LENGTH));
      const template = options.optionalString('SecretStringTemplate');
      if (template === undefined) return password;
      const members = parseJson(template);
      if (!isJsonObject(members)) throw new Error('SecretStringTemplate is not a JSON object');
      return JSON.stringify({ ...members, [options.string('GenerateStringKey')]: password });
    },
  };
};

const alphabetOf = (options: JsonReader): string => {
  const characters = [
    options.boolean('ExcludeLowercase') ? '' : LOWER,
    options.boolean('ExcludeUppercase') ? '' : LOWER.toUpperCase(),
    options.boolean('ExcludeNumbers') ? '' : DIGITS,
    options.boolean('ExcludePunctuation') ? '' : PUNCTUATION,
    options.boolean('IncludeSpace') ? ' ' : '',
  ].join('');
  const excluded = options.optionalString('ExcludeCharacters') ?? '';
  return characters
    .split('')
    .filter((character) => !excluded.includes(character))
    .join('');
};

const randomPassword = (alphabet: string, length: number): string =>
  Array.from({ length }, () => alphabet.charAt(randomInt(alphabet.length))).join('');
