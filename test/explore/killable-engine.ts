import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEngine } from '../../local/engine.ts';

/** An engine on a file, which is none the worse for being killed. */
export interface KillableEngine {
  readonly endpoint: () => string;
  /** `kill -9`, and another on the same file. */
  readonly kill: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

export const startKillableEngine = async (): Promise<KillableEngine> => {
  const folder = await mkdtemp(join(tmpdir(), 'scim-explore-'));
  const file = join(folder, 'directory.sqlite');
  let engine = await startEngine(file);
  return {
    endpoint: () => engine.endpoint,
    kill: async () => {
      const [pid = ''] = (await readFile(`${file}.pid`, 'utf8')).split(' ');
      process.kill(Number(pid), 'SIGKILL');
      await engine.stop();
      engine = await startEngine(file);
    },
    stop: async () => {
      await engine.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
};
