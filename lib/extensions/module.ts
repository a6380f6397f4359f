import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { DeclaredExtension } from '../../lambda/scim/schema/definition.ts';

/**
 * What esbuild is told so that `#extensions` is what the platform declares, and not what it is in the sources. It
 * becomes part of a function's code: the environment has room for 4 KB.
 * @param folder where the module is written
 */
export const extensionsArgument = (
  folder: string,
  extensions: readonly DeclaredExtension[],
): Readonly<Record<string, string>> => {
  // esbuild takes a relative one for a package; the command line of the CDK gives one.
  const file = resolve(folder, 'extensions.mjs');
  writeFileSync(file, `export const EXTENSIONS = ${JSON.stringify(extensions)};\n`);
  return { '--alias:#extensions': file };
};
