import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, isAbsolute, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DeclaredExtension } from '../../lambda/scim/schema/definition.ts';
import { clashes, type Declared } from './clashes.ts';
import { readDeclaration } from './declaration.ts';
import type { Report } from './fields.ts';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));

/** Where extensions are declared unless a setting says otherwise. */
export const DEFAULT_FOLDER = 'extensions';

/**
 * The extensions that the JSON files of a folder declare, in the order of the files' names; not those of folders in it.
 * @param given absolute, or from the project's folder; the default, where it is undefined, may be missing
 * @param report is told each problem, with the file, the place in it, and what to write
 */
export const readExtensions = (given: string | undefined, report: Report): readonly DeclaredExtension[] => {
  const folder = join(isAbsolute(given ?? '') ? '' : PROJECT, given ?? DEFAULT_FOLDER);
  if (!existsSync(folder)) {
    if (given !== undefined) report(`scim:extensions is ${JSON.stringify(given)}: there is no such folder.`);
    return [];
  }
  const files = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !entry.isDirectory() && /^[^.].*\.json$/.test(entry.name))
    .map(({ name }) => join(folder, name))
    .sort();
  const declared = files.flatMap((file): Declared[] => {
    const name = nameOf(file);
    const json = parsed(file, (problem) => report(`${name} ${problem}`));
    const extension = json && readDeclaration(json.value, (problem) => report(`${name}: ${problem}`));
    return extension ? [{ file: name, extension }] : [];
  });
  for (const problem of clashes(declared)) report(problem);
  return declared.map(({ extension }) => extension);
};

/** As whoever wrote it would call it. */
const nameOf = (file: string): string => {
  const path = relative(PROJECT, file);
  return path.startsWith('..') ? basename(file) : path;
};

const parsed = (file: string, report: Report): { readonly value: unknown } | undefined => {
  try {
    return { value: JSON.parse(readFileSync(file, 'utf8')) };
  } catch (error) {
    report(`cannot be read as JSON: ${Error.isError(error) ? error.message : String(error)}.`);
    return undefined;
  }
};
