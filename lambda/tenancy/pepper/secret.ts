import {
  GetSecretValueCommand,
  PutSecretValueCommand,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { PepperError } from './peppers.ts';

/**
 * The text of a secret.
 * @throws PepperError when it has none, and the SDK's errors
 */
export const secretText = async (client: SecretsManagerClient, secretId: string): Promise<string> => {
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: secretId }));
  if (SecretString === undefined) throw new PepperError('the secret has no text');
  return SecretString;
};

/** Replaces the text of a secret. @throws the SDK's errors */
export const replaceSecretText = async (
  client: SecretsManagerClient,
  secretId: string,
  text: string,
): Promise<void> => {
  await client.send(new PutSecretValueCommand({ SecretId: secretId, SecretString: text }));
};
