/** What happens to a deployment in the course of time. */
import { exchange, type Target } from '../replay/client.ts';
import type { Account } from './account.ts';
import { CommandError } from './child.ts';
import type { Note } from './journal.ts';
import { leftBehind, tally } from './left-behind.ts';
import { deploy, destroy, diff, type Release, type Resource, resourcesOf } from './stack.ts';

const TABLE = 'AWS::DynamoDB::Table';
/** What a deployment must never take away by itself. */
const KEPT = [TABLE, 'AWS::SecretsManager::Secret', 'AWS::Logs::LogGroup'];

/** Where a deployment is made, and what from. */
export interface Scene {
  readonly account: Account;
  /** @param name of a new folder for it @param context settings that come before those of `cdk.json` */
  readonly synthesize: (name: string, context?: Readonly<Record<string, string>>) => Promise<Release>;
}

/** The same sources make the same template and the same bundles. */
export const unchanged = async ({ account, synthesize }: Scene, note: Note): Promise<void> => {
  const again = await synthesize('again');
  await diff(account, again);
  const said = await deploy(account, again);
  if (!said.includes('(no changes)')) throw new Error(`something has changed:\n${said}`);
  note('synthesized again');
  note('no difference, no changes');
};

/** Tokens, and with them table and secret, outlive a change. */
export const changed = async ({ account, synthesize }: Scene, tenant: Target, note: Note): Promise<void> => {
  const said = await deploy(account, await synthesize('changed', { 'scim:memoryMb': '512' }));
  if (said.includes('(no changes)')) throw new Error('nothing has changed');
  const { status } = await exchange(tenant, 'GET', '/Users');
  if (status !== 200) throw new Error(`the token from before is answered with ${status}`);
  note('the token from before is good');
};

/** As docs/deploy.md has it: the stack is protected, and then goes without its data. */
export const destroyed = async (
  { account }: Scene,
  stack: Release,
  made: readonly Resource[],
  note: Note,
): Promise<void> => {
  await refusal(destroy(account, stack), 'TerminationProtection');
  note('refused while protected');
  const { stackName } = stack;
  const unprotect = ['cloudformation', 'update-termination-protection', '--stack-name', stackName];
  await account.aws(...unprotect, '--no-enable-termination-protection');
  await destroy(account, stack);
  const left = await leftBehind(account, stack, made);
  const lost = made.filter((resource) => KEPT.includes(resource.type) && !left.includes(resource));
  if (lost.length > 0) throw new Error(`lost: ${tally(lost)}`);
  note(`left behind: ${tally(left)}`);

  for (const { physicalId } of left.filter(({ type }) => type === TABLE)) {
    const deletion = account.aws('dynamodb', 'delete-table', '--table-name', physicalId);
    await refusal(deletion, 'protected against deletion');
  }
  note('the table cannot be deleted by accident');
};

/** As docs/deploy.md has it: deployed once more with `scim:retainData` set to `false`, a stack goes altogether. */
export const givenUp = async ({ account, synthesize }: Scene, beside: string, note: Note): Promise<void> => {
  const name = { 'scim:stackName': `${beside.slice(0, 40)}-trial` };
  const kept = await synthesize('trial', name);
  await deploy(account, kept);
  const made = await resourcesOf(account, kept);
  const last = await synthesize('trial-given-up', { ...name, 'scim:retainData': 'false' });
  await deploy(account, last);
  await destroy(account, last);
  note(`left behind: ${tally(await leftBehind(account, last, made))}`);
};

/** @throws Error when the command succeeds, or fails for another reason than the one that its output names. */
const refusal = async (command: Promise<unknown>, reason: string): Promise<void> => {
  const outcome: unknown = await command.then(
    () => new Error('it was not refused'),
    (error: unknown) => error,
  );
  if (!(outcome instanceof CommandError && outcome.output.includes(reason))) throw outcome;
};
