import { describe, expect, test } from '@jest/globals';
import { stopwatch } from './stopwatch.ts';

interface Taken {
  readonly wall: number;
  readonly cpu: number;
}

/** Work of which each run takes what is given here, in turn. */
const workOf = (...runs: readonly Taken[]) => {
  const now = { wall: 0, cpu: 0 };
  let done = 0;
  const work = () => {
    now.wall += runs[done]?.wall ?? 0;
    now.cpu += runs[done]?.cpu ?? 0;
    done += 1;
    return done;
  };
  const { measure } = stopwatch({ wall: () => now.wall, cpu: () => now.cpu });
  return { measure: () => measure(work), runs: () => done };
};

const alone = (milliseconds: number): Taken => ({ wall: milliseconds, cpu: milliseconds });

describe('what something takes of the CPU', () => {
  test('is the least of three times where it took longer than all before', () => {
    const { measure, runs } = workOf(alone(40), alone(9), alone(7), alone(8));
    expect(measure()).toEqual({ result: 1, milliseconds: 7 });
    expect(runs()).toBe(4);
  });

  test('is at most what has passed, and is not looked at again where others took longer', () => {
    const { measure, runs } = workOf(alone(9), alone(9), alone(9), alone(9), alone(5));
    measure();
    expect(measure()).toEqual({ result: 5, milliseconds: 5 });
    expect(runs()).toBe(5);
  });

  test('is less than what has passed where others had the CPU meanwhile, give or take a tick', () => {
    const beside = { wall: 90, cpu: 20 };
    expect(workOf(beside, beside, beside, beside).measure().milliseconds).toBe(24);
  });

  test('is looked at again wherever it might be too much, whatever others took', () => {
    const { measure } = workOf(...[90, 90, 90, 90, 60, 20, 20, 20].map(alone));
    expect(measure().milliseconds).toBe(90);
    expect(measure().milliseconds).toBe(20);
  });
});
