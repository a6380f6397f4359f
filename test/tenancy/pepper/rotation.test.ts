import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type PepperSecret, pepperSecret } from '../../../lambda/tenancy/pepper/rotation.ts';
import type { Table } from '../../../lambda/tenancy/table.ts';
import { clientOf, freshTable, useConflictProxy, useDatabase } from '../../harness/database.ts';
import { heldText, NOW, PEPPER } from '../support.ts';

const BY = { tokenId: 'admin', requestId: 'request-1' };

const database = useDatabase();
const proxy = useConflictProxy(database);
let table: Table;
let now: number;
let text: ReturnType<typeof heldText>;
let secret: PepperSecret;

beforeAll(() => {
  table = { client: clientOf(proxy().endpoint), name: '' };
});
afterAll(() => table.client.destroy());
beforeEach(async () => {
  table = { ...table, name: (await freshTable(table.client)).name };
  now = NOW;
  text = heldText();
  secret = pepperSecret(table, text, () => now);
});

const held = async (): Promise<Readonly<Record<string, string>>> => JSON.parse(await text.fetch());

describe('a rotation', () => {
  test('adds a pepper of 64 random characters, makes it the current one, and keeps the others', async () => {
    expect(await secret.rotate(BY)).toBe('v2');
    expect(await secret.rotate(BY)).toBe('v3');
    const { v2, v3, ...rest } = await held();
    expect(rest).toEqual({ current: 'v3', v1: PEPPER.key });
    for (const key of [v2, v3]) expect(key).toMatch(/^[0-9A-Za-z]{64}$/);
    expect(v2).not.toBe(v3);
  });

  test('is told with its date, without a key', async () => {
    expect(await secret.read()).toEqual({ current: 'v1', versions: ['v1'], since: undefined });
    await secret.rotate(BY);
    const since = '2026-11-24T12:00:00.000Z';
    expect(await secret.read()).toEqual({ current: 'v2', versions: ['v1', 'v2'], since });
  });

  test('counts on from the highest version, whatever else an operator has called one', async () => {
    await text.replace(JSON.stringify({ current: 'summer', v7: 'a', v10: 'b', summer: 'c' }));
    expect(await secret.rotate(BY)).toBe('v11');
    expect(await held()).toMatchObject({ current: 'v11', v7: 'a', v10: 'b', summer: 'c' });
  });

  test('of the secret that cannot be read changes nothing, and lets the next one in', async () => {
    await text.replace('not JSON');
    await expect(secret.rotate(BY)).rejects.toThrow('not JSON');
    expect(await text.fetch()).toBe('not JSON');
    await text.replace(await heldText().fetch());
    expect(await secret.rotate(BY)).toBe('v2');
  });
});

describe('a rotation that goes wrong', () => {
  test('has its date noted before it is made, so that nothing is removed too early', async () => {
    const replace = () => Promise.reject(new Error('killed'));
    const killed = pepperSecret(table, { ...text, replace }, () => now);
    await expect(killed.rotate(BY)).rejects.toThrow('killed');
    expect(await secret.read()).toMatchObject({ current: 'v1', since: '2026-11-24T12:00:00.000Z' });
  });

  const failing = { status: 400, body: { __type: 'com.amazonaws.dynamodb.v20120810#ValidationException' } };

  test('only where it gives its lease back has succeeded, or failed for the reason that it had', async () => {
    proxy().injectFaults(({ operation }) =>
      operation === 'DeleteItem' ? { kind: 'answer', answer: failing } : undefined,
    );
    expect(await secret.rotate(BY)).toBe('v2');
    now += 360_001;
    await text.replace('not JSON');
    await expect(secret.rotate(BY)).rejects.toThrow('not JSON');
  });

  test('where the answer to its lease is lost is made all the same', async () => {
    proxy().reset();
    proxy().injectFaults(() => (proxy().calls().length === 1 ? { kind: 'lose' } : undefined));
    expect(await secret.rotate(BY)).toBe('v2');
  });
});

describe('two changes side by side', () => {
  /** A rotation that is held up where it replaces the text. */
  const heldUp = () => {
    const reached = Promise.withResolvers<void>();
    const gate = Promise.withResolvers<void>();
    const slow = pepperSecret(
      table,
      {
        fetch: text.fetch,
        replace: async (next) => {
          reached.resolve();
          await gate.promise;
          await text.replace(next);
        },
      },
      () => now,
    );
    return { rotation: slow.rotate(BY), reached: reached.promise, goOn: gate.resolve };
  };

  test.each<[string, () => Promise<unknown>]>([
    ['a second rotation', () => secret.rotate(BY)],
    ['a removal', () => secret.remove('v1', BY)],
  ])('are one after the other: %s is a conflict, and no pepper is lost', async (_, second) => {
    const { rotation, reached, goOn } = heldUp();
    await reached;
    await expect(second()).rejects.toMatchObject({ code: 'conflict' });
    goOn();
    expect(await rotation).toBe('v2');
    expect(await secret.rotate(BY)).toBe('v3');
    expect(Object.keys(await held()).toSorted()).toEqual(['current', 'v1', 'v2', 'v3']);
  });

  test('however many there are, each that succeeds has its own pepper', async () => {
    const attempts = await Promise.allSettled(Array.from({ length: 8 }, () => secret.rotate(BY)));
    const versions = attempts.flatMap((attempt) => (attempt.status === 'fulfilled' ? [attempt.value] : []));
    expect(versions.length).toBeGreaterThan(0);
    expect(new Set(versions).size).toBe(versions.length);
    expect(Object.keys(await held()).toSorted()).toEqual(['current', 'v1', ...versions].toSorted());
  });

  test('of one that died the other waits for six minutes, longer than a function may run', async () => {
    await heldUp().reached;
    now += 359_999;
    await expect(secret.rotate(BY)).rejects.toMatchObject({ code: 'conflict' });
    now += 2;
    expect(await secret.rotate(BY)).toBe('v2');
  });
});

test('a removal forgets that pepper and no other', async () => {
  await secret.rotate(BY);
  const { v2 } = await held();
  await secret.remove('v1', BY);
  expect(await held()).toEqual({ current: 'v2', v2 });
});

test('a removal leaves the current pepper, whoever has made it that since it was asked for', async () => {
  await expect(secret.remove('v1', BY)).rejects.toMatchObject({ code: 'conflict' });
  expect(await held()).toEqual({ current: 'v1', v1: PEPPER.key });
});
