import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { MOST_BYTES } from '../../lib/extensions/clashes.ts';
import type { FunctionDefinition } from '../../local/lambda/function.ts';
import { synthesizeService } from '../../local/synthesize.ts';
import { readDeployment } from '../../local/template/deployment.ts';
import { FUNCTIONS } from './functions.ts';

/** Bytes. Node parses a bundle at each cold start. */
const LARGEST_BUNDLE = 450 * 1_024;

let outdir: string;
let functions: readonly FunctionDefinition[];

beforeAll(async () => {
  outdir = await mkdtemp(join(tmpdir(), 'scim-bundles-'));
  functions = readDeployment(await synthesizeService(outdir)).functions;
}, 120_000);
afterAll(() => rm(outdir, { recursive: true }));

const functionNamed = (name: string): FunctionDefinition => {
  const found = functions.find((one) => one.name.endsWith(`-${name}`));
  if (!found) throw new Error(`there is no function ${name}`);
  return found;
};

describe.each(Object.keys(FUNCTIONS))('the bundle of %s', (name) => {
  test('is one file, without a source map', async () => {
    expect(await readdir(functionNamed(name).codeFolder)).toEqual(['index.mjs']);
  });

  test('is at most 450 KB, with as many extensions as can be declared', async () => {
    const { size } = await stat(join(functionNamed(name).codeFolder, 'index.mjs'));
    expect(size + MOST_BYTES).toBeLessThanOrEqual(LARGEST_BUNDLE);
  });

  test('starts, with the environment that the template gives it, and exports the handler', () => {
    const { codeFolder, environment } = functionNamed(name);
    const program = `console.log(typeof (await import('${codeFolder}/index.mjs')).handler)`;
    const output = execFileSync(process.execPath, ['--input-type=module', '--eval', program], {
      env: { ...Object.fromEntries(environment), AWS_REGION: 'us-east-1' },
      encoding: 'utf8',
    });
    expect(output.trim()).toBe('function');
  });
});
