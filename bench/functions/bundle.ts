import { join } from 'node:path';
import { build } from 'esbuild';
import { BUNDLING } from '../../lib/scim-function.ts';

/** Bundles a file with the options of the functions, and the SDK as it comes. @returns the bundle's path */
export const bundle = async (entry: string, folder: string): Promise<string> => {
  const { format, target, minify, charset, mainFields, banner } = BUNDLING;
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
    banner: { js: banner },
    logLevel: 'warning',
  });
  return outfile;
};
