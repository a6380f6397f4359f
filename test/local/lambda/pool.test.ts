import { afterEach, describe, expect, test } from '@jest/globals';
import type { FunctionDefinition, LogLine, Outcome } from '../../../local/lambda/function.ts';
import { FunctionPool } from '../../../local/lambda/pool.ts';
import { functionDefinition } from '../support/function-definition.ts';

const pools: FunctionPool[] = [];
const lines: LogLine[] = [];

const poolOf = (overrides: Partial<FunctionDefinition> = {}, size = 2): FunctionPool => {
  const definition = functionDefinition(overrides);
  const pool = new FunctionPool({
    definition,
    environment: { GREETING: 'hello' },
    size,
    log: (line) => lines.push(line),
  });
  pools.push(pool);
  return pool;
};

afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.stop()));
  lines.splice(0);
});

const invoke = (pool: FunctionPool, event: unknown): Promise<Outcome> => pool.invoke(JSON.stringify(event));

const returned = async (outcome: Promise<Outcome>): Promise<unknown> => {
  const settled = await outcome;
  if (settled.kind === 'failed') throw new Error(settled.error.errorMessage);
  return JSON.parse(settled.payload);
};

describe('an invocation', () => {
  test('returns what the handler returns, as JSON', async () => {
    expect(await returned(invoke(poolOf(), { do: 'answer', answer: { list: [1, null] } }))).toEqual({
      list: [1, null],
    });
  });

  test('returns null where the handler returns nothing', async () => {
    expect(await returned(invoke(poolOf(), { do: 'nothing' }))).toBeNull();
  });

  test('tells the handler of its function and how long it still has', async () => {
    const pool = poolOf({ timeoutMs: 5_000 });
    const context = await returned(invoke(pool, { do: 'context' }));
    expect(context).toMatchObject({
      functionName: 'Sample-Echo',
      invokedFunctionArn: 'arn:aws:lambda:us-east-1:123456789012:function:Sample-Echo',
      memoryLimitInMB: '256',
      awsRequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    const { remaining } = context as { remaining: number };
    expect(remaining).toBeLessThanOrEqual(5_000);
    expect(remaining).toBeGreaterThan(0);
  });

  test('sees exactly the environment variables of the function', async () => {
    expect(await returned(invoke(poolOf(), { do: 'environment' }))).toEqual({ GREETING: 'hello' });
  });

  test('hands its output to the log, line by line', async () => {
    const pool = poolOf();
    await invoke(pool, { do: 'log', message: 'one\ntwo' });
    await pool.stop();
    expect(lines.map(({ line }) => line)).toEqual(expect.arrayContaining(['one', 'two', 'error: one']));
  });
});

describe('an invocation that goes wrong', () => {
  test('carries type and message of what the handler throws, and logs it', async () => {
    const pool = poolOf();
    expect(await invoke(pool, { do: 'throw', message: 'no good' })).toEqual({
      kind: 'failed',
      error: { errorType: 'TypeError', errorMessage: 'no good', trace: expect.any(Array) },
    });
    await pool.stop();
    expect(lines.some(({ line }) => line.includes('Invoke Error') && line.includes('no good'))).toBe(true);
  });

  test('leaves the environment warm when the handler throws', async () => {
    const pool = poolOf({}, 1);
    await invoke(pool, { do: 'count' });
    await invoke(pool, { do: 'throw', message: 'no good' });
    expect(await returned(invoke(pool, { do: 'count' }))).toBe(2);
  });

  test.each([
    [
      'takes longer than the timeout',
      { do: 'hang' },
      'Sandbox.Timedout',
      /Task timed out after 0\.50 seconds$/,
    ],
    ['leaves the process', { do: 'exit' }, 'Runtime.ExitError', /exit status 3/],
    ['throws outside of the handler', { do: 'crash' }, 'RangeError', /outside of the handler/],
  ])(
    'fails when the function %s, and the next one gets a new environment',
    async (_, event, type, message) => {
      const pool = poolOf({ timeoutMs: 500 }, 1);
      await invoke(pool, { do: 'count' });
      expect(await invoke(pool, event)).toMatchObject({
        kind: 'failed',
        error: { errorType: type, errorMessage: expect.stringMatching(message) },
      });
      expect(await returned(invoke(pool, { do: 'count' }))).toBe(1);
    },
  );

  test.each([
    ['cannot be loaded', 'broken.handler', 'cannot be loaded'],
    ['does not exist', 'missing.handler', "Cannot find module 'missing'"],
    ['has no such export', 'echo.other', 'echo.other is undefined or not exported'],
  ])('fails each time when the code %s', async (_, handler, message) => {
    const pool = poolOf({ handler });
    for (let attempt = 0; attempt < 2; attempt += 1) {
      expect(await invoke(pool, {})).toMatchObject({ kind: 'failed', error: { errorMessage: message } });
    }
  });

  test('fails when the answer is larger than Lambda allows', async () => {
    const limit = 6 * 1024 * 1024 + 100;
    const pool = poolOf();
    // The quotes of the JSON string count.
    expect(await invoke(pool, { do: 'large', bytes: limit - 2 })).toMatchObject({ kind: 'returned' });
    expect(await invoke(pool, { do: 'large', bytes: limit - 1 })).toMatchObject({
      kind: 'failed',
      error: { errorType: 'Function.ResponseSizeTooLarge' },
    });
  });
});

describe('invocations at once', () => {
  interface Span {
    readonly began: number;
    readonly ended: number;
  }

  const sleeps = async (pool: FunctionPool, count: number): Promise<readonly Span[]> => {
    const event = { do: 'sleep', milliseconds: 100 };
    const spans = Array.from({ length: count }, () => returned(invoke(pool, event)) as Promise<Span>);
    return Promise.all(spans);
  };

  const mostAtOnce = (spans: readonly Span[]): number =>
    Math.max(
      ...spans.map(({ began }) => spans.filter((one) => one.began <= began && began < one.ended).length),
    );

  test('never share an environment', async () => {
    expect(mostAtOnce(await sleeps(poolOf({}, 1), 3))).toBe(1);
  });

  test('wait for an environment once as many run as there may be, and all are served', async () => {
    const spans = await sleeps(poolOf({}, 2), 6);
    expect(spans).toHaveLength(6);
    expect(mostAtOnce(spans)).toBeLessThanOrEqual(2);
  });

  test('are refused when the pool stops before they begin', async () => {
    const pool = poolOf({}, 1);
    const running = invoke(pool, { do: 'hang' });
    const waiting = expect(invoke(pool, { do: 'count' })).rejects.toThrow('stopping');
    await pool.stop();
    await waiting;
    expect(await running).toMatchObject({ kind: 'failed' });
    await expect(invoke(pool, { do: 'count' })).rejects.toThrow('stopping');
  });
});
