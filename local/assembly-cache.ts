/** What the service was synthesized to before, by everything that it is made of. */
import { createHash } from 'node:crypto';
import { cp, glob, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';

export interface CachedAssembly {
  /** Copies it into a folder. @returns whether there is one */
  readonly restore: (folder: string) => Promise<boolean>;
  /** Keeps a copy of what is in a folder. */
  readonly keep: (folder: string) => Promise<void>;
}

/** Lint keeps what is deployed from importing anything else; the last is what npm has installed. */
const SOURCES = [
  'bin/scim.ts',
  '{lib,lambda}/**/*.ts',
  '{cdk,package,tsconfig}.json',
  'node_modules/.package-lock.json',
];
/** Branches that one goes back and forth between. */
const KEPT = 8;

/** @param project the root of the service's sources */
export const assemblyCache = async (project: string): Promise<CachedAssembly> => {
  const cache = join(project, 'node_modules', '.cache', 'scim-on-aws');
  const entry = join(cache, await digestOf(project));
  return {
    restore: async (folder) => {
      try {
        await cp(entry, folder, { recursive: true });
        const now = new Date();
        await utimes(entry, now, now);
        return true;
      } catch {
        // There is none, or another process has just removed it.
        return false;
      }
    },
    keep: async (folder) => {
      await mkdir(cache, { recursive: true });
      const copy = await mkdtemp(join(cache, 'new-'));
      await cp(folder, copy, { recursive: true });
      // Where another process was faster, its own is as good.
      await rename(copy, entry).catch(() => rm(copy, { recursive: true }));
      await removeAllBut(KEPT, cache);
    },
  };
};

const digestOf = async (project: string): Promise<string> => {
  const files = (await Array.fromAsync(glob(SOURCES, { cwd: project }))).toSorted();
  const contents = await Promise.all(files.map((file) => readFile(join(project, file))));
  const hash = createHash('sha256');
  for (const [index, content] of contents.entries())
    hash.update(`${files[index]}\n${content.length}\n`).update(content);
  return hash.digest('hex');
};

const removeAllBut = async (count: number, folder: string): Promise<void> => {
  const used = await Promise.all(
    (await readdir(folder)).map(async (name) => {
      const path = join(folder, name);
      return { path, at: (await stat(path)).mtimeMs };
    }),
  );
  const old = used.toSorted((one, other) => other.at - one.at).slice(count);
  await Promise.all(old.map(({ path }) => rm(path, { recursive: true, force: true })));
};
