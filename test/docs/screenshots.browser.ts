/** The pictures of the documentation are made by a command, and by nobody's hand. */
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { checkout } from './support/checkout.ts';
import { run } from './support/shell.ts';

const LIMIT_MS = 900_000;
const IMAGES = [
  'page-light.png',
  'page-dark.png',
  'page-resource.png',
  'terminal-start.svg',
  'terminal-simulate.svg',
];

test(
  'npm run screenshots',
  async () => {
    const project = await checkout();
    try {
      const images = IMAGES.map((name) => join(project.folder, 'docs', 'images', name));
      await Promise.all(images.map((image) => rm(image)));
      expect(await run('npm run screenshots', project, { PORT: '0' })).toMatchObject({ status: 0 });
      const made = await Promise.all(images.map((image) => readFile(image)));
      for (const image of made) expect(image.length).toBeGreaterThan(4_000);
    } finally {
      await project.remove();
    }
  },
  LIMIT_MS,
);
