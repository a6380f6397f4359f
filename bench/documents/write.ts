import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { documents } from './documents.ts';

export const DOCS = join(import.meta.dirname, '..', '..', 'docs');

/** @returns the files that were written */
export const writeDocuments = async (): Promise<readonly string[]> => {
  const files = [...(await documents())].map(([path, text]) => ({ file: join(DOCS, path), text }));
  await Promise.all(files.map(({ file, text }) => writeFile(file, text)));
  return files.map(({ file }) => file);
};
