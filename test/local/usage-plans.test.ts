import { describe, expect, test } from '@jest/globals';
import { bucket } from '../../local/api-gateway/bucket.ts';
import { IN_MEMORY, openDataFolder } from '../../local/data-folder.ts';
import { keptUsagePlans } from '../../local/usage-plans.ts';

describe('a bucket', () => {
  test('has as many tokens at first as it holds, and gets them back by its rate', () => {
    let now = 0;
    const { take } = bucket({ rate: 2, burst: 3 }, () => now);
    expect([take(), take(), take(), take()]).toEqual([true, true, true, false]);
    now += 499;
    expect(take()).toBe(false);
    now += 1;
    expect([take(), take()]).toEqual([true, false]);
  });

  test('never holds more', () => {
    let now = 0;
    const { take } = bucket({ rate: 100, burst: 2 }, () => now);
    now += 60_000;
    expect([take(), take(), take()]).toEqual([true, true, false]);
  });
});

const PLANS = [
  { id: 'free', throttle: undefined },
  { id: 'strict', throttle: { rate: 1, burst: 2 } },
];
const key = (id: string, plan?: string) => ({
  id,
  name: id,
  value: `value of ${id}`,
  ...(plan && { plan }),
  used: {},
});

describe('a request', () => {
  const plans = async () =>
    keptUsagePlans(
      await openDataFolder(IN_MEMORY),
      PLANS,
      [key('a', 'strict'), key('b', 'strict'), key('c', 'free'), key('lost', 'gone'), key('none')],
      () => 0,
    );

  test('is refused beyond what the plan allows its key, and no other key for that', async () => {
    const { admit } = await plans();
    const three = (value: string) => [1, 2, 3].map(() => admit(value));
    expect(three('value of a')).toEqual(['admitted', 'admitted', 'refused']);
    expect(three('value of b')).toEqual(['admitted', 'admitted', 'refused']);
    expect(three('value of c')).toEqual(['admitted', 'admitted', 'admitted']);
  });

  test.each([undefined, '', 'value of nobody', 'value of lost', 'value of none'])(
    'has no key of a plan by %j',
    async (value) => {
      expect((await plans()).admit(value)).toBe('unknown');
    },
  );
});

test('keys, their plans and what was counted are kept for the next start', async () => {
  const data = await openDataFolder(IN_MEMORY);
  const now = () => Date.parse('2026-11-26T23:00:00Z');
  const first = await keptUsagePlans(data, PLANS, [key('template', 'free')], now);
  const made = await first.create('contoso', 'value of contoso');
  await first.assign(made?.id ?? '', 'free');
  first.admit('value of contoso');
  await first.save();

  const second = await keptUsagePlans(data, PLANS, [key('template', 'strict')], now);
  expect(second.key(made?.id ?? '')).toEqual({ ...made, plan: 'free', used: { '2026-11-26': 1 } });
  // What the template says comes before what was kept of it.
  expect(second.key('template')?.plan).toBe('strict');
  await second.remove(made?.id ?? '');
  const third = await keptUsagePlans(data, PLANS, [], now);
  expect(third.admit('value of contoso')).toBe('unknown');
});
