/**
 * What changes of a group's membership take while DynamoDB's conflicts are modelled: `node
 * bench/parallel-members.ts`. Times are of the embedded engine on this machine; calls and capacity units are
 * what DynamoDB would see.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { MembershipChange } from '../lambda/scim/resource.ts';
import { dynamoDirectory } from '../lambda/store/dynamo/directory.ts';
import { startDatabase } from '../local/database.ts';
import { clientOf } from '../test/harness/client.ts';
import { startConflictProxy } from '../test/harness/conflict-proxy.ts';
import { TABLE } from '../test/harness/table.ts';
import { add, call, group, manyUsers, remove } from '../test/store/examples.ts';

/** How long a transaction holds its items. */
const HOLD_MS = 8;
const TENANT = 'bench';

const database = await startDatabase({ table: TABLE });
const proxy = await startConflictProxy({ target: database.endpoint, holdMs: HOLD_MS });
const client = clientOf(proxy.endpoint);
const directory = dynamoDirectory({ client, table: TABLE.TableName });

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const start = performance.now();
  await work();
  return performance.now() - start;
};

const report = (what: string, times: readonly number[]): void => {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (quantile: number) => (sorted[Math.ceil(quantile * sorted.length) - 1] ?? 0).toFixed(0);
  console.log(
    `${what}: p50 ${at(0.5)} ms, p99 ${at(0.99)} ms; ${proxy.calls().length} calls, ${proxy.capacity()} capacity units`,
  );
  proxy.reset();
};

const users = await manyUsers(directory, TENANT, 1_000);
const { id } = await directory.create(TENANT, 'Group', group('All'), [], call());
const busy = await directory.create(TENANT, 'Group', group('Busy'), [], call());
const change = (difference: MembershipChange, groupId = id) =>
  timed(() => directory.changeMembers(TENANT, groupId, difference, call()));
proxy.reset();

const fifty = users.slice(0, 50);
report('one member added, alone', [await change(add(...users.slice(50, 51)))]);
report(
  '50 members added by 50 changes side by side',
  await Promise.all(fifty.map((member) => change(add(member)))),
);
report(
  '50 members removed by 50 changes side by side',
  await Promise.all(fifty.map((member) => change(remove(member)))),
);

const steady = users.slice(500).map(async (member, index) => {
  await sleep(index * 10);
  return change(add(member), busy.id);
});
report('500 members added by 100 changes a second', await Promise.all(steady));

report('1,000 members added by one change', [await change(add(...users))]);
report('1,000 members read with their group', [await timed(() => directory.readGroup(TENANT, id, call()))]);
report('700 members removed by one change', [await change(remove(...users.slice(300)))]);
report('a group of 300 members deleted', [
  await timed(() => directory.remove(TENANT, 'Group', id, undefined, call())),
]);

client.destroy();
await proxy.stop();
await database.stop();
