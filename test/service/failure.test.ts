import { describe, expect, test } from '@jest/globals';
import { ScimError } from '../../lambda/scim/error.ts';
import { noSuchResource, translated } from '../../lambda/service/failure.ts';
import { MissingMembers, NotFound, Taken, TooLarge, Unavailable } from '../../lambda/store/error.ts';
import { scimError } from '../scim/support.ts';

const failing = (error: unknown) => translated('Group', 'g1', () => Promise.reject(error));

describe('what a store says is told to the client', () => {
  test.each<[string, Error, unknown]>([
    ['NotFound', new NotFound(), scimError(404, undefined, 'no Group with the id "g1"')],
    ['Taken', new Taken('displayName'), scimError(409, 'uniqueness', 'another Group has this displayName')],
    ['TooLarge', new TooLarge(), scimError(413, undefined, '400 KB')],
    ['MissingMembers', new MissingMembers(['u1']), scimError(400, 'invalidValue', 'the id "u1" to be')],
    [
      'MissingMembers',
      new MissingMembers(['u1', 'u2', 'u3']),
      scimError(400, 'invalidValue', 'nor of 2 more'),
    ],
    ['Unavailable', new Unavailable(), scimError(503, undefined, 'send the same request again')],
  ])('%s', async (_, error, told) => {
    await expect(failing(error)).rejects.toEqual(told);
  });

  test('with the time after which to try again', async () => {
    await expect(failing(new Unavailable())).rejects.toMatchObject({ headers: { 'Retry-After': '2' } });
  });

  test.each([new ScimError(412, 'x'), new Error('of AWS'), 'a string'])(
    'but %s is no word of a store',
    async (error) => {
      await expect(failing(error)).rejects.toBe(error);
    },
  );

  test('and an id of any length does not make the answer long', () => {
    expect(noSuchResource('User', 'x'.repeat(100_000)).message.length).toBeLessThan(200);
  });
});
