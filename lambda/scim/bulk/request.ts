import { requireSchema } from '../body.ts';
import { invalidSyntax, invalidValue, payloadTooLarge } from '../error.ts';
import { quote } from '../filter/lexer.ts';
import { isObject, type Json, valueNamed } from '../json.ts';
import { type Operation, operationOf } from './operation.ts';

export const BULK_REQUEST_SCHEMA = 'urn:ietf:params:scim:api:messages:2.0:BulkRequest';

/** The most operations of one request: as many as are done in its time, one after the other too (docs/bulk.md). */
export const MAX_OPERATIONS = 1_000;

export interface BulkRequest {
  /** In the order in which they were sent. */
  readonly operations: readonly Operation[];
  /** After how many failures nothing more is begun; Infinity where the request does not say. */
  readonly failOnErrors: number;
}

/**
 * A bulk request (RFC 7644 §3.7). Its form is wrong as a whole, before anything is done; what is wrong about one
 * operation is that operation's failure.
 * @throws ScimError 400 invalidSyntax, invalidValue, 413 for more than MAX_OPERATIONS
 */
export const parseBulk = (body: Json): BulkRequest => {
  if (!isObject(body)) throw invalidSyntax('the body has to be a JSON object');
  requireSchema(BULK_REQUEST_SCHEMA, body);
  const failOnErrors = failOnErrorsOf(valueNamed(body, 'failonerrors'));
  const sent = valueNamed(body, 'operations');
  if (!Array.isArray(sent)) throw invalidSyntax('Operations has to be an array');
  if (sent.length > MAX_OPERATIONS) {
    throw payloadTooLarge(
      `a bulk request may have at most ${MAX_OPERATIONS} operations (maxOperations); this one has ${sent.length}`,
    );
  }
  const operations = sent.map((one, place) => {
    if (!isObject(one)) throw invalidSyntax('each of Operations has to be an object');
    return operationOf(one, place);
  });
  requireDistinct(operations);
  return { operations, failOnErrors };
};

const failOnErrorsOf = (sent: Json | undefined): number => {
  if (sent === undefined || sent === null) return Number.POSITIVE_INFINITY;
  if (Number.isSafeInteger(sent) && Number(sent) > 0) return Number(sent);
  throw invalidValue('failOnErrors has to be an integer, 1 or more');
};

/** Of two creations of one bulkId nobody can tell which one is referred to. @throws ScimError 400 invalidValue */
const requireDistinct = (operations: readonly Operation[]): void => {
  const seen = new Set<string>();
  for (const { bulkId, method } of operations) {
    if (bulkId === undefined || method !== 'POST') continue;
    if (seen.has(bulkId)) throw invalidValue(`two operations have the bulkId ${quote(bulkId)}`);
    seen.add(bulkId);
  }
};

/** The creation that each bulkId stands for, where there is one. */
export const creationsOf = (operations: readonly Operation[]): ReadonlyMap<string, Operation> =>
  new Map(
    operations.flatMap((operation) =>
      operation.method === 'POST' && operation.bulkId !== undefined ? [[operation.bulkId, operation]] : [],
    ),
  );
