import { join } from 'node:path';
import { build } from 'esbuild';
import { BUNDLING } from '../../lib/scim-function.ts';

/** Bundles a file as the CDK bundles the functions. @returns the bundle's path */
export const bundle = async (entry: string, folder: string): Promise<string> => {
  const { format, target, minify, charset, mainFields, externalModules, banner } = BUNDLING;
  const outfile = join(folder, 'index.mjs');
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    format,
    target,
    minify,
    charset,
    mainFields: [...mainFields],
    external: [...externalModules],
    banner: { js: banner },
    logLevel: 'warning',
  });
  return outfile;
};
