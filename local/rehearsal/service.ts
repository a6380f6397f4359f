/** The deployed service, as its operator and its customers reach it. */
import { LambdaClient } from '@aws-sdk/client-lambda';
import { adminClient } from '../admin/client.ts';
import type { Account } from './account.ts';
import { type Edge, startEdge } from './edge.ts';
import type { DeployedService } from './exercises/exercise.ts';
import type { Outputs } from './stack.ts';

/** @param emulator URL of its API Gateway, among all else. */
export const reach = async (
  account: Account,
  emulator: string,
  stackName: string,
  { adminFunctionName, restApiId, basePath }: Outputs,
): Promise<DeployedService & { readonly edge: Edge }> => {
  const edge = await startEdge({
    target: emulator,
    prefix: `/_aws/execute-api/${restApiId}`,
    protocol: 'http',
  });
  const tenantUrl = `${edge.url}${basePath}`;
  const admin = adminClient(new LambdaClient(account.client), adminFunctionName);
  return {
    account,
    stackName,
    edge,
    openTenant: async ({ groupNames } = {}) => {
      const { id } = await admin.invoke('tenants.create', { name: 'Contoso', groupNames });
      const { token } = await admin.invoke('tokens.create', { tenant: id });
      return { tenantUrl, token };
    },
  };
};
