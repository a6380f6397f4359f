import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { scimApp } from '../../lib/app.ts';
import { MOST_BYTES } from '../../lib/extensions/clashes.ts';
import { FUNCTIONS, type Properties, Synthesized } from './support.ts';

/** Bytes. Node parses a bundle at each cold start. */
const LARGEST_BUNDLE = 450 * 1_024;

const outdir = mkdtempSync(join(tmpdir(), 'scim-bundles-'));
afterAll(() => rmSync(outdir, { recursive: true }));

const read = (file: string): Properties => JSON.parse(readFileSync(join(outdir, file), 'utf8'));

/** The folder of a function's code, as it would be uploaded. */
const folderOf = (idPrefix: string): string => {
  const stack = new Synthesized(read('ScimOnAws.template.json'));
  const { S3Key } = stack.one('AWS::Lambda::Function', idPrefix).properties.Code;
  return join(outdir, read('ScimOnAws.assets.json').files[S3Key.replace('.zip', '')].source.path);
};

beforeAll(() => {
  scimApp({ outdir }).synth();
}, 120_000);

describe.each(Object.entries(FUNCTIONS))('the bundle of %s', (_, idPrefix) => {
  test('is one file, without a source map', () => {
    expect(readdirSync(folderOf(idPrefix))).toEqual(['index.mjs']);
  });

  test('is at most 450 KB, with as many extensions as can be declared', () => {
    const { size } = statSync(join(folderOf(idPrefix), 'index.mjs'));
    expect(size + MOST_BYTES).toBeLessThanOrEqual(LARGEST_BUNDLE);
  });

  test('starts, with the environment that the template gives it, and exports the handler', () => {
    const stack = new Synthesized(read('ScimOnAws.template.json'));
    const variables: Record<string, unknown> = stack.one('AWS::Lambda::Function', idPrefix).properties
      .Environment.Variables;
    const env = Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, String(value)]));
    const program = `console.log(typeof (await import('${folderOf(idPrefix)}/index.mjs')).handler)`;
    const output = execFileSync(process.execPath, ['--input-type=module', '--eval', program], {
      env: { ...env, AWS_REGION: 'us-east-1' },
      encoding: 'utf8',
    });
    expect(output.trim()).toBe('function');
  });
});
