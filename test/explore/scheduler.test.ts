import '../harness/one-realm.ts';
import { setTimeout as sleep } from 'node:timers/promises';
import { type DynamoDBDocumentClient, PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { clientOf, freshTable, useDatabase } from '../harness/database.ts';
import { wireError } from '../harness/wire.ts';
import type { Program, Waiting } from './scheduled-client.ts';
import { type Decide, type Fate, schedule } from './scheduler.ts';

jest.setTimeout(60_000);

const database = useDatabase();
let direct: DynamoDBDocumentClient;
let table: Awaited<ReturnType<typeof freshTable>>;
beforeEach(async () => {
  direct = clientOf(database.endpoint());
  table = await freshTable(direct);
});
afterEach(async () => {
  await table.drop();
  direct.destroy();
});

/** Puts an item of each name, one after the other. */
const puts =
  (...names: readonly string[]): Program<string> =>
  async (client) => {
    for (const pk of names) {
      await client.send(new PutCommand({ TableName: table.name, Item: { pk, sk: '-' } }));
    }
    return `put ${names.join()}`;
  };

const written = async (): Promise<readonly string[]> => {
  const { Items = [] } = await direct.send(new ScanCommand({ TableName: table.name, ConsistentRead: true }));
  return Items.map(({ pk }) => String(pk)).sort();
};

const PASS: Fate = { kind: 'pass' };

/** What ran, as client and number of call. */
const run = async (programs: Readonly<Record<string, Program<string>>>, decide: Decide) => {
  const order: string[] = [];
  const ends = await schedule(programs, decide, {
    endpoint: () => database.endpoint(),
    record: ({ client = 'network', nth }) => order.push(`${client} ${nth}`),
  });
  return { ends, order };
};

const firstOf = (waiting: readonly Waiting[]): Waiting => {
  const [first] = waiting;
  if (!first) throw new Error('somebody waits');
  return first;
};

describe('a scheduler of database calls', () => {
  test('lets one call of all clients go at a time, the one that is chosen', async () => {
    const last: Decide = (waiting) => [waiting.at(-1) ?? firstOf(waiting), PASS];
    const { ends, order } = await run({ a: puts('1', '2'), b: puts('3', '4') }, last);
    expect(order).toEqual(['b 1', 'b 2', 'a 1', 'a 2']);
    expect(ends).toEqual([
      { kind: 'done', result: 'put 1,2' },
      { kind: 'done', result: 'put 3,4' },
    ]);
  });

  test.each([
    ['before', ['1']],
    ['after', ['1', '2']],
  ] as const)('of a client that dies %s its second call, nothing goes on', async (side, items) => {
    let calls = 0;
    const { ends } = await run({ a: puts('1', '2', '3') }, (waiting) => {
      calls += 1;
      return [firstOf(waiting), calls === 2 ? { kind: `die ${side}` } : PASS];
    });
    expect(ends).toEqual([{ kind: 'died' }]);
    await sleep(50);
    expect(await written()).toEqual(items);
  });

  test('what a dying client does side by side, or tries again after a failure, is never heard of', async () => {
    const program: Program<string> = async (client) => {
      await Promise.all(['1', '2', '3'].map((name) => puts(name, `${name}-again`)(client)));
      return 'all';
    };
    const fates: readonly Fate[] = [
      { kind: 'drop' },
      { kind: 'answer', name: 'failed', answer: wireError('InternalServerError', 500) },
      { kind: 'die after' },
    ];
    let calls = 0;
    const { ends } = await run({ a: program }, (waiting) => [
      waiting.find(({ nth }) => nth === calls + 1) ?? firstOf(waiting),
      fates[calls++] ?? PASS,
    ]);
    expect(ends).toEqual([{ kind: 'died' }]);
    await sleep(300);
    expect(await written()).toEqual(['3']);
  });

  test('the others live on when one dies', async () => {
    const { ends } = await run({ a: puts('1'), b: puts('2', '3') }, (waiting) => {
      const chosen = firstOf(waiting);
      return [chosen, chosen.client === 'a' ? { kind: 'die before' } : PASS];
    });
    expect(ends).toEqual([{ kind: 'died' }, { kind: 'done', result: 'put 2,3' }]);
    expect(await written()).toEqual(['2', '3']);
  });

  test('a call whose answer is lost is made again, and one that arrives again is not answered twice', async () => {
    const fates: readonly Fate[] = [{ kind: 'lose' }, { kind: 'again' }];
    let calls = 0;
    const { ends, order } = await run({ a: puts('1') }, (waiting) => [
      firstOf(waiting),
      fates[calls++] ?? PASS,
    ]);
    expect(order).toEqual(['a 1', 'a 2', 'network 2']);
    expect(ends).toEqual([{ kind: 'done', result: 'put 1' }]);
  });
});
