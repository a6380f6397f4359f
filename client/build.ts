/** `npm run client`: the client as a package of its own, in `dist/client`, for a platform that has no part of this repo. */
import { execFile } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';

const ROOT = join(import.meta.dirname, '..');

/** @returns the folder of the package */
export const buildClient = async (folder = join(ROOT, 'dist/client')): Promise<string> => {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const { version, license, dependencies } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));
  const sdk = '@aws-sdk/client-lambda';
  await build({
    entryPoints: [join(ROOT, 'client/index.ts')],
    outfile: join(folder, 'index.js'),
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    external: [sdk],
  });
  await promisify(execFile)(process.execPath, [
    join(ROOT, 'node_modules/typescript/bin/tsc'),
    ...['-p', join(ROOT, 'client/tsconfig.json'), '--outDir', join(folder, 'types')],
  ]);
  const manifest = {
    name: 'scim-on-aws-client',
    version,
    license,
    description: 'Tenants and credentials of a SCIM on AWS service, from a backend.',
    type: 'module',
    exports: { '.': { types: './types/client/index.d.ts', default: './index.js' } },
    peerDependencies: { [sdk]: `^${String(dependencies[sdk]).split('.')[0]}` },
  };
  await writeFile(join(folder, 'package.json'), `${JSON.stringify(manifest, undefined, 2)}\n`);
  return folder;
};

if (import.meta.main) console.log(await buildClient());
