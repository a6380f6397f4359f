/** The environment variables that a function runs with: the template's, and those that Lambda sets itself. */
import { devNull } from 'node:os';
import { LOCAL_AWS } from '../database.ts';
import type { FunctionDefinition } from './function.ts';

/** Where the functions reach AWS; the SDK reads these from the environment. */
export interface Endpoints {
  readonly dynamodb: string;
  readonly secretsManager: string;
  readonly lambda: string;
  readonly eventBridge: string;
  readonly apiGateway: string;
}

/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html */
export const functionEnvironment = (
  definition: FunctionDefinition,
  endpoints: Endpoints,
): Record<string, string> => ({
  AWS_REGION: LOCAL_AWS.region,
  AWS_DEFAULT_REGION: LOCAL_AWS.region,
  AWS_ACCESS_KEY_ID: LOCAL_AWS.credentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: LOCAL_AWS.credentials.secretAccessKey,
  AWS_EXECUTION_ENV: `AWS_Lambda_${definition.runtime}`,
  AWS_LAMBDA_FUNCTION_NAME: definition.name,
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(definition.memoryMb),
  AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
  AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${definition.name}`,
  AWS_LAMBDA_LOG_STREAM_NAME: 'local',
  AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
  LAMBDA_TASK_ROOT: definition.codeFolder,
  _HANDLER: definition.handler,
  ...Object.fromEntries(definition.environment),
  AWS_ENDPOINT_URL_DYNAMODB: endpoints.dynamodb,
  AWS_ENDPOINT_URL_SECRETS_MANAGER: endpoints.secretsManager,
  AWS_ENDPOINT_URL_LAMBDA: endpoints.lambda,
  AWS_ENDPOINT_URL_EVENTBRIDGE: endpoints.eventBridge,
  AWS_ENDPOINT_URL_API_GATEWAY: endpoints.apiGateway,
  // A developer's own profile has no say in how the functions behave.
  AWS_CONFIG_FILE: devNull,
  AWS_SHARED_CREDENTIALS_FILE: devNull,
  AWS_EC2_METADATA_DISABLED: 'true',
});
