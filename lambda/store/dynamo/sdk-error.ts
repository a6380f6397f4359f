import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { StoreError, TooLarge, Unavailable } from '../error.ts';

/** Errors of DynamoDB that say: not now. */
const TRANSIENT_NAMES: ReadonlySet<string> = new Set([
  'AbortError',
  'InternalServerError',
  'LimitExceededException',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'ServiceUnavailable',
  'ThrottlingException',
  'TimeoutError',
  'TransactionConflictException',
  'TransactionInProgressException',
]);

/** Reasons for which an action cancels its transaction and would not another time. */
const TRANSIENT_REASONS: ReadonlySet<string> = new Set([
  'None',
  'ProvisionedThroughputExceeded',
  'ThrottlingError',
  'TransactionConflict',
]);

/** Failures of the connection, by Node's codes. */
const TRANSIENT_CODES: ReadonlySet<unknown> = new Set([
  'EAI_AGAIN',
  'ECONNABORTED',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
]);

/** Whether the same request may succeed another time. Its outcome may be unknown: it may have succeeded. */
export const isTransient = (error: unknown): boolean => {
  if (!(error instanceof Error)) return false;
  if (error instanceof Unavailable) return true;
  if (error instanceof TransactionCanceledException) {
    const reasons = error.CancellationReasons ?? [];
    return reasons.length > 0 && reasons.every(({ Code = 'None' }) => TRANSIENT_REASONS.has(Code));
  }
  return (
    TRANSIENT_NAMES.has(error.name) ||
    TRANSIENT_CODES.has(Reflect.get(error, 'code')) ||
    statusOf(error) >= 500
  );
};

/** What the SDK threw, in the store's words where it has some; DynamoDB tells the size of an item by message. */
export const translated = (error: unknown): unknown => {
  if (error instanceof StoreError) return error;
  if (isTransient(error)) return new Unavailable('the database is unavailable or too busy');
  if (isAboutSize(error)) return new TooLarge('the resource does not fit an item of the database');
  return error;
};

const isAboutSize = (error: unknown): boolean => {
  if (error instanceof TransactionCanceledException) {
    const reasons = error.CancellationReasons ?? [];
    return reasons.some(({ Code, Message = '' }) => Code === 'ValidationError' && ITEM_SIZE.test(Message));
  }
  return error instanceof Error && error.name === 'ValidationException' && ITEM_SIZE.test(error.message);
};

const ITEM_SIZE = /item size .*exceeded/i;

const statusOf = (error: Error): number => {
  const metadata: unknown = Reflect.get(error, '$metadata');
  const status =
    typeof metadata === 'object' && metadata !== null ? Reflect.get(metadata, 'httpStatusCode') : 0;
  return typeof status === 'number' ? status : 0;
};
