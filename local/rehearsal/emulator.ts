/** The process of the AWS emulator, which ends with ours, and the functions that it starts with it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../network.ts';
import { ACCOUNT_ID } from './account.ts';

/** In its folder: what it says of itself, and what the functions log. */
export const EMULATOR_LOG = 'emulator.log';

const HOST = '127.0.0.1';
const PATIENCE_MS = 60_000;

export interface Emulator {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/**
 * @param bin folder of its program
 * @param folder for whatever it writes
 * @throws Error when it ends, or does not answer within a minute.
 */
export const startEmulator = async (bin: string, folder: string, signal: AbortSignal): Promise<Emulator> => {
  const port = await freePort(HOST);
  const log = await open(join(folder, EMULATOR_LOG), 'w');
  const child = spawn(join(bin, 'ministack'), [], {
    // A group of its own, by which the functions' processes are ended with it.
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
    env: {
      // Functions run on this Node, which is the deployed one.
      PATH: [join(process.execPath, '..'), bin, process.env['PATH']].join(':'),
      HOME: folder,
      TMPDIR: folder,
      GATEWAY_PORT: String(port),
      BIND_HOST: HOST,
      MINISTACK_ACCOUNT_ID: ACCOUNT_ID,
      // Every call of the command line and of the functions is held against the policies of IAM.
      AUTH: 'true',
    },
  });
  await log.close();
  const stop = endWithUs(child);
  const url = `http://${HOST}:${port}`;
  try {
    await readiness(child, `${url}/_ministack/health`, signal);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, stop };
};

const readiness = async (child: ChildProcess, health: string, signal: AbortSignal): Promise<void> => {
  const deadline = Date.now() + PATIENCE_MS;
  while (Date.now() < deadline) {
    signal.throwIfAborted();
    if (child.exitCode !== null || child.signalCode !== null) throw new Error('the emulator ended at once');
    const answer = await fetch(health).catch(() => undefined);
    if (answer?.ok) return;
    await pause(100, undefined, { signal });
  }
  throw new Error('the emulator does not answer');
};

/** @returns what ends it and its children. */
const endWithUs = (child: ChildProcess): (() => Promise<void>) => {
  const endNow = () => signalGroup(child, 'SIGKILL');
  process.on('exit', endNow);
  return async () => {
    if (child.exitCode === null && child.signalCode === null) {
      const exited = once(child, 'exit');
      signalGroup(child, 'SIGTERM');
      const gently = pause(5_000, 'late', { ref: false });
      if ((await Promise.race([exited, gently])) === 'late') signalGroup(child, 'SIGKILL');
      await exited;
    }
    // What the leader may have left behind.
    endNow();
    process.off('exit', endNow);
  };
};

const signalGroup = ({ pid }: ChildProcess, signal: NodeJS.Signals): void => {
  try {
    if (pid !== undefined) process.kill(-pid, signal);
  } catch {
    // There is nobody left in the group.
  }
};
