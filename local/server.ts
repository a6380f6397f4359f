/** The deployed system on one machine: what the synthesized template says, served. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Gateway, gateway } from './api-gateway/gateway.ts';
import { type Exchange, gatewayServer } from './api-gateway/http.ts';
import { type AwsEndpoint, startAwsEndpoint } from './aws/endpoint.ts';
import { localCredentials } from './credentials.ts';
import { openDataFolder } from './data-folder.ts';
import { startDatabase } from './database.ts';
import type { LogLine, LogSink } from './lambda/function.ts';
import { type LambdaService, lambdaService } from './lambda/service.ts';
import { logBuffer } from './log-buffer.ts';
import { addressOf, closeServer, listen, portOf } from './network.ts';
import { isLoopbackAddress } from './page/loopback.ts';
import { localPage } from './page/page.ts';
import type { PageSubject } from './page/page-routes.ts';
import { keptSecret } from './peppers.ts';
import { keepSchedules } from './schedule.ts';
import { synthesizeService } from './synthesize.ts';
import { readDeployment } from './template/deployment.ts';
import { undoStack } from './undo-stack.ts';
import { keptUsagePlans } from './usage-plans.ts';

export interface LocalServerOptions {
  /** 0: any that is free. */
  readonly port: number;
  readonly host: string;
  /** A folder, or `:memory:`: then nothing is kept. */
  readonly data: string;
  /** A DynamoDB that runs already; the embedded engine when absent. */
  readonly dynamodbEndpoint?: string | undefined;
  /** Settings that come before those of `cdk.json`. */
  readonly context?: Readonly<Record<string, string>>;
  /** The most invocations of one function at once: 8 when absent. */
  readonly concurrency?: number;
  /** The most time that an invocation has, milliseconds, where its function would have more. */
  readonly timeLimitMs?: number | undefined;
  /** Certificates that the functions trust besides those that Node comes with, PEM: of an issuer in a test. */
  readonly trustedCertificates?: readonly string[];
  /** Told each line of the functions' logs. */
  readonly onLog?: LogSink;
  /** Told each request once it is answered. */
  readonly onExchange?: (exchange: Exchange) => void;
  /** Told each fault of the local server itself. */
  readonly onFault?: (error: unknown) => void;
  /** Ends a start that is under way. */
  readonly signal?: AbortSignal;
}

export interface LocalServer {
  /** What an administrator enters as Tenant URL and as Secret Token. */
  readonly tenantUrl: string;
  readonly token: string;
  readonly tenantId: string;
  /** Where a browser of this machine can watch; undefined when other machines reach the server too. */
  readonly pageUrl: string | undefined;
  /** Where data is kept; undefined in memory. */
  readonly dataFolder: string | undefined;
  readonly dynamodbEndpoint: string;
  readonly tableName: string;
  /** Invoked at `aws.url`, it makes tenants and tokens. */
  readonly adminFunctionName: string;
  /** Invoked there too, it sweeps and checks the directories. */
  readonly maintenanceFunctionName: string;
  /** Invoked there too, it announces which credentials end. */
  readonly warningsFunctionName: string;
  /** Secrets Manager, Lambda, EventBridge and the keys of API Gateway, which can be told to fail. */
  readonly aws: AwsEndpoint;
  /** What the functions logged, the last 100,000 lines. */
  readonly logLines: () => readonly LogLine[];
  /** Ends everything that was started. */
  readonly stop: () => Promise<void>;
}

const DEFAULT_CONCURRENCY = 8;
const SERVER_FILE = 'server.json';

/** Resolves once requests are accepted. @throws Error after ending whatever it had started. */
export const startLocalServer = async (options: LocalServerOptions): Promise<LocalServer> => {
  const undo = undoStack();
  try {
    return await start(options, undo.push, undo.run);
  } catch (error) {
    await undo.run();
    throw error;
  }
};

const start = async (
  options: LocalServerOptions,
  atStop: (step: () => Promise<void>) => void,
  stop: () => Promise<void>,
): Promise<LocalServer> => {
  const { port, host, context = {}, signal, onFault = () => {} } = options;
  const data = await openDataFolder(options.data);

  // The port first: if it is taken, that is said at once.
  const ready = Promise.withResolvers<Gateway>();
  const shown = Promise.withResolvers<PageSubject>();
  const page = localPage({ boundTo: () => addressOf(server), subject: shown.promise, failed: onFault });
  const server = gatewayServer({
    gateway: ready.promise,
    beside: page.serve,
    answered: options.onExchange ?? (() => {}),
    failed: onFault,
  });
  await listen(server, port, host);
  atStop(() => closeServer(server));

  // Not in the data folder, where another server might be at work.
  const folder = await mkdtemp(join(tmpdir(), 'scim-on-aws-'));
  atStop(() => rm(folder, { recursive: true, force: true }));
  const deployment = readDeployment(await synthesizeService(folder, { context, signal }));
  const { api, table, adminFunctionName, maintenanceFunctionName, warningsFunctionName } = deployment;

  const database = await startDatabase({
    endpoint: options.dynamodbEndpoint,
    file: data.path && join(data.path, 'database.sqlite'),
    table: table.create,
  });
  atStop(database.stop);
  signal?.throwIfAborted();

  const logs = logBuffer(options.onLog);
  const secret = await keptSecret(data, deployment.secret);
  const lambda = Promise.withResolvers<LambdaService>();
  const usagePlans = await keptUsagePlans(data, deployment.usage.plans, deployment.usage.keys);
  atStop(usagePlans.save);
  const aws = await startAwsEndpoint({ secret, usagePlans, lambda: lambda.promise });
  atStop(aws.stop);
  const service = lambdaService({
    functions: deployment.functions,
    endpoints: {
      dynamodb: database.endpoint,
      secretsManager: aws.url,
      lambda: aws.url,
      eventBridge: aws.url,
      apiGateway: aws.url,
    },
    concurrency: options.concurrency ?? DEFAULT_CONCURRENCY,
    timeLimitMs: options.timeLimitMs,
    trustedCertificates: options.trustedCertificates,
    log: logs.add,
  });
  atStop(service.stop);
  lambda.resolve(service);

  const { tenantId, token } = await localCredentials({
    data,
    api,
    adminFunctionName,
    invoke: service.invoke,
  });
  const origin = `http://${nameOf(host)}:${portOf(server)}`;
  const tenantUrl = `${origin}/${api.stage}`;
  const functions = { adminFunctionName, maintenanceFunctionName, warningsFunctionName };
  const description = { pid: process.pid, tenantUrl, token, awsEndpoint: aws.url, ...functions };
  await data.write(SERVER_FILE, JSON.stringify(description, undefined, 2));
  atStop(() => data.remove(SERVER_FILE));
  signal?.throwIfAborted();

  const stopSchedules = keepSchedules(deployment.schedules, service.invoke);
  atStop(async () => stopSchedules());

  const served = gateway(api, { invoke: service.invoke, usagePlans });
  ready.resolve(page.watched(served));
  shown.resolve({ tenantUrl, token, answer: served.answer });
  return {
    tenantUrl,
    token,
    tenantId,
    pageUrl: isLoopbackAddress(addressOf(server)) ? `${origin}/` : undefined,
    dataFolder: data.path,
    dynamodbEndpoint: database.endpoint,
    tableName: table.create.TableName,
    ...functions,
    aws,
    logLines: logs.lines,
    stop,
  };
};

/** A host as a URL has it; one that listens everywhere is reached here as well. */
const nameOf = (host: string): string => {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
};
