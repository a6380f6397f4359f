import { type DynamoDBDocumentClient, GetCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, test } from '@jest/globals';
import { growthPicture } from '../../bench/growth/picture.ts';
import { inTurns } from '../../bench/in-turns.ts';
import { markdownTable } from '../../bench/markdown.ts';
import { recorderOf, redirected } from '../../bench/overhead/replay.ts';
import { isMet, targetLine } from '../../bench/part.ts';
import { median, quantile } from '../../bench/statistics.ts';

describe('a quantile', () => {
  test('is the least value that so large a part does not exceed', () => {
    const values = [5, 1, 4, 2, 3];
    expect([0, 0.2, 0.5, 0.99, 1].map((part) => quantile(values, part))).toEqual([1, 1, 3, 5, 5]);
    expect(median([1, 2, 3, 4])).toBe(2);
  });

  test('of nothing is no number', () => {
    expect(quantile([], 0.5)).toBeNaN();
  });
});

describe('subjects that are measured in turns', () => {
  const UNHURRIED = { rounds: 4, within: 60_000 };

  test('begin in turns, and what they prepare is not measured', async () => {
    const order: string[] = [];
    const subject = (name: string) => async () => {
      order.push(`${name}?`);
      return async () => order.push(name);
    };
    await inTurns([subject('a'), subject('b')], { ...UNHURRIED, rounds: 2 });
    expect(order).toEqual(['a?', 'a', 'b?', 'b', 'b?', 'b', 'a?', 'a']);
  });

  test('have a sample for each round, or a failure', async () => {
    let turn = 0;
    const moody = async () => async () => {
      turn += 1;
      if (turn % 2 === 0) throw new Error('not now');
    };
    const [calm, torn] = await inTurns([async () => async () => {}, moody], UNHURRIED);
    expect([calm?.times.length, calm?.failures]).toEqual([4, 0]);
    expect([torn?.times.length, torn?.failures]).toEqual([2, 2]);
  });

  test('have one round at least, however little time there is', async () => {
    const [one] = await inTurns([async () => async () => {}], { rounds: 9, within: 0 });
    expect(one?.times).toHaveLength(1);
  });
});

test('a target is met up to what it allows', () => {
  const target = { what: 'growth', atMost: 1.25, unit: 'times' };
  expect([1.25, 1.26, Number.NaN].map((measured) => isMet({ ...target, measured }))).toEqual([
    true,
    false,
    false,
  ]);
  expect(targetLine({ ...target, measured: 1.251 })).toBe('- **missed**: growth: 1.25 times, at most 1.25');
});

test('a table has its figures to the right', () => {
  expect(markdownTable(['what', 'ms'], [['a', '1.5']])).toBe('| what | ms |\n|---|--:|\n| a | 1.5 |');
});

describe('what a client was asked', () => {
  const get = (name: string) => new GetCommand({ TableName: 'Here', Key: { pk: name } });
  const answering = { send: async () => ({}) } as unknown as DynamoDBDocumentClient;

  test('is kept by round trips', async () => {
    const { client, take } = recorderOf(answering);
    await Promise.all([client.send(get('a')), client.send(get('b'))]);
    await client.send(get('c'));
    expect(take().map((commands) => commands.length)).toEqual([2, 1]);
    expect(take()).toEqual([]);
  });

  test('can be asked of another table, a transaction under no token', async () => {
    const { client, take } = recorderOf(answering);
    const put = { Put: { TableName: 'Here', Item: { pk: 'Here' } } };
    await client.send(get('a'));
    await client.send(new TransactWriteCommand({ TransactItems: [put], ClientRequestToken: 't' }));
    const commands = redirected(take(), 'Here', 'There').flat();
    expect(commands.map(({ input }) => input)).toEqual([
      { TableName: 'There', Key: { pk: 'a' } },
      { TransactItems: [{ Put: { TableName: 'There', Item: { pk: 'There' } } }] },
    ]);
  });
});

test('the picture has a curve for each operation, named with its growth, also where one has failed', () => {
  const curve = (...p50: (number | null)[]) => ({ atMost: 2, p50, samples: [9, 9], failures: [0, 0] });
  const none = { sizes: [1, 2], operations: {} };
  const users = { sizes: [1_000, 200_000], operations: { get: curve(2, 3), walk: curve(2, null) } };
  const svg = growthPicture({ users, members: none });
  expect(svg).toContain('>get, 1.50×<');
  expect(svg).toContain('>walk, failed<');
  expect(svg.match(/class="curve"/g)).toHaveLength(2);
});
