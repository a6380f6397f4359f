/** Commands as a reader types them: into a shell, in the folder of the project. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Target } from '../../../local/replay/client.ts';

export type Variables = Readonly<Record<string, string>>;

export interface Outcome {
  readonly status: number | null;
  readonly output: string;
}

interface Started {
  readonly child: ChildProcess;
  readonly outcome: Promise<Outcome>;
}

const start = (command: string, folder: string, variables: Variables): Started => {
  const child = spawn('sh', ['-c', command], {
    cwd: folder,
    env: { PATH: process.env['PATH'], HOME: folder, ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const outcome = Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]).then(
    ([output, complaints, [status]]) => ({ status, output: output + complaints }),
  );
  return { child, outcome };
};

export const run = (command: string, folder: string, variables: Variables = {}): Promise<Outcome> =>
  start(command, folder, variables).outcome;

export interface Serving {
  readonly target: Target;
  /** As by Ctrl-C. */
  readonly stop: () => Promise<Outcome>;
}

/** Starts a local server, on any port that is free. @throws Error with what it said, when it ends by itself */
export const serve = async (command: string, folder: string): Promise<Serving> => {
  const readyFile = join(folder, 'ready.json');
  await rm(readyFile, { force: true });
  const onAnyPort = command.replace(/PORT=\d+/, 'PORT=0');
  const { child, outcome } = start(onAnyPort, folder, { PORT: '0', READY_FILE: readyFile });
  for (;;) {
    const ready = await readFile(readyFile, 'utf8').catch(() => undefined);
    if (ready !== undefined) {
      const stop = (): Promise<Outcome> => {
        child.kill('SIGTERM');
        return outcome;
      };
      return { target: JSON.parse(ready), stop };
    }
    if (child.exitCode !== null) throw new Error((await outcome).output);
    await sleep(50);
  }
};
