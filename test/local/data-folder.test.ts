import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { IN_MEMORY, openDataFolder } from '../../local/data-folder.ts';
import { type TemporaryFolder, temporaryFolder } from './support/temporary-folder.ts';

let temporary: TemporaryFolder;

beforeEach(async () => {
  temporary = await temporaryFolder();
});
afterEach(() => temporary.remove());

describe.each(['a folder', 'memory'])('in %s', (kind) => {
  const open = () => openDataFolder(kind === 'memory' ? IN_MEMORY : join(temporary.path, 'data'));

  test('a file is there once it is written, and until it is removed', async () => {
    const data = await open();
    expect(await data.read('a.json')).toBeUndefined();
    await data.write('a.json', 'one');
    await data.write('a.json', 'two');
    expect(await data.read('a.json')).toBe('two');
    await data.remove('a.json');
    await data.remove('a.json');
    expect(await data.read('a.json')).toBeUndefined();
  });
});

test('a folder keeps its files for the next time', async () => {
  const first = await openDataFolder(temporary.path);
  await first.write('a.json', 'kept');
  const second = await openDataFolder(temporary.path);
  expect([second.path, await second.read('a.json')]).toEqual([temporary.path, 'kept']);
});

test('folder and files are for their owner only, and nothing else is left of a write', async () => {
  const path = join(temporary.path, 'new');
  const data = await openDataFolder(path);
  await data.write('a.json', 'secret');
  const modes = await Promise.all(
    [path, join(path, 'a.json')].map(async (one) => (await stat(one)).mode & 0o777),
  );
  expect(modes).toEqual([0o700, 0o600]);
  expect(await readdir(path)).toEqual(['a.json']);
});
