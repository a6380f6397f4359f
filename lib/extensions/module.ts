import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
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
  const file = join(folder, 'extensions.mjs');
  writeFileSync(file, `export const EXTENSIONS = ${JSON.stringify(extensions)};\n`);
  return { '--alias:#extensions': file };
};
