import { describe, expect, jest, test } from '@jest/globals';
import { digestOf } from '../../../lambda/tenancy/credential/digest.ts';
import { isProvenBy, reproving } from '../../../lambda/tenancy/credential/proving.ts';
import type { Pepper, Peppers } from '../../../lambda/tenancy/pepper/peppers.ts';
import { onePepper, PEPPER } from '../support.ts';

const NEXT: Pepper = { version: 'v2', key: 'q'.repeat(64) };
const proof = { digest: digestOf(PEPPER, 'text'), pepper: PEPPER.version };

describe('a text', () => {
  test('is proven by the digest of itself under the pepper that made it', async () => {
    expect(await isProvenBy(onePepper, proof, 'text')).toBe(true);
    expect(await isProvenBy(onePepper, proof, 'other')).toBe(false);
  });

  test.each(['text', '', '*'.repeat(43)])('that is unknown is proven by nothing: "%s"', async (text) => {
    expect(await isProvenBy(onePepper, undefined, text)).toBe(false);
  });
});

describe('moving a text to the current pepper', () => {
  const peppersOf = (current: Pepper, latest: Pepper): Peppers => ({
    current: async () => current,
    latest: async () => latest,
    version: async () => PEPPER,
  });
  const move = async (peppers: Peppers) => {
    const prove = jest.fn(async () => {});
    return { outcome: await reproving(peppers, proof, 'text', prove), prove };
  };

  test('replaces its proof', async () => {
    const { outcome, prove } = await move(peppersOf(NEXT, NEXT));
    expect(outcome).toBe('done');
    expect(prove.mock.calls).toEqual([[{ digest: digestOf(NEXT, 'text'), pepper: 'v2' }]]);
  });

  test.each([
    ['it is there already', peppersOf(PEPPER, NEXT)],
    ['only this function has not heard of the rotation', peppersOf(NEXT, PEPPER)],
  ])('is not due where %s', async (_, peppers) => {
    const { outcome, prove } = await move(peppers);
    expect(outcome).toBeUndefined();
    expect(prove).not.toHaveBeenCalled();
  });
});
