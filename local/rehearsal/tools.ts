/** The emulator and the AWS command line: Python programs, in a virtual environment of their own. */
import { createHash } from 'node:crypto';
import { access, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from './child.ts';

const REQUIREMENTS = join(import.meta.dirname, 'requirements.txt');
/** `npm ci` clears it away. */
const CACHE = join(import.meta.dirname, '..', '..', 'node_modules', '.cache', 'rehearsal');

export interface Tools {
  /** Folder of the programs. */
  readonly bin: string;
  /** Name and version of the emulator. */
  readonly emulator: string;
  /** Whether this call has installed them. */
  readonly installed: boolean;
}

/** Installs what `requirements.txt` pins, unless it is there. @throws Error where there is no Python 3 with venv */
export const installTools = async (signal: AbortSignal): Promise<Tools> => {
  const requirements = await readFile(REQUIREMENTS, 'utf8');
  const emulator = /^ministack==(\S+)$/m.exec(requirements)?.[1] ?? '';
  const home = join(CACHE, createHash('sha256').update(requirements).digest('hex').slice(0, 16));
  const tools = { bin: join(home, 'bin'), emulator: `ministack ${emulator}` };
  const complete = join(home, 'complete');
  if (await exists(complete)) return { ...tools, installed: false };

  await mkdir(CACHE, { recursive: true });
  await rm(home, { recursive: true, force: true });
  await run('python3', ['-m', 'venv', home], { signal }).catch((error: unknown) => {
    throw new Error('The rehearsal needs Python 3.10 or later with its venv module, as python3.', {
      cause: error,
    });
  });
  const pip = ['install', '--quiet', '--disable-pip-version-check', '--requirement', REQUIREMENTS];
  await run(join(tools.bin, 'pip'), pip, { signal });
  await writeFile(complete, '');
  return { ...tools, installed: true };
};

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );
