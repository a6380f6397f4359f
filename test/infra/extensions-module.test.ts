import { readFile } from 'node:fs/promises';
import { isAbsolute, relative } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { extensionsArgument } from '../../lib/extensions/module.ts';
import { type TemporaryFolder, temporaryFolder } from '../local/support/temporary-folder.ts';

let folder: TemporaryFolder;

beforeEach(async () => {
  folder = await temporaryFolder();
});
afterEach(() => folder.remove());

test('the module of extensions is found by the bundler, also where the command line names a relative folder', async () => {
  const { '--alias:#extensions': file = '' } = extensionsArgument(relative(process.cwd(), folder.path), []);
  expect(isAbsolute(file)).toBe(true);
  expect(await readFile(file, 'utf8')).toBe('export const EXTENSIONS = [];\n');
});
