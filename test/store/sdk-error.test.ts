import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { describe, expect, test } from '@jest/globals';
import { isTransient, translated } from '../../lambda/store/dynamo/sdk-error.ts';
import { Stale, TooLarge, Unavailable } from '../../lambda/store/error.ts';

const named = (name: string, more: object = {}): Error => Object.assign(new Error(name), { name, ...more });

const cancelled = (...codes: readonly string[]): Error =>
  new TransactionCanceledException({
    message: 'cancelled',
    $metadata: {},
    CancellationReasons: codes.map((Code) => ({
      Code,
      Message: 'Item size to update has exceeded the maximum',
    })),
  });

describe('what the SDK throws', () => {
  test.each<[string, Error]>([
    ['throttling', named('ProvisionedThroughputExceededException')],
    ['throttling by another name', named('ThrottlingException')],
    ['a plain write in conflict', named('TransactionConflictException')],
    ['a repeated token under way', named('TransactionInProgressException')],
    ['a transaction in conflict', cancelled('None', 'TransactionConflict', 'ThrottlingError')],
    ['a failure of the service', named('Anything', { $metadata: { httpStatusCode: 503 } })],
    ['a broken connection', named('Error', { code: 'ECONNRESET' })],
    ['the end of our patience', named('AbortError')],
  ])('%s may pass', (_, error) => {
    expect(isTransient(error)).toBe(true);
    expect(translated(error)).toBeInstanceOf(Unavailable);
  });

  test.each<[string, unknown]>([
    ['a missing table', named('ResourceNotFoundException', { $metadata: { httpStatusCode: 400 } })],
    ['a refused access', named('AccessDeniedException')],
    ['a transaction that an action cancels', cancelled('TransactionConflict', 'ConditionalCheckFailed')],
    ['a transaction without reasons', cancelled()],
    ['a fault of ours', new TypeError('x')],
    ['what is no error', 'x'],
  ])('%s does not pass, and is thrown as it is', (_, error) => {
    expect(isTransient(error)).toBe(false);
    expect(translated(error)).toBe(error);
  });

  test('an item beyond the limit is told by the message, in a transaction by its reason', () => {
    const message = 'Item size has exceeded the maximum allowed size';
    expect(translated(Object.assign(named('ValidationException'), { message }))).toBeInstanceOf(TooLarge);
    expect(translated(cancelled('None', 'ValidationError'))).toBeInstanceOf(TooLarge);
    expect(translated(named('ValidationException'))).not.toBeInstanceOf(TooLarge);
  });

  test('the store’s own errors pass as they are', () => {
    const error = new Stale('x');
    expect(translated(error)).toBe(error);
  });
});
