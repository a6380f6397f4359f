import { describe, expect, test } from '@jest/globals';
import { assumed } from '../../bench/bill/assumptions.ts';
import { billOf, standing, storageOf, totalOf } from '../../bench/bill/bill.ts';
import { PRICES } from '../../bench/bill/prices.ts';
import { initialCycle, monthOfCycles } from '../../bench/bill/workload.ts';
import type { Costs } from '../../bench/costs/measure.ts';

const MILLION = 1_000_000;

const costs = (read: number, write: number): Costs => ({
  operations: {
    ask: { calls: {}, trips: 2, read, write },
    'authorize a token': { calls: {}, trips: 2, read: 0, write: 0 },
  },
  stored: { user: 2 ** 30, group: 0, membership: 0 },
});

describe('the bill of a workload', () => {
  test('has the units of each operation as often as it happens', () => {
    const bill = billOf(costs(3, 4), { ask: MILLION });
    expect(bill['DynamoDB requests']).toBeCloseTo(3 * 0.125 + 4 * 0.625, 6);
    expect(bill['API Gateway']).toBeCloseTo(3.5, 6);
  });

  test('has an authorization a cycle, even where nothing is asked', () => {
    const { Lambda: lambda, 'API Gateway': gateway } = billOf(costs(0, 0), {});
    expect(gateway).toBe(0);
    const ms = assumed('codeMs') + 2 * assumed('tripMs');
    expect(lambda).toBeCloseTo(assumed('cycles') * (PRICES.invocation + (ms / 1_000) * PRICES.gbSecond), 9);
  });

  test('grows with what is asked', () => {
    const [one, two] = [1, 2].map((millions) => totalOf(billOf(costs(1, 1), { ask: millions * MILLION })));
    expect(two).toBeGreaterThan(1.9 * (one ?? 0));
  });

  test('cannot be made of an operation that nobody has measured', () => {
    expect(() => billOf(costs(1, 1), { dance: 1 })).toThrow('the cost of "dance" has not been measured');
  });
});

test('storage is billed with its recovery, that of the departed too', () => {
  const departed = (assumed('leavers') / 100) * assumed('tombstoneMonths');
  expect(storageOf(costs(0, 0), 1)).toBeCloseTo((1 + departed) * 0.45, 6);
});

test('a deployment at rest costs its secret and its alarms', () => {
  expect(standing(10)).toBeCloseTo(0.4 + 1, 6);
});

test('everybody is created once, and joins each group alone', () => {
  expect(initialCycle(1_000)).toMatchObject({
    'create a user': 1_000,
    'create a group': 20,
    'add a member to a group of 10,000': 4_000,
  });
});

test('in a month in which nobody changes, cycles still look', () => {
  expect(monthOfCycles(0)['look up a user by userName, in vain']).toBe(1_080);
});
