/** What the service was synthesized to before, by everything that it is made of. */
import { createHash } from 'node:crypto';
import { cp, glob, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { DEFAULT_FOLDER } from '../lib/extensions/folder.ts';

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

/**
 * @param project the root of the service's sources
 * @param context the settings that come before those of its `cdk.json`
 */
export const assemblyCache = async (
  project: string,
  context: Readonly<Record<string, string>> = {},
): Promise<CachedAssembly> => {
  const cache = join(project, 'node_modules', '.cache', 'scim-on-aws');
  const entry = join(cache, await digestOf(project, context));
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

const digestOf = async (project: string, context: Readonly<Record<string, string>>): Promise<string> => {
  const sources = await Array.fromAsync(glob(SOURCES, { cwd: project }));
  const hash = createHash('sha256').update(`${JSON.stringify(context)}\n`);
  for (const file of [...sources.toSorted(), ...(await extensionsOf(project, context))]) {
    const content = await readFile(resolve(project, file));
    hash.update(`${file}\n${content.length}\n`).update(content);
  }
  return hash.digest('hex');
};

/** The files that declare extensions, which may be anywhere. */
const extensionsOf = async (
  project: string,
  context: Readonly<Record<string, string>>,
): Promise<readonly string[]> => {
  const settings = { ...JSON.parse(await readFile(join(project, 'cdk.json'), 'utf8')).context, ...context };
  const folder = settings['scim:extensions'] ?? DEFAULT_FOLDER;
  const files = await readdir(resolve(project, folder)).catch(() => []);
  return files.filter((file) => file.endsWith('.json')).map((file) => join(folder, file));
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
