import { LambdaClient } from '@aws-sdk/client-lambda';
import { type AdminClient, adminClient, maintenanceClient } from '../../admin/client.ts';
import { JsonReader } from '../../json.ts';
import type { Account } from '../account.ts';
import type { Exercise } from './exercise.ts';

const TENANT = 'limited';

/** The keys that the admin function makes, moves to another tier and removes, with the rights that it has. */
export const rateLimits: Exercise = {
  title: 'Usage plans, and the API keys of a tenant',
  run: async ({ account, stackName }, note) => {
    const lambda = new LambdaClient(account.client);
    try {
      const admin = adminClient(lambda, `${stackName}-admin`);
      const keys = () => keysOf(account, stackName);
      await admin.invoke('tenants.create', { name: 'Limited', id: TENANT });
      expectKeys(await keys(), ['standard']);
      await admin.invoke('tenants.set', { tenant: TENANT, tier: 'limited' });
      await admin.invoke('tenants.set', { tenant: TENANT, tier: 'limited' });
      expectKeys(await keys(), ['limited', 'standard']);
      await remove(account, admin, lambda, stackName);
      expectKeys(await keys(), []);
      note('made with the tenant, in the plan of its tier, and removed with it');
    } finally {
      lambda.destroy();
    }
  },
};

/** Deletes the tenant as if nobody had been able to write to it for long. */
const remove = async (
  account: Account,
  admin: AdminClient,
  lambda: LambdaClient,
  stackName: string,
): Promise<void> => {
  const { waitSeconds } = await admin.invoke('tenants.delete', { tenant: TENANT });
  if (waitSeconds === 0) throw new Error('nobody would have waited for its last requests');
  await longAgo(account, stackName);
  await admin.invoke('tenants.purge', { tenant: TENANT });
  const { state } = await maintenanceClient(lambda, `${stackName}-maintenance`).step('purge', {
    tenant: TENANT,
  });
  if (state !== undefined) throw new Error('an empty directory took more than a step');
  const { isGone } = await admin.invoke('tenants.forget', { tenant: TENANT });
  if (!isGone) throw new Error('the tenant is still there');
};

const longAgo = async (account: Account, stackName: string): Promise<void> => {
  const name = `${stackName}-admin`;
  const configuration = new JsonReader(
    await account.aws('lambda', 'get-function-configuration', '--function-name', name),
    name,
  );
  const table = configuration.object('Environment').object('Variables').string('TABLE_NAME');
  for (const [pk, sk] of [
    [`T#${TENANT}`, 'settings'],
    ['tenants', TENANT],
  ])
    await account.aws(
      'dynamodb',
      'update-item',
      '--table-name',
      table,
      '--key',
      JSON.stringify({ pk: { S: pk }, sk: { S: sk } }),
      '--update-expression',
      'SET deletingSince = :at',
      '--expression-attribute-values',
      JSON.stringify({ ':at': { S: '2026-01-01T00:00:00.000Z' } }),
    );
};

/** The tiers in whose usage plan the tenant has a key; the emulator lists there what is deleted, too. */
const keysOf = async (account: Account, stackName: string): Promise<readonly string[]> => {
  const known = new JsonReader(await account.aws('apigateway', 'get-api-keys'), 'the keys');
  const there = new Set(known.list('items').map((key) => new JsonReader(key, 'a key').string('id')));
  const plans = new JsonReader(await account.aws('apigateway', 'get-usage-plans'), 'the plans').list('items');
  const tiers: string[] = [];
  for (const one of plans) {
    const plan = new JsonReader(one, 'a plan');
    const answer = await account.aws(
      'apigateway',
      'get-usage-plan-keys',
      '--usage-plan-id',
      plan.string('id'),
    );
    const keys = new JsonReader(answer, 'its keys').list('items').map((key) => new JsonReader(key, 'a key'));
    if (keys.some((key) => there.has(key.string('id')) && key.string('name').includes(`-${TENANT}-`)))
      tiers.push(plan.string('name').replace(`${stackName} `, ''));
  }
  return tiers.toSorted();
};

const expectKeys = (tiers: readonly string[], expected: readonly string[]): void => {
  if (tiers.join() !== expected.join())
    throw new Error(
      `it has keys of ${tiers.join(', ') || 'no tier'}, not of ${expected.join(', ') || 'none'}`,
    );
};
