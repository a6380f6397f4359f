/**
 * A hundred changes a second of one member each on one group, while DynamoDB's conflicts are modelled: `node
 * bench/contention.ts [seconds]`. Times are of the embedded engine on this machine; calls and capacity units are what
 * DynamoDB would see.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { dynamoDirectory } from '../lambda/store/dynamo/directory.ts';
import { startDatabase } from '../local/database.ts';
import { clientOf } from '../test/harness/client.ts';
import { startConflictProxy } from '../test/harness/conflict-proxy.ts';
import { TABLE } from '../test/harness/table.ts';
import { add, call, group, manyUsers, remove } from '../test/store/examples.ts';

export interface ContentionOptions {
  readonly seconds?: number;
  readonly perSecond?: number;
  /** How long a transaction holds its items, milliseconds. */
  readonly holdMs?: number;
}

export interface ContentionFigures {
  readonly changes: number;
  /** Changes that ended with an error, which a client would see as a 503 at best. */
  readonly failures: number;
  /** Whether the group has exactly the members that it is to have in the end. */
  readonly complete: boolean;
  /** From a change's call to its end, milliseconds. */
  readonly p50: number;
  readonly p99: number;
  readonly slowest: number;
  /** Attempts that met another's transaction, and were made again. */
  readonly conflicts: number;
  readonly capacityUnits: number;
}

const TENANT = 'bench';

/** Within what a request would have, milliseconds. */
const PATIENCE = 26_500;

/** Adds users to one group at a steady rate, and removes each of them again half-way to the end. */
export const measureContention = async ({
  seconds = 30,
  perSecond = 100,
  holdMs = 8,
}: ContentionOptions = {}): Promise<ContentionFigures> => {
  await using stack = new AsyncDisposableStack();
  const database = await startDatabase({ table: TABLE });
  stack.defer(() => database.stop());
  const proxy = await startConflictProxy({ target: database.endpoint, holdMs });
  stack.defer(() => proxy.stop());
  const client = clientOf(proxy.endpoint);
  stack.defer(async () => client.destroy());
  const directory = dynamoDirectory({ client, table: TABLE.TableName });

  const changes = seconds * perSecond;
  const users = await manyUsers(directory, TENANT, Math.ceil(changes / 2));
  const { id } = await directory.create(TENANT, 'Group', group('All'), [], call());
  proxy.reset();

  const times: number[] = [];
  let failures = 0;
  const change = async (index: number): Promise<void> => {
    const member = users.slice(index % users.length, (index % users.length) + 1);
    const difference = index < users.length ? add(...member) : remove(...member);
    const start = performance.now();
    await directory.changeMembers(TENANT, id, difference, call(PATIENCE)).catch(() => {
      failures += 1;
    });
    times.push(performance.now() - start);
  };

  const begun: Promise<void>[] = [];
  const start = performance.now();
  for (let index = 0; index < changes; index += 1) {
    await sleep(Math.max(0, start + (index * 1_000) / perSecond - performance.now()));
    begun.push(change(index));
  }
  await Promise.all(begun);

  const capacityUnits = proxy.capacity();
  const conflicts = proxy.calls().length - changes;
  const left = await directory.readGroup(TENANT, id, call());
  times.sort((a, b) => a - b);
  const at = (quantile: number) => Math.round(times[Math.ceil(quantile * times.length) - 1] ?? 0);
  return {
    changes,
    failures,
    complete: left?.members.length === 2 * users.length - changes,
    p50: at(0.5),
    p99: at(0.99),
    slowest: at(1),
    conflicts,
    capacityUnits,
  };
};

if (import.meta.main) {
  const [seconds = '30'] = process.argv.slice(2);
  console.log(await measureContention({ seconds: Number(seconds) }));
}
