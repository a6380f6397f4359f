/** One rehearsal: the life of a deployment from `cdk bootstrap` to what is left of it. */
import { join } from 'node:path';
import { exchange } from '../replay/client.ts';
import { type Account, ENVIRONMENT, emulatedAccount } from './account.ts';
import { CommandError } from './child.ts';
import { startEdge } from './edge.ts';
import { startEmulator } from './emulator.ts';
import { EXERCISES } from './exercises/index.ts';
import type { Journal } from './journal.ts';
import { reach } from './service.ts';
import {
  deploy,
  destroy,
  lookedFor,
  outputsOf,
  present,
  type Release,
  type Resource,
  release,
  resourcesOf,
  retainedBy,
} from './stack.ts';
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
  const { journal, folder, signal, atEnd } = options;
  const { step } = journal;

  const tools = await step('Emulator', async (note) => {
    const installation = await installTools(signal);
    note(`${installation.emulator} ${installation.installed ? 'installed' : 'is there'}`);
    return installation;
  });
  const emulator = await step('Start it', () => startEmulator(tools, folder, signal));
  atEnd(emulator.stop);
  // Over TLS, as far as the emulator is told: the bucket of the CDK refuses anything else.
  const control = await startEdge({ target: emulator.url, protocol: 'https' });
  atEnd(control.stop);
  const account = emulatedAccount({ endpoint: control.url, bin: tools.bin, folder, signal });
  const synthesize = (name: string, context: Readonly<Record<string, string>> = {}) =>
    release(join(folder, name), context, signal);

  await step('cdk bootstrap', () => account.cdk('bootstrap', ENVIRONMENT, '--app', ''));
  const first = await step('Synthesize', () => synthesize('first'));
  const made = await step('cdk deploy', async (note) => {
    await deploy(account, first);
    const resources = await resourcesOf(account, first);
    note(`${resources.length} resources`);
    return resources;
  });

  const service = await reach(account, emulator.url, first.stackName, await outputsOf(first));
  atEnd(service.edge.stop);
  const tenant = await step('npm run admin: a tenant and its token', () => service.openTenant());
  for (const { title, run } of EXERCISES) await journal.check(title, (note) => run(service, note));

  await step('Synthesize and cdk deploy again', async (note) => {
    const said = await deploy(account, await synthesize('again'));
    if (!said.includes('(no changes)')) throw new Error(`something has changed:\n${said}`);
    note('no changes');
  });
  await step('cdk deploy with another setting', async (note) => {
    await deploy(account, await synthesize('changed', { 'scim:memoryMb': '512' }));
    const { status } = await exchange(tenant, 'GET', '/Users');
    if (status !== 200) throw new Error(`the token from before is answered with ${status}`);
    note('the token from before is good');
  });
  await step('cdk destroy', async (note) => {
    await refused(destroy(account, first), 'TerminationProtection');
    note('refused at first');
    await allowTermination(account, first);
    await destroy(account, first);
    note(`left behind: ${tally(await leftBehind(account, first, made, retainedBy(first)))}`);
  });
  await step('The table that was left', async (note) => {
    const table = made.find(({ type }) => type === 'AWS::DynamoDB::Table');
    const deletion = account.aws('dynamodb', 'delete-table', '--table-name', table?.physicalId ?? '');
    await refused(deletion, 'protect');
    note('cannot be deleted by accident');
  });
  await step('A trial, taken away with its data', async (note) => {
    const name = { 'scim:stackName': `${first.stackName.slice(0, 40)}-trial` };
    const kept = await synthesize('trial', name);
    await deploy(account, kept);
    const resources = await resourcesOf(account, kept);
    const given = await synthesize('trial-given-up', { ...name, 'scim:retainData': 'false' });
    await deploy(account, given);
    await destroy(account, given);
    note(`left behind: ${tally(await leftBehind(account, given, resources, retainedBy(given)))}`);
  });
};

const allowTermination = (account: Account, { stackName }: Release) =>
  account.aws(
    'cloudformation',
    'update-termination-protection',
    '--stack-name',
    stackName,
    '--no-enable-termination-protection',
  );

/** @throws Error when it is done, or fails for another reason than the one that its output names. */
const refused = async (work: Promise<unknown>, reason: string): Promise<void> => {
  const error = await work.then(
    () => new Error('it was not refused'),
    (failure: unknown) => failure,
  );
  if (!(error instanceof CommandError) || !error.output.includes(reason)) throw error;
};

/** @throws Error when anything else is there than what was to be left. */
const leftBehind = async (
  account: Account,
  { resources: declared }: Release,
  resources: readonly Resource[],
  retained: ReadonlySet<string>,
): Promise<readonly Resource[]> => {
  const left = await present(account, resources);
  const names = (list: readonly Resource[]) => list.map(({ logicalId }) => logicalId).toSorted();
  const expected = names(lookedFor(resources).filter(({ logicalId }) => retained.has(logicalId)));
  if (String(names(left)) !== String(expected)) {
    throw new Error(`left behind: ${names(left).join(', ')}; not ${expected.join(', ')}`);
  }
  return left.filter(({ logicalId }) => declared.has(logicalId));
};

/** `1 DynamoDB Table, 6 Logs LogGroup` */
const tally = (resources: readonly Resource[]): string => {
  const counts = Map.groupBy(resources, ({ type }) => type.replace('AWS::', '').replace('::', ' '));
  return [...counts].map(([type, each]) => `${each.length} ${type}`).join(', ');
};
