/** Secrets Manager with one secret, as far as the functions use it: GetSecretValue and PutSecretValue. */
import { type Json, JsonReader } from '../json.ts';
import { AwsServiceError } from './service-error.ts';

export interface StoredSecret {
  readonly arn: string;
  readonly value: () => string;
  /** Resolves once it is kept. */
  readonly replace: (value: string) => Promise<void>;
}

type Operation = (secret: StoredSecret, request: Json) => Json | Promise<Json>;

const VERSION = { VersionId: '00000000-0000-4000-8000-000000000000', VersionStages: ['AWSCURRENT'] };

/** By what their clients send as `x-amz-target`. Each throws AwsServiceError as the service would. */
export const SECRETS_MANAGER_OPERATIONS: ReadonlyMap<unknown, Operation> = new Map<unknown, Operation>([
  [
    'secretsmanager.GetSecretValue',
    (secret, request) => ({ ...named(secret, request), ...VERSION, SecretString: secret.value() }),
  ],
  [
    'secretsmanager.PutSecretValue',
    async (secret, request) => {
      const name = named(secret, request);
      await secret.replace(new JsonReader(request, 'request').string('SecretString'));
      return { ...name, ...VERSION };
    },
  ],
]);

const named = (secret: StoredSecret, request: Json) => {
  const id = new JsonReader(request, 'request').optionalString('SecretId');
  const name = nameOf(secret.arn);
  if (id !== secret.arn && id !== name) {
    throw new AwsServiceError(
      400,
      'ResourceNotFoundException',
      "Secrets Manager can't find the specified secret.",
    );
  }
  return { ARN: secret.arn, Name: name };
};

/** An ARN ends in the name, a hyphen and six characters. */
const nameOf = (arn: string): string => arn.slice(arn.lastIndexOf(':') + 1, -7);
