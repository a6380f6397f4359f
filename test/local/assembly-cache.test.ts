import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { assemblyCache } from '../../local/assembly-cache.ts';
import { type TemporaryFolder, temporaryFolder } from './support/temporary-folder.ts';

let project: TemporaryFolder;
let from: TemporaryFolder;
let to: TemporaryFolder;

const write = async (file: string, text: string): Promise<void> => {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
};
const source = (file: string, text: string): Promise<void> => write(join(project.path, file), text);

/** Keeps an assembly with this template, of the sources as they are. */
const keep = async (template: string): Promise<void> => {
  await write(join(from.path, 'asset', 'template.json'), template);
  await (await assemblyCache(project.path)).keep(from.path);
};

/** The template that was kept of the sources as they are. */
const restored = async (): Promise<string | undefined> =>
  (await (await assemblyCache(project.path)).restore(to.path))
    ? readFile(join(to.path, 'asset', 'template.json'), 'utf8')
    : undefined;

beforeEach(async () => {
  [project, from, to] = [await temporaryFolder(), await temporaryFolder(), await temporaryFolder()];
  await source('lib/app.ts', 'app');
  await source('lambda/handlers/users.ts', 'users');
  await source('cdk.json', '{}');
});

afterEach(() => Promise.all([project, from, to].map(({ remove }) => remove())));

describe('what was synthesized', () => {
  test('is there again as long as nothing has changed', async () => {
    expect(await restored()).toBeUndefined();
    await keep('one');
    expect(await restored()).toBe('one');
  });

  test.each([
    ['lib/app.ts', 'another app'],
    ['lib/new.ts', ''],
    ['lambda/handlers/users.ts', 'other users'],
    ['bin/scim.ts', ''],
    ['cdk.json', '{"context":{}}'],
    ['package.json', '{}'],
    ['extensions/acme.json', '{}'],
    ['tsconfig.json', '{}'],
    ['node_modules/.package-lock.json', '{}'],
  ])('is not when %s is another, and is when it is as before', async (file, text) => {
    const before = await readFile(join(project.path, file), 'utf8').catch(() => undefined);
    await keep('one');
    await source(file, text);
    expect(await restored()).toBeUndefined();
    await keep('two');
    expect(await restored()).toBe('two');
    if (before === undefined) return;
    await source(file, before);
    expect(await restored()).toBe('one');
  });

  test('does not depend on what is made, tried or told', async () => {
    await keep('one');
    await source('local/server.ts', 'x');
    await source('test/some.test.ts', 'x');
    await source('README.md', 'x');
    expect(await restored()).toBe('one');
  });

  test('may be kept by several at once', async () => {
    await Promise.all([keep('one'), keep('one'), keep('one')]);
    expect(await restored()).toBe('one');
    expect(await readdir(join(project.path, 'node_modules', '.cache', 'scim-on-aws'))).toHaveLength(1);
  });

  test('is kept for the last eight that were used', async () => {
    const states = Array.from({ length: 9 }, (_, index) => `state ${index}`);
    for (const state of states) {
      await source('lib/app.ts', state);
      await keep(state);
      await source('lib/app.ts', 'state 0');
      expect(await restored()).toBe('state 0');
    }
    await source('lib/app.ts', 'state 1');
    expect(await restored()).toBeUndefined();
    await source('lib/app.ts', 'state 8');
    expect(await restored()).toBe('state 8');
  });
});
