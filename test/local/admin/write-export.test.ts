import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Writable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { NOBODY } from '../../../local/admin/transfer/format.ts';
import { createExport } from '../../../local/admin/transfer/write-export.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/temporary-folder.ts';

let folder: TemporaryFolder;
let path: string;
let partial: string;
beforeEach(async () => {
  folder = await temporaryFolder();
  path = join(folder.path, 'contoso.ndjson');
  partial = `${path}.partial`;
});
afterEach(() => folder.remove());

const WRITTEN = { ...NOBODY, lines: 1, bytes: 5, status: 'active' } as const;
const writing = (text: string) => async (to: Writable) => {
  to.write(text);
  return WRITTEN;
};

describe('the file of an export', () => {
  test('has its name when it is whole, and is its owner’s alone', async () => {
    const file = await createExport(path);
    expect(await readdir(folder.path)).toEqual(['contoso.ndjson.partial']);
    expect(await file.write(writing('whole'))).toEqual(WRITTEN);
    expect(await readdir(folder.path)).toEqual(['contoso.ndjson']);
    expect(await readFile(path, 'utf8')).toBe('whole');
    expect(((await stat(path)).mode & 0o777).toString(8)).toBe('600');
  });

  test('leaves nothing when nothing comes of it', async () => {
    await (await createExport(path)).discard();
    const failing = (await createExport(path)).write(() => Promise.reject(new Error('an outage')));
    await expect(failing).rejects.toThrow('an outage');
    expect(await readdir(folder.path)).toEqual([]);
  });

  test('is made by the same command again after one that was killed', async () => {
    const module = join(import.meta.dirname, '../../../local/admin/transfer/write-export.ts');
    const code = `import { createExport } from ${JSON.stringify(module)};
      const file = await createExport(${JSON.stringify(path)});
      await file.write((to) => { to.write('a part', () => console.log('writing')); return new Promise(() => setInterval(() => {}, 1000)); });`;
    const killed = spawn(process.execPath, ['--input-type=module', '-e', code]);
    await once(killed.stdout, 'data');
    killed.kill('SIGINT');
    await once(killed, 'exit');
    expect(await readFile(partial, 'utf8')).toBe('a part');
    await (await createExport(path)).write(writing('whole'));
    expect(await readdir(folder.path)).toEqual(['contoso.ndjson']);
    expect(await readFile(path, 'utf8')).toBe('whole');
  });

  test('takes the place of no other, and follows no link to one', async () => {
    const other = join(folder.path, 'other');
    await writeFile(other, 'mine');
    await symlink(other, partial);
    const file = await createExport(path);
    await writeFile(path, 'mine too');
    await expect(file.write(writing('whole'))).rejects.toThrow(`The export is whole, but in ${partial}`);
    expect(await readFile(partial, 'utf8')).toBe('whole');
    expect([await readFile(other, 'utf8'), await readFile(path, 'utf8')]).toEqual(['mine', 'mine too']);
    await expect(createExport(path)).rejects.toThrow('nothing was overwritten');
    await symlink(join(folder.path, 'nowhere'), join(folder.path, 'dangling'));
    await expect(createExport(join(folder.path, 'dangling'))).rejects.toThrow('nothing was overwritten');
  });

  test('is not given the part that another command writes meanwhile', async () => {
    const first = await createExport(path);
    const second = await createExport(path);
    await expect(first.write(writing('first'))).rejects.toThrow('Another command has replaced');
    await second.write(writing('second'));
    expect(await readFile(path, 'utf8')).toBe('second');
    expect(await readdir(folder.path)).toEqual(['contoso.ndjson']);
  });
});
