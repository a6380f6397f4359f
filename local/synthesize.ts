/** Runs a CDK app as `cdk synth` does, without the command line around it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { assemblyCache } from './assembly-cache.ts';
import { JsonReader, parseJson } from './json.ts';
import type { Assembly } from './template/deployment.ts';

const PROJECT = join(import.meta.dirname, '..');
const SERVICE_APP = join(PROJECT, 'bin', 'scim.ts');

export interface SynthesisOptions {
  /** Entry file of the app: that of the service when absent. */
  readonly app?: string;
  /** Settings that come before those of `cdk.json`. */
  readonly context?: Readonly<Record<string, string>>;
  /** Ends the run. */
  readonly signal?: AbortSignal | undefined;
}

/** The service as its settings have it; of the last time, where nothing has changed since. */
export const synthesizeService = async (
  folder: string,
  { context = {}, signal }: Omit<SynthesisOptions, 'app'> = {},
): Promise<Assembly> => {
  const cache = await assemblyCache(PROJECT, context);
  if (await cache.restore(folder)) return readAssembly(folder);
  const assembly = await synthesize(folder, { context, signal });
  // Where nothing can be kept, the next time takes as long.
  await cache.keep(folder).catch(() => {});
  return assembly;
};

/**
 * @param folder where the assembly goes: template and bundled functions.
 * @throws Error with what the app wrote, when it fails; a wrong setting says there what to write instead.
 */
export const synthesize = async (
  folder: string,
  { app = SERVICE_APP, context = {}, signal }: SynthesisOptions = {},
): Promise<Assembly> => {
  const child = spawn(process.execPath, [app], {
    cwd: PROJECT,
    signal,
    env: {
      ...process.env,
      CDK_OUTDIR: folder,
      CDK_CONTEXT_JSON: JSON.stringify(context),
      // CloudFormation's rules take longer than all else; `npm run synth` holds the template to them.
      CDK_VALIDATION: 'false',
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const [complaints, [status]] = await Promise.all([text(child.stderr), once(child, 'close')]);
  if (status !== 0) throw new Error(`the CDK app could not be synthesized:\n${complaints}`);
  return readAssembly(folder);
};

/** Reads the assembly of an app with one stack. */
const readAssembly = async (folder: string): Promise<Assembly> => {
  const json = async (file: string) => parseJson(await readFile(join(folder, file), 'utf8'));
  const artifacts = new JsonReader(await json('manifest.json'), 'manifest.json').object('artifacts');
  const ofType = (type: string) =>
    artifacts.names().filter((name) => artifacts.object(name).string('type') === type);
  const [stack, ...otherStacks] = ofType('aws:cloudformation:stack');
  const [assets] = ofType('cdk:asset-manifest');
  if (stack === undefined || assets === undefined || otherStacks.length > 0) {
    throw new Error('the CDK app has not one stack');
  }
  const properties = (artifact: string) => artifacts.object(artifact).object('properties');
  return {
    stackName: properties(stack).optionalString('stackName') ?? stack,
    template: await json(properties(stack).string('templateFile')),
    assets: await json(properties(assets).string('file')),
    folder,
  };
};
