import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Life } from '../../lambda/tenancy/credential/life.ts';
import { dueThreshold, THRESHOLDS } from '../../lambda/warnings/threshold.ts';

const NOW = Date.parse('2026-11-24T12:00:00.000Z');
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** A credential that ends so long from now. */
const endingIn = (ms: number, more: Partial<Life> = {}): Life => ({
  created: '2026-01-01T00:00:00.000Z',
  status: 'active',
  expires: new Date(NOW + ms).toISOString(),
  ...more,
});

describe('the threshold that is due', () => {
  test.each([
    [60 * DAY + 1, undefined],
    [60 * DAY, 60],
    [30 * DAY + 1, 60],
    [30 * DAY, 30],
    [7 * DAY, 7],
    [1 * DAY, 1],
    [1, 1],
    [0, 0],
    [-400 * DAY, 0],
  ] as const)('%d ms before the end is %s', (ms, threshold) => {
    expect(dueThreshold(endingIn(ms), NOW)).toBe(threshold);
  });

  test('is none where it was announced, or a nearer one was', () => {
    expect(dueThreshold(endingIn(29 * DAY, { warned: 30 }), NOW)).toBeUndefined();
    expect(dueThreshold(endingIn(29 * DAY, { warned: 7 }), NOW)).toBeUndefined();
    expect(dueThreshold(endingIn(-DAY, { warned: 0 }), NOW)).toBeUndefined();
  });

  test('is the nearest after an outage of days, and no other', () => {
    expect(dueThreshold(endingIn(5 * DAY, { warned: 60 }), NOW)).toBe(7);
  });

  test('is none for a credential that was revoked or that never ends', () => {
    expect(dueThreshold(endingIn(DAY, { status: 'revoked' }), NOW)).toBeUndefined();
    expect(dueThreshold({ created: '2026-01-01T00:00:00.000Z', status: 'active' }, NOW)).toBeUndefined();
  });

  test('is the end itself for a date that cannot be read: such a credential is refused', () => {
    expect(dueThreshold(endingIn(0, { expires: 'never' }), NOW)).toBe(0);
  });
});

test('whenever runs come, each threshold is announced at most once, nearer and nearer, and the end always', () => {
  const gaps = fc.array(fc.integer({ min: HOUR, max: 40 * DAY }), { maxLength: 100 });
  fc.assert(
    fc.property(gaps, (pauses) => {
      const end = 100 * DAY;
      let warned: number | undefined;
      let at = 0;
      const announced: number[] = [];
      for (const pause of [...pauses, end]) {
        at += pause;
        const due = dueThreshold(endingIn(end, warned === undefined ? {} : { warned }), NOW + at);
        if (due === undefined) continue;
        announced.push(due);
        warned = due;
      }
      expect(announced).toEqual(THRESHOLDS.filter((threshold) => announced.includes(threshold)));
      expect(announced.at(-1)).toBe(0);
    }),
  );
});
