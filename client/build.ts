/** `npm run client`: the client as a package of its own, in `dist/client`, for a platform that has no part of this repo. */
import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';

const ROOT = join(import.meta.dirname, '..');
/** All that a backend has to have. */
const SDK = '@aws-sdk/client-lambda';

/** @returns the folder of the package */
export const buildClient = async (folder = join(ROOT, 'dist/client')): Promise<string> => {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const { version, license, dependencies } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));
  await build({
    entryPoints: [join(ROOT, 'client/index.ts')],
    outfile: join(folder, 'index.js'),
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    external: [SDK],
  });
  await promisify(execFile)(process.execPath, [
    join(ROOT, 'node_modules/typescript/bin/tsc'),
    ...['-p', join(ROOT, 'client/tsconfig.json'), '--outDir', join(folder, 'types')],
  ]);
  await withoutForeignTypes(join(folder, 'types'));
  const manifest = {
    name: 'scim-on-aws-client',
    version,
    license,
    description: 'Tenants and credentials of a SCIM on AWS service, from a backend.',
    type: 'module',
    exports: { '.': { types: './types/client/index.d.ts', default: './index.js' } },
    peerDependencies: { [SDK]: `^${String(dependencies[SDK]).split('.')[0]}` },
  };
  await writeFile(join(folder, 'package.json'), `${JSON.stringify(manifest, undefined, 2)}\n`);
  return folder;
};

/**
 * What an operation takes and answers is JSON, but its type is found by way of what the service works with, such as the
 * database's client. A backend has no such packages, and does not compile where their types are looked for.
 */
const withoutForeignTypes = async (folder: string): Promise<void> => {
  for (const name of await readdir(folder, { recursive: true })) {
    if (!name.endsWith('.d.ts')) continue;
    const path = join(folder, name);
    await writeFile(path, withoutForeignImports(await readFile(path, 'utf8')));
  }
};

const withoutForeignImports = (declarations: string): string =>
  declarations.replace(
    /^import (?:type )?\{(.*)\} from '([^.'][^']*)';$/gm,
    (statement, names: string, from: string) =>
      from === SDK ? statement : names.split(',').map(anything).join('\n'),
  );

const anything = (imported: string): string => `type ${imported.replace(/^\s*type /, '').trim()} = any;`;

if (import.meta.main) console.log(await buildClient());
