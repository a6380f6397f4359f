import { LambdaClient } from '@aws-sdk/client-lambda';
import { localServer } from '../command/local-server.ts';
import { type AdminClient, adminClient, type MaintenanceClient, maintenanceClient } from './client.ts';

/** Which service a command is for: the local one, unless a deployed one is named. */
export interface Target {
  /** Name of the stack; its admin function is named after it. */
  readonly stack: string | undefined;
  /** Name or ARN of an admin function. */
  readonly function: string | undefined;
  /** The data folder of the local server. */
  readonly dataFolder: string;
}

export interface Connection {
  readonly client: AdminClient;
  readonly maintenance: MaintenanceClient;
  /** What customers enter beside their token, as far as it is known here. */
  readonly tenantUrl: string | undefined;
}

/** The name that the stack gives its admin function, so that nobody needs the right to look it up. */
const adminFunctionOf = (stack: string): string => `${stack}-admin`;

/** The maintenance function that stands beside an admin function. */
const besides = (adminFunction: string): string => adminFunction.replace(/-admin$/, '-maintenance');

/** @throws Failure when no local server is running */
export const connect = async (target: Target): Promise<Connection> => {
  const deployed = target.function ?? (target.stack && adminFunctionOf(target.stack));
  if (deployed) return reached(new LambdaClient(), deployed, besides(deployed), undefined);

  const server = await localServer(target.dataFolder, 'For a deployed service, name its stack: --stack NAME');
  const lambda = new LambdaClient({
    endpoint: server.string('awsEndpoint'),
    region: 'local',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  return reached(
    lambda,
    server.string('adminFunctionName'),
    server.string('maintenanceFunctionName'),
    server.string('tenantUrl'),
  );
};

const reached = (
  lambda: LambdaClient,
  admin: string,
  maintenance: string,
  tenantUrl: string | undefined,
): Connection => ({
  client: adminClient(lambda, admin),
  maintenance: maintenanceClient(lambda, maintenance),
  tenantUrl,
});

/** A sentence for what keeps the SDK from reaching the function; undefined for anything else. */
export const explainConnection = (error: unknown): string | undefined => {
  if (!Error.isError(error)) return undefined;
  if (error.name === 'ResourceNotFoundException')
    return (
      'There is no such function in this account and region; check --stack and AWS_REGION, ' +
      "or give the stack's output AdminFunctionName as --function."
    );
  if (error.name === 'CredentialsProviderError' || error.name === 'ExpiredTokenException')
    return 'There are no valid AWS credentials here; sign in, or set AWS_PROFILE.';
  if (error.name === 'AccessDeniedException')
    return 'These AWS credentials may not invoke the function; lambda:InvokeFunction on the admin function, and for what concerns directories on the maintenance function, is all they need.';
  if (/region is missing/i.test(error.message)) return 'No AWS region is set; set AWS_REGION.';
  if ('code' in error && (error.code === 'ECONNREFUSED' || error.code === 'ENOTFOUND'))
    return 'The service does not answer. A local server is started with: npm start';
  return undefined;
};
