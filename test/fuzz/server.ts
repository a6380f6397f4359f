import { LambdaClient } from '@aws-sdk/client-lambda';
import { mintSecret } from '../../lambda/tenancy/credential/secret-text.ts';
import { adminClient, maintenanceClient } from '../../local/admin/client.ts';
import { FSCK_COMMANDS } from '../../local/admin/fsck.ts';
import { processIo } from '../../local/admin/io.ts';
import { LOCAL_AWS } from '../../local/database.ts';
import { exchange, type RawAnswer } from '../../local/replay/client.ts';
import { startLocalServer } from '../../local/server.ts';
import type { Model } from '../explore/model.ts';
import { populate } from '../explore/populate.ts';
import { sweepUp } from '../explore/recovery.ts';
import { clientOf } from '../harness/client.ts';
import { violations } from '../harness/invariants.ts';
import { type DrawnRequest, TENANTS, type TenantName, type Who } from './draw/request.ts';

/** The service as it is deployed, with two tenants in it. */
export interface Server {
  readonly send: (request: DrawnRequest) => Promise<RawAnswer>;
  /** What is wrong between the items of each tenant, and what the functions have failed at. */
  readonly check: () => Promise<readonly string[]>;
  readonly close: () => Promise<void>;
}

/** @param models what is in each tenant */
export const startServer = async (models: Readonly<Record<TenantName, Model>>): Promise<Server> => {
  await using started = new AsyncDisposableStack();
  const server = await startLocalServer({ port: 0, host: '127.0.0.1', data: ':memory:' });
  started.defer(server.stop);
  const lambda = new LambdaClient({ ...LOCAL_AWS, endpoint: server.aws.url });
  started.defer(async () => lambda.destroy());
  const client = clientOf(server.dynamodbEndpoint);
  started.defer(async () => client.destroy());
  const admin = adminClient(lambda, server.adminFunctionName);
  const maintenance = maintenanceClient(lambda, server.maintenanceFunctionName);

  const tokenOf = async (tenant: TenantName, scopes?: readonly string[]) =>
    admin.invoke('tokens.create', { tenant, scopes });
  for (const tenant of TENANTS) {
    const groupNames = tenant === 'contoso' ? 'unique' : 'any';
    await admin.invoke('tenants.create', { name: tenant, id: tenant, groupNames });
    await populate({ client, name: server.tableName }, tenant, models[tenant], groupNames);
  }
  const revoked = await tokenOf('contoso');
  await admin.invoke('tokens.revoke', { tenant: 'contoso', tokenId: revoked.tokenId });
  const tokens: Readonly<Record<Who, string | undefined>> = {
    contoso: (await tokenOf('contoso')).token,
    fabrikam: (await tokenOf('fabrikam')).token,
    reader: (await tokenOf('contoso', ['read'])).token,
    revoked: revoked.token,
    nobody: undefined,
    // The checksum is right, and nobody has it.
    stranger: mintSecret('token').text,
  };

  const fsck = async (tenant: TenantName): Promise<readonly string[]> => {
    const connection = { client: admin, maintenance, tenantUrl: server.tenantUrl };
    const output = await FSCK_COMMANDS['fsck']?.run(connection, { tenant }, () => {}, processIo);
    return output?.failed === false ? [] : [`fsck ${tenant}: ${output?.text}`];
  };
  const opened = started.move();
  return {
    send: ({ who, method, path, headers, body }) => {
      const token = tokens[who];
      const authorization = token === undefined ? null : `Bearer ${token}`;
      const { tenantUrl } = server;
      return exchange({ tenantUrl, token: '' }, method, path, { authorization, ...headers }, body);
    },
    check: async () => {
      // A deletion that has run out of time on a busy machine is the sweeper's to finish.
      const swept = await sweepUp({ client, name: server.tableName });
      const invariants = await Promise.all(
        TENANTS.map((tenant) => violations(client, server.tableName, tenant)),
      );
      const faults = await Promise.all(TENANTS.map(fsck));
      const failures = server.logLines().filter(({ line }) => line.includes('"unexpected error"'));
      return [
        ...(swept.status === 200 ? [] : [`the sweeper has failed: ${String(swept.body)}`]),
        ...invariants.flat(),
        ...faults.flat(),
        ...failures.map(({ line }) => line.slice(0, 1_000)),
      ];
    },
    close: () => opened.disposeAsync(),
  };
};
