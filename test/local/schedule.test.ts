import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { keepSchedules } from '../../local/schedule.ts';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

const MINUTE = 60_000;
const schedules = [{ everyMs: 5 * MINUTE, functionName: 'Sweeper', payload: '{"operation":"sweep"}' }];

test('a function is invoked at its rate, for the first time when that has passed, until the end', () => {
  const invoke = jest.fn((_name: string, _payload: string) => undefined);
  const stop = keepSchedules(schedules, invoke);
  jest.advanceTimersByTime(5 * MINUTE - 1);
  expect(invoke.mock.calls).toEqual([]);
  jest.advanceTimersByTime(1);
  expect(invoke.mock.calls).toEqual([['Sweeper', '{"operation":"sweep"}']]);
  jest.advanceTimersByTime(10 * MINUTE);
  expect(invoke).toHaveBeenCalledTimes(3);
  stop();
  jest.advanceTimersByTime(10 * MINUTE);
  expect(invoke).toHaveBeenCalledTimes(3);
});

test('an invocation that fails does not end the schedule', async () => {
  const invoke = jest.fn((_name: string, _payload: string) => Promise.reject(new Error('stopping')));
  const stop = keepSchedules(schedules, invoke);
  await jest.advanceTimersByTimeAsync(10 * MINUTE);
  expect(invoke).toHaveBeenCalledTimes(2);
  stop();
});
