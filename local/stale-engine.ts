/** An engine outlives a process that is killed without notice: a file beside the database says which it was. */
import { readFile, readlink, rm, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const BINARY = 'dynoxide';
const PATIENCE_MS = 5_000;
const LOOK_EVERY_MS = 20;

const noteOf = (database: string): string => `${database}.pid`;

export const rememberEngine = (database: string, engine: number | undefined): Promise<void> =>
  writeFile(noteOf(database), `${engine} ${process.pid}\n`, { mode: 0o600 });

export const forgetEngine = (database: string): Promise<void> => rm(noteOf(database), { force: true });

/**
 * Ends the engine that a killed process left on the database. A process that merely got its number is left
 * alone, and so is the engine of a process that is alive.
 * @throws Error when another process is using the database
 */
export const endStaleEngine = async (database: string): Promise<void> => {
  const note = await readFile(noteOf(database), 'utf8').catch(() => '');
  const [engine = 0, parent = 0] = note.trim().split(' ').map(Number);
  if (!(await isEngineOf(engine, database))) return;
  if ((await parentOf(engine)) === parent) {
    throw new Error(`The database ${database} is in use by process ${parent}: end that one first.`);
  }
  process.kill(engine);
  for (const start = Date.now(); await isEngineOf(engine, database); await sleep(LOOK_EVERY_MS)) {
    if (Date.now() - start > PATIENCE_MS) process.kill(engine, 'SIGKILL');
  }
};

/** Whether a process is our engine, with this database as one of its arguments. */
const isEngineOf = async (pid: number, database: string): Promise<boolean> => {
  if (!Number.isSafeInteger(pid) || pid <= 1) return false;
  try {
    const [binary, command] = await Promise.all([
      readlink(`/proc/${pid}/exe`),
      readFile(`/proc/${pid}/cmdline`, 'utf8'),
    ]);
    return basename(binary) === BINARY && command.split('\0').includes(database);
  } catch {
    return false;
  }
};

const parentOf = async (pid: number): Promise<number | undefined> => {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const parent = /^PPid:\s*(\d+)$/m.exec(status)?.[1];
  return parent === undefined ? undefined : Number(parent);
};
