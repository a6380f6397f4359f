/** What the local server keeps between its starts: small files, readable by their owner only. */
import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

export interface DataFolder {
  /** Undefined when nothing is kept. */
  readonly path: string | undefined;
  /** Undefined when there is no such file. */
  readonly read: (file: string) => Promise<string | undefined>;
  /** Replaces the whole file at once. */
  readonly write: (file: string, text: string) => Promise<void>;
  readonly remove: (file: string) => Promise<void>;
}

/** In the place of a path: nothing is kept. */
export const IN_MEMORY = ':memory:';

/** Creates the folder where there is none. */
export const openDataFolder = async (where: string): Promise<DataFolder> =>
  where === IN_MEMORY ? inMemory() : onDisk(resolve(where));

/** Keeps files while the process runs, so that its parts need not know the difference. */
const inMemory = (): DataFolder => {
  const files = new Map<string, string>();
  return {
    path: undefined,
    read: async (file) => files.get(file),
    write: async (file, text) => {
      files.set(file, text);
    },
    remove: async (file) => {
      files.delete(file);
    },
  };
};

const onDisk = async (path: string): Promise<DataFolder> => {
  await mkdir(path, { recursive: true, mode: 0o700 });
  return {
    path,
    read: async (file) => {
      try {
        return await readFile(join(path, file), 'utf8');
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    },
    write: (file, text) => writeAtomically(join(path, file), text),
    remove: (file) => rm(join(path, file), { force: true }),
  };
};

/** A reader sees the old file or the new one, never a part of it. Readable by the owner only. */
export const writeAtomically = async (path: string, text: string): Promise<void> => {
  const temporary = `${path}.${randomUUID()}`;
  await writeFile(temporary, text, { mode: 0o600 });
  await rename(temporary, path);
};

const isMissing = (error: unknown): boolean =>
  Error.isError(error) && 'code' in error && error.code === 'ENOENT';
