import { LambdaClient } from '@aws-sdk/client-lambda';
import { paginateScan, UpdateCommand, type UpdateCommandInput } from '@aws-sdk/lib-dynamodb';
import { type AdminClient, adminClient } from '../../client/index.ts';
import {
  type MaintenanceClient,
  maintenanceClient,
  type AdminClient as OperatorClient,
  adminClient as operatorClient,
} from '../../local/admin/client.ts';
import type { AwsEndpoint } from '../../local/aws/endpoint.ts';
import { LOCAL_AWS } from '../../local/database.ts';
import { startEngine } from '../../local/engine.ts';
import type { Target } from '../../local/replay/client.ts';
import { type LocalServer, type LocalServerOptions, startLocalServer } from '../../local/server.ts';
import { type ConflictProxy, startConflictProxy } from '../harness/conflict-proxy.ts';
import { clientOf } from '../harness/database.ts';

export interface Tenant extends Target {
  readonly tenantId: string;
  readonly tokenId: string;
}

export interface TenantSettings {
  readonly groupNames?: 'unique' | 'any';
  /** What the token may do; everything when absent. */
  readonly scopes?: readonly ('provision' | 'read')[];
}

/** The whole service, as it is deployed, in memory. */
export interface Service {
  /** The tenant that the service starts with. */
  readonly target: Target;
  /** Secrets Manager, Lambda, EventBridge and the keys of API Gateway, which can be told to fail. */
  readonly aws: AwsEndpoint;
  /** A new tenant and a token of it. */
  readonly openTenant: (settings?: TenantSettings) => Promise<Tenant>;
  readonly revoke: (tenant: Tenant) => Promise<void>;
  /** The admin function. */
  readonly admin: AdminClient;
  /** The same for an operator, who may import and delete whole tenants, too. */
  readonly operator: OperatorClient;
  /** The maintenance function. */
  readonly maintenance: MaintenanceClient;
  /** What all functions have logged. */
  readonly logLines: () => readonly string[];
  /** Every item of the table. */
  readonly items: () => Promise<readonly Record<string, unknown>[]>;
  /** Changes an item of the table, as nobody else does. */
  readonly update: (change: Omit<UpdateCommandInput, 'TableName'>) => Promise<void>;
  readonly close: () => Promise<void>;
}

type Options = Pick<LocalServerOptions, 'concurrency' | 'timeLimitMs'>;

/** Each invocation at once takes a thread that has to load the function first, so few unless more are asked for. */
const FEW = 4;

export const startService = async (
  options: Options & Pick<LocalServerOptions, 'context' | 'dynamodbEndpoint' | 'trustedCertificates'> = {},
): Promise<Service> =>
  serviceOf(
    await startLocalServer({ port: 0, host: '127.0.0.1', data: ':memory:', concurrency: FEW, ...options }),
  );

/** The service on a database whose transactions conflict and whose calls can be made to fail. */
export const startConflictingService = async (
  options: Options = {},
): Promise<Service & { readonly proxy: ConflictProxy }> => {
  const started = new AsyncDisposableStack();
  try {
    const engine = await startEngine();
    started.defer(() => engine.stop());
    const proxy = await startConflictProxy({ target: engine.endpoint });
    started.defer(() => proxy.stop());
    const service = await startService({ ...options, dynamodbEndpoint: proxy.endpoint });
    started.defer(() => service.close());
    return { ...service, proxy, close: () => started.disposeAsync() };
  } catch (error) {
    await started.disposeAsync();
    throw error;
  }
};

const serviceOf = (server: LocalServer): Service => {
  const lambda = new LambdaClient({ ...LOCAL_AWS, endpoint: server.aws.url });
  const admin = adminClient({ lambda, functionName: server.adminFunctionName });
  const { tenantUrl } = server;

  return {
    target: { tenantUrl, token: server.token },
    aws: server.aws,
    admin,
    operator: operatorClient(lambda, server.adminFunctionName),
    maintenance: maintenanceClient(lambda, server.maintenanceFunctionName),
    openTenant: async ({ groupNames, scopes } = {}) => {
      const { id } = await admin.invoke('tenants.create', {
        name: 'Contoso',
        ...(groupNames && { groupNames }),
      });
      const { token, tokenId } = await admin.invoke('tokens.create', {
        tenant: id,
        ...(scopes && { scopes }),
      });
      return { tenantUrl, token, tenantId: id, tokenId };
    },
    revoke: async ({ tenantId, tokenId }) => {
      await admin.invoke('tokens.revoke', { tenant: tenantId, tokenId });
    },
    logLines: () => server.logLines().map(({ line }) => line),
    items: async () => {
      const items: Record<string, unknown>[] = [];
      const client = clientOf(server.dynamodbEndpoint);
      for await (const page of paginateScan({ client }, { TableName: server.tableName })) {
        items.push(...(page.Items ?? []));
      }
      client.destroy();
      return items;
    },
    update: async (change) => {
      const client = clientOf(server.dynamodbEndpoint);
      await client.send(new UpdateCommand({ TableName: server.tableName, ...change }));
      client.destroy();
    },
    close: async () => {
      lambda.destroy();
      await server.stop();
    },
  };
};
