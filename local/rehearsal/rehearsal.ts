/** One rehearsal: the life of a deployment, from `cdk bootstrap` to what is left of it. */
import { join } from 'node:path';
import type { Target } from '../replay/client.ts';
import { ENVIRONMENT, emulatedAccount } from './account.ts';
import { startEdge } from './edge.ts';
import { startEmulator } from './emulator.ts';
import { EXERCISES } from './exercises/index.ts';
import type { Journal } from './journal.ts';
import { changed, destroyed, givenUp, type Scene, unchanged } from './later.ts';
import { reach } from './service.ts';
import { deploy, outputsOf, release, resourcesOf } from './stack.ts';
import { installTools } from './tools.ts';

export interface RehearsalOptions {
  readonly journal: Journal;
  /** An empty folder. */
  readonly folder: string;
  readonly signal: AbortSignal;
  /** Is given what ends each thing that was started. */
  readonly atEnd: (end: () => Promise<void>) => void;
}

/** @throws whatever keeps it from going on; the journal has told of it. */
export const rehearse = async (options: RehearsalOptions): Promise<void> => {
  const { journal, signal, atEnd } = options;
  const { scene, emulator } = await setUp(options);
  const { account, synthesize } = scene;

  const first = await journal.step('Synthesize', () => synthesize('first'));
  const made = await journal.step('cdk deploy', async (note) => {
    await deploy(account, first);
    const resources = await resourcesOf(account, first);
    note(`${resources.length} resources`);
    return resources;
  });

  const service = await reach(account, emulator, first.stackName, signal, await outputsOf(first));
  atEnd(service.close);
  const tenant: Target = await journal.step('npm run admin', async (note) => {
    const onboarded = await service.onboard();
    note('a tenant and its token');
    return onboarded;
  });
  for (const { title, run } of EXERCISES) await journal.check(title, (note) => run(service, note));

  await journal.step('cdk deploy again', (note) => unchanged(scene, note));
  await journal.step('cdk deploy, with a setting changed', (note) => changed(scene, tenant, note));
  await journal.step('cdk destroy', (note) => destroyed(scene, first, made, note));
  await journal.step('A trial without scim:retainData', (note) => givenUp(scene, first.stackName, note));
};

const setUp = async ({ journal, folder, signal, atEnd }: RehearsalOptions) => {
  const { bin } = await journal.step('Emulator', async (note) => {
    const tools = await installTools(signal);
    note(`${tools.emulator} ${tools.installed ? 'installed' : 'was there'}`);
    return tools;
  });
  const emulator = await journal.step('Start', () => startEmulator(bin, folder, signal));
  atEnd(emulator.stop);
  // As if over TLS: the bucket that the CDK makes for its assets refuses anything else.
  const control = await startEdge({ target: emulator.url, protocol: 'https' });
  atEnd(control.stop);
  const account = emulatedAccount({ endpoint: control.url, bin, folder, signal });
  const scene: Scene = {
    account,
    synthesize: (name, context = {}) => release(join(folder, name), context, signal),
  };
  await journal.step('cdk bootstrap', () => account.cdk('bootstrap', ENVIRONMENT, '--app', ''));
  return { scene, emulator: emulator.url };
};
