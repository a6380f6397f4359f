/** The deployed service, as its operator and its customers reach it. */
import { LambdaClient } from '@aws-sdk/client-lambda';
import { adminClient } from '../admin/client.ts';
import { JsonReader } from '../json.ts';
import type { Target } from '../replay/client.ts';
import type { Account } from './account.ts';
import { startEdge } from './edge.ts';
import type { DeployedService } from './exercises/exercise.ts';
import type { Outputs } from './stack.ts';

export interface ReachedService extends DeployedService {
  /** Makes a tenant as an operator does, with `npm run admin`. */
  readonly onboard: () => Promise<Target>;
  readonly close: () => Promise<void>;
}

/** The value of the key that the template makes. */
const sharedKey = async (account: Account): Promise<string> => {
  const answer = await account.aws('apigateway', 'get-api-keys', '--include-values');
  const values = new JsonReader(answer, 'the keys')
    .list('items')
    .map((key) => new JsonReader(key, 'a key').string('value'));
  const shared = values.find((value) => value.endsWith('-shared'));
  if (shared === undefined) throw new Error('there is no shared API key');
  return shared;
};

/** @param emulator URL of its API Gateway, among all else. */
export const reach = async (
  account: Account,
  emulator: string,
  stackName: string,
  signal: AbortSignal,
  { adminFunctionName, restApiId, basePath }: Outputs,
): Promise<ReachedService> => {
  const edge = await startEdge({
    target: emulator,
    prefix: `/_aws/execute-api/${restApiId}`,
    protocol: 'http',
    // The emulator takes the API key from the request, and not from the authorizer.
    headers: { 'x-api-key': await sharedKey(account) },
  });
  const tenantUrl = `${edge.url}${basePath}`;
  const lambda = new LambdaClient(account.client);
  const admin = adminClient(lambda, adminFunctionName);
  return {
    account,
    stackName,
    restApiId,
    signal,
    openTenant: async ({ groupNames } = {}) => {
      const { id } = await admin.invoke('tenants.create', { name: 'Contoso', groupNames });
      const { token } = await admin.invoke('tokens.create', { tenant: id });
      return { tenantUrl, token };
    },
    onboard: async () => {
      const command = ['tenants', 'create', '--name', 'Contoso', '--id', 'contoso', '--first-token', 'Entra'];
      const answer = new JsonReader(await account.admin(...command, '--stack', stackName), 'the tenant');
      return { tenantUrl, token: answer.object('firstToken').string('token') };
    },
    close: async () => {
      lambda.destroy();
      await edge.stop();
    },
  };
};
