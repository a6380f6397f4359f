import { describe, expect, jest, test } from '@jest/globals';
import { digestOf } from '../../../lambda/tenancy/credential/digest.ts';
import { isProvenBy, refusalOf, reproving } from '../../../lambda/tenancy/credential/proving.ts';
import { type Pepper, PepperError, type Peppers } from '../../../lambda/tenancy/pepper/peppers.ts';
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

describe('a text is refused', () => {
  test.each<[string, 'revoked' | undefined, string | undefined]>([
    ['text', undefined, undefined],
    ['text', 'revoked', 'revoked'],
    ['other', undefined, 'wrongSecret'],
    ['other', 'revoked', 'wrongSecret'],
  ])('"%s", of a credential that has ended so: %s', async (text, ending, refusal) => {
    expect(await refusalOf(onePepper, proof, text, ending)).toBe(refusal);
  });

  const failing = (error: Error): Peppers => ({
    ...onePepper,
    version: async () => {
      throw error;
    },
  });

  test('as ended where its pepper is gone; one that is good is an outage', async () => {
    const gone = failing(new PepperError('the secret has no pepper v1'));
    expect(await refusalOf(gone, proof, 'text', 'expired')).toBe('expired');
    await expect(refusalOf(gone, proof, 'text', undefined)).rejects.toThrow(PepperError);
  });

  test('by no outage, whether it has ended or not', async () => {
    await expect(refusalOf(failing(new Error('throttled')), proof, 'text', 'expired')).rejects.toThrow(
      'throttled',
    );
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
