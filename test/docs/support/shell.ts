/** Commands as a reader types them: into a shell, in the folder of the project. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Target } from '../../../local/replay/client.ts';
import type { Checkout } from './checkout.ts';

export type Variables = Readonly<Record<string, string>>;

export interface Outcome {
  readonly status: number | null;
  readonly output: string;
}

interface Started {
  readonly child: ChildProcess;
  readonly outcome: Promise<Outcome>;
}

const start = (command: string, { folder, home }: Checkout, variables: Variables): Started => {
  const child = spawn('sh', ['-c', command], {
    cwd: folder,
    env: { PATH: process.env['PATH'], HOME: home, ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of processes of its own, as a shell makes one for each command.
    detached: true,
  });
  const outcome = Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]).then(
    ([output, complaints, [status]]) => ({ status, output: output + complaints }),
  );
  return { child, outcome };
};

export const run = (command: string, project: Checkout, variables: Variables = {}): Promise<Outcome> =>
  start(command, project, variables).outcome;

export interface Serving {
  readonly target: Target;
  /** As Ctrl-C does, which goes to all processes of the command; waits until all have ended. */
  readonly stop: () => Promise<Outcome>;
}

/** Starts a local server, on any port that is free. @throws Error with what it said, when it ends by itself */
export const serve = async (command: string, project: Checkout): Promise<Serving> => {
  const readyFile = join(project.home, 'ready.json');
  await rm(readyFile, { force: true });
  const onAnyPort = command.replace(/PORT=\d+/, 'PORT=0');
  const { child, outcome } = start(onAnyPort, project, { PORT: '0', READY_FILE: readyFile });
  for (;;) {
    const ready = await readFile(readyFile, 'utf8').catch(() => undefined);
    if (ready !== undefined) {
      const stop = (): Promise<Outcome> => {
        if (child.pid !== undefined) process.kill(-child.pid, 'SIGINT');
        return outcome;
      };
      return { target: JSON.parse(ready), stop };
    }
    if (child.exitCode !== null) throw new Error((await outcome).output);
    await sleep(50);
  }
};
