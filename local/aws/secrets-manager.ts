/** Secrets Manager with one secret, as far as the functions use it: GetSecretValue. */
import { type Json, JsonReader } from '../json.ts';
import { AwsServiceError } from './service-error.ts';

export interface StoredSecret {
  readonly arn: string;
  readonly value: string;
}

/** @throws AwsServiceError as the service would. */
export const getSecretValue = (secret: StoredSecret, request: Json): Json => {
  const id = new JsonReader(request, 'request').optionalString('SecretId');
  const name = nameOf(secret.arn);
  if (id !== secret.arn && id !== name) {
    throw new AwsServiceError(
      400,
      'ResourceNotFoundException',
      "Secrets Manager can't find the specified secret.",
    );
  }
  return {
    ARN: secret.arn,
    Name: name,
    VersionId: '00000000-0000-4000-8000-000000000000',
    VersionStages: ['AWSCURRENT'],
    SecretString: secret.value,
  };
};

/** An ARN ends in the name, a hyphen and six characters. */
const nameOf = (arn: string): string => arn.slice(arn.lastIndexOf(':') + 1, -7);
