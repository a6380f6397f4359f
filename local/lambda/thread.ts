/**
 * One execution environment of a function, as Lambda's Node.js runtime makes it: imports the bundled code once,
 * then calls its handler for one event after the other. Entry file of a worker thread; imports nothing of the
 * local server, so that the function's code has the thread to itself.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import type { FunctionError } from './function.ts';
import type { Invocation, ThreadData, ThreadMessage } from './messages.ts';

type Handler = (event: unknown, context: object) => unknown;

const data: ThreadData = workerData;

const say = (message: ThreadMessage): void => parentPort?.postMessage(message);

const loadHandler = async (): Promise<Handler> => {
  const dot = data.handler.lastIndexOf('.');
  const [file, name] = [data.handler.slice(0, dot), data.handler.slice(dot + 1)];
  const path = ['.mjs', '.js', '.cjs'].map((ending) => join(data.codeFolder, file + ending)).find(existsSync);
  if (path === undefined) throw new Error(`Cannot find module '${file}'`);
  const module: Record<string, unknown> = await import(pathToFileURL(path).href);
  const handler = module[name];
  if (typeof handler !== 'function') throw new Error(`${data.handler} is undefined or not exported`);
  return (event, context) => handler(event, context);
};

/** https://docs.aws.amazon.com/lambda/latest/dg/nodejs-context.html */
const contextOf = ({ requestId, timeoutMs }: Invocation, deadline = Date.now() + timeoutMs): object => ({
  awsRequestId: requestId,
  callbackWaitsForEmptyEventLoop: true,
  functionName: data.functionName,
  functionVersion: '$LATEST',
  invokedFunctionArn: data.functionArn,
  memoryLimitInMB: String(data.memoryMb),
  logGroupName: `/aws/lambda/${data.functionName}`,
  logStreamName: 'local',
  getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
});

const errorOf = (thrown: unknown): FunctionError => {
  if (!(thrown instanceof Error))
    return { errorType: typeof thrown, errorMessage: String(thrown), trace: [] };
  return { errorType: thrown.name, errorMessage: thrown.message, trace: (thrown.stack ?? '').split('\n') };
};

/** As the runtime logs it: with all that hangs on an error, so that nothing of it may be secret. */
const logError = (requestId: string | undefined, what: string, thrown: unknown): void => {
  const text = JSON.stringify(thrown, (_, value: unknown) =>
    value instanceof Error ? Object.assign(errorOf(value), value) : value,
  );
  console.error(`${new Date().toISOString()}\t${requestId}\tERROR\t${what}\t${text}`);
};

const invoke = async (handler: Handler, invocation: Invocation): Promise<ThreadMessage> => {
  try {
    const result = await handler(JSON.parse(invocation.payload), contextOf(invocation));
    return { kind: 'returned', payload: JSON.stringify(result) ?? 'null' };
  } catch (thrown) {
    logError(invocation.requestId, 'Invoke Error', thrown);
    return { kind: 'failed', error: errorOf(thrown) };
  }
};

try {
  const { trustedCertificates } = data;
  if (trustedCertificates.length > 0)
    setDefaultCACertificates([...getCACertificates('default'), ...trustedCertificates]);
  const handler = await loadHandler();
  parentPort?.on('message', (invocation: Invocation) => {
    void invoke(handler, invocation).then(say);
  });
  say({ kind: 'ready' });
} catch (thrown) {
  logError(undefined, 'Uncaught Exception', thrown);
  say({ kind: 'failed', error: errorOf(thrown) });
}
