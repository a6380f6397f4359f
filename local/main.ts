/** The local server as a command: what it is told by the environment, what it says, and how it ends. */
import { rm } from 'node:fs/promises';
import { type Style, styleFor } from './command/style.ts';
import { writeAtomically } from './data-folder.ts';
import { endingOf } from './ending.ts';
import { explain } from './explain.ts';
import { startLocalServer } from './server.ts';
import { type LocalSettings, readSettings } from './settings.ts';
import { greeting, logLine, requestLine } from './terminal.ts';

/** @returns the exit code, once a signal has ended the server, or a fault its start. */
export const main = async (): Promise<number> => {
  const ending = endingOf(process, 1);
  const style = styleFor(process.stdout.isTTY, process.env);
  try {
    await run(readSettings(process.env), style, ending);
    return 0;
  } catch (error) {
    if (ending.aborted) return 0;
    console.error(explain(error));
    return 1;
  }
};

const run = async (settings: LocalSettings, style: Style, signal: AbortSignal): Promise<void> => {
  const { port, host, data, dynamodbEndpoint, readyFile } = settings;
  if (readyFile !== undefined) await rm(readyFile, { force: true });
  console.log(style('dim', 'Synthesizing the CDK app, then serving what its template says.'));
  const server = await startLocalServer({
    port,
    host,
    data,
    dynamodbEndpoint,
    signal,
    onExchange: (exchange) => console.log(requestLine(exchange, new Date(), style)),
    onFault: (error) => console.error(error),
    ...(settings.showLogs && { onLog: (line) => console.log(logLine(line, style)) }),
  });
  const { tenantUrl, token } = server;
  try {
    // As it was given, since an absolute path says nothing more.
    console.log(greeting({ ...server, dataFolder: server.dataFolder && data }, style));
    if (readyFile !== undefined) await writeAtomically(readyFile, JSON.stringify({ tenantUrl, token }));
    await aborted(signal);
  } finally {
    await server.stop();
    if (readyFile !== undefined) await rm(readyFile, { force: true });
  }
};

const aborted = async (signal: AbortSignal): Promise<void> => {
  const { promise, resolve } = Promise.withResolvers<void>();
  signal.addEventListener('abort', () => resolve());
  if (signal.aborted) resolve();
  await promise;
};
