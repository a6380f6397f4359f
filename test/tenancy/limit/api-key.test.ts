import { describe, expect, test } from '@jest/globals';
import { type ApiKeys, keyValueFor } from '../../../lambda/tenancy/limit/api-key.ts';
import { TIERS } from '../../../lambda/tenancy/tenant/tier.ts';
import { KEY_PREFIX, NOW } from '../support.ts';

const MINUTE = 60_000;
const keyOf = (value: string, minutesAgo: number) => ({
  id: `id-${value}`,
  value,
  since: new Date(NOW - minutesAgo * MINUTE).toISOString(),
});
const SHARED = `${KEY_PREFIX}shared`;

describe('a request is counted', () => {
  const keys: ApiKeys = {
    standard: keyOf(`${KEY_PREFIX}s`, 60),
    limited: keyOf(`${KEY_PREFIX}l`, 60),
  };

  test.each(TIERS)('by the key that its tenant has in its tier: %s', (tier) => {
    expect(keyValueFor(tier, keys, KEY_PREFIX, NOW)).toBe(keys[tier]?.value);
  });

  test('by the shared key as long as its tenant has none in the tier', () => {
    expect(keyValueFor('limited', { standard: keyOf(`${KEY_PREFIX}s`, 60) }, KEY_PREFIX, NOW)).toBe(SHARED);
    expect(keyValueFor('standard', {}, KEY_PREFIX, NOW)).toBe(SHARED);
  });

  test.each([
    [0, SHARED],
    [9.9, SHARED],
    [10, `${KEY_PREFIX}s`],
  ])('by a key that is %d minutes old: %s, since API Gateway may not know a young one yet', (age, value) => {
    expect(keyValueFor('standard', { standard: keyOf(`${KEY_PREFIX}s`, age) }, KEY_PREFIX, NOW)).toBe(value);
  });

  test('never by a key of another deployment, as a restored table has them', () => {
    expect(keyValueFor('standard', { standard: keyOf('scim-other-s', 60) }, KEY_PREFIX, NOW)).toBe(SHARED);
  });
});
