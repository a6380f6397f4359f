/** The process of the embedded DynamoDB engine, which ends with ours. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { freePort } from './network.ts';
import { endStaleEngine, forgetEngine, rememberEngine } from './stale-engine.ts';

const HOST = '127.0.0.1';
const PACKAGE = '@dynoxide/linux-x64';
const READY = 'listening on';
/** Another process may take the port between our choice of it and the engine's start. */
const ATTEMPTS = 3;
const SIGNALS: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];

export interface Engine {
  readonly endpoint: string;
  readonly stop: () => Promise<void>;
}

/**
 * Starts the engine on a free port of the loopback interface and waits until it accepts requests. An engine
 * that an earlier, killed process left on the same file is ended first.
 * @param file the database; in memory when absent
 * @throws Error when there is no engine for this system, the file is in use, or it does not start
 */
export const startEngine = async (file?: string): Promise<Engine> => {
  const binary = locateBinary();
  if (file !== undefined) await endStaleEngine(file);
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort(HOST);
    const child = spawn(
      binary,
      ['--host', HOST, '--port', String(port), ...(file === undefined ? [] : ['--db-path', file])],
      { stdio: ['ignore', 'ignore', 'pipe'] },
    );
    const release = endWithUs(child);
    const complaint = await readiness(child);
    if (complaint === undefined) {
      // Nobody reads on, and a full pipe would block the engine.
      child.stderr?.resume();
      if (file !== undefined) await rememberEngine(file, child.pid);
      return { endpoint: `http://${HOST}:${port}`, stop: () => stopEngine(child, release, file) };
    }
    release();
    if (attempt === ATTEMPTS) throw new Error(`the embedded database did not start: ${complaint}`);
  }
};

/** @throws Error in a sentence for the developer, when there is no engine for this system */
export const locateBinary = (): string => {
  try {
    return join(dirname(createRequire(import.meta.url).resolve(`${PACKAGE}/package.json`)), 'dynoxide');
  } catch {
    throw new Error(
      `There is no embedded database for ${process.platform}-${process.arch}: start a DynamoDB-compatible server and set DYNAMODB_ENDPOINT to its URL, such as http://127.0.0.1:8000.`,
    );
  }
};

/** Undefined once the engine accepts requests; what it said last when it ended instead. */
const readiness = async (child: ChildProcess): Promise<string | undefined> => {
  let last = 'it ended without a word';
  child.once('error', ({ message }) => {
    last = message;
  });
  if (child.stderr === null) return last;
  for await (const line of createInterface({ input: child.stderr })) {
    if (line.includes(READY)) return undefined;
    if (line !== '') last = line;
  }
  return last;
};

const stopEngine = async (
  child: ChildProcess,
  release: () => void,
  file: string | undefined,
): Promise<void> => {
  release();
  if (child.exitCode === null && child.signalCode === null) {
    const exited = once(child, 'exit');
    child.kill();
    await exited;
  }
  if (file !== undefined) await forgetEngine(file);
};

const running = new Set<ChildProcess>();

/** Ends the engine when this process does. @returns what undoes that, for an engine that has ended */
const endWithUs = (child: ChildProcess): (() => void) => {
  if (running.size === 0) {
    process.on('exit', endAll);
    for (const signal of SIGNALS) process.on(signal, endOnSignal);
  }
  running.add(child);
  return () => {
    running.delete(child);
    if (running.size === 0) stopWatching();
  };
};

const endAll = (): void => {
  for (const child of running) child.kill();
};

/** Whoever else handles the signal has a way of ending things in order, and comes to `stop` or to the exit. */
const endOnSignal = (signal: NodeJS.Signals): void => {
  if (process.listenerCount(signal) > 1) return;
  endAll();
  stopWatching();
  process.kill(process.pid, signal);
};

const stopWatching = (): void => {
  process.off('exit', endAll);
  for (const signal of SIGNALS) process.off(signal, endOnSignal);
};
