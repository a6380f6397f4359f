import { setTimeout as sleep } from 'node:timers/promises';
import type { MembershipChange } from '../../lambda/scim/resource.ts';
import { dynamoDirectory } from '../../lambda/store/dynamo/directory.ts';
import { startDatabase } from '../../local/database.ts';
import { clientOf } from '../../test/harness/client.ts';
import { type ConflictProxy, startConflictProxy } from '../../test/harness/conflict-proxy.ts';
import { TABLE } from '../../test/harness/table.ts';
import { add, call, group, manyUsers, remove } from '../../test/store/examples.ts';
import { markdownTable } from '../markdown.ts';
import type { Part } from '../part.ts';
import { quantile, rounded } from '../statistics.ts';

interface Contention {
  readonly rows: readonly Row[];
  /** Of the members that were added a second, those that the group has not in the end. */
  readonly lost: number;
}

interface Row {
  readonly what: string;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  readonly failures: number;
  /** What DynamoDB was asked, retries included. */
  readonly calls: number;
  readonly units: number;
}

/** How long a transaction holds its items. */
const HOLD_MS = 8;
const TENANT = 'bench';
/** For what is not steady. */
const OTHERS = 1_000;
const A_SECOND = 100;
const SECONDS = { full: 30, quick: 1 } as const;

export const contentionPart: Part<Contention> = {
  name: 'contention',
  about: `changes of one group side by side, with DynamoDB’s conflicts modelled: a transaction holds its items for ${HOLD_MS} ms`,
  measure: async (size, say) => {
    await using undo = new AsyncDisposableStack();
    const steady = A_SECOND * SECONDS[size];
    const database = await startDatabase({ table: TABLE });
    undo.defer(database.stop);
    const proxy = await startConflictProxy({ target: database.endpoint, holdMs: HOLD_MS });
    undo.defer(() => proxy.stop());
    const client = clientOf(proxy.endpoint);
    undo.defer(async () => client.destroy());
    const directory = dynamoDirectory({ client, table: TABLE.TableName });
    say(`creating ${steady + OTHERS} users`);
    const users = await manyUsers(directory, TENANT, steady + OTHERS);

    const newGroup = async (name: string) => {
      const { id } = await directory.create(TENANT, 'Group', group(name), [], call());
      const change: Change = (difference) => directory.changeMembers(TENANT, id, difference, call());
      return { id, change };
    };
    const [all, busy] = [await newGroup('All'), await newGroup('Busy')];
    const adding = users.slice(-steady);
    const fifty = users.slice(0, 50);
    const rows: Row[] = [];
    const measure = async (what: string, work: () => Promise<readonly Outcome[]>): Promise<void> => {
      say(what);
      proxy.reset();
      rows.push(rowOf(what, await work(), proxy));
    };
    const together = (changes: readonly MembershipChange[]) => () =>
      Promise.all(changes.map((change) => timed(() => all.change(change))));

    await measure('one member added, alone', together([add(...users.slice(50, 51))]));
    await measure('50 members added by 50 changes', together(fifty.map((one) => add(one))));
    await measure('50 members removed by 50 changes', together(fifty.map((one) => remove(one))));
    await measure(`${A_SECOND} members added a second, for ${SECONDS[size]} s`, () =>
      Promise.all(adding.map((one, index) => later(index, () => busy.change(add(one))))),
    );
    await measure('1,000 members added by one change', together([add(...users.slice(0, 1_000))]));
    await measure('700 members removed by one change', together([remove(...users.slice(300, 1_000))]));
    const found = await directory.readGroup(TENANT, busy.id, call());
    const members = new Set(found?.members.map(({ id }) => id));
    return { rows, lost: adding.filter(({ id }) => !members.has(id)).length };
  },
  report: ({ rows }) =>
    markdownTable(
      ['what', 'p50 ms', 'p99 ms', 'failures', 'calls', 'units'],
      rows.map(({ what, p50, p99, failures, calls, units }) => [
        what,
        p50.toFixed(0),
        p99.toFixed(0),
        String(failures),
        calls.toLocaleString('en'),
        units.toLocaleString('en'),
      ]),
    ),
  targets: ({ rows, lost }) => [
    {
      what: 'changes that failed',
      measured: rows.reduce((sum, { failures }) => sum + failures, 0),
      atMost: 0,
      unit: 'changes',
    },
    { what: 'members that were lost', measured: lost, atMost: 0, unit: 'members' },
  ],
};

type Change = (difference: MembershipChange) => Promise<void>;

interface Outcome {
  readonly milliseconds: number;
  readonly failed: boolean;
}

const timed = async (work: () => Promise<unknown>): Promise<Outcome> => {
  const start = performance.now();
  const failed = await work().then(
    () => false,
    () => true,
  );
  return { milliseconds: performance.now() - start, failed };
};

const later = async (index: number, work: () => Promise<unknown>): Promise<Outcome> => {
  await sleep((index * 1_000) / A_SECOND);
  return timed(work);
};

const rowOf = (what: string, outcomes: readonly Outcome[], proxy: ConflictProxy): Row => {
  const times = outcomes.map(({ milliseconds }) => milliseconds);
  return {
    what,
    p50: rounded(quantile(times, 0.5), 1),
    p99: rounded(quantile(times, 0.99), 1),
    failures: outcomes.filter(({ failed }) => failed).length,
    calls: proxy.calls().length,
    units: proxy.capacity(),
  };
};
