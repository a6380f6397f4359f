import { errorBody, type ScimError } from '../error.ts';
import type { JsonObject } from '../json.ts';
import type { Operation } from './operation.ts';

export const BULK_RESPONSE_SCHEMA = 'urn:ietf:params:scim:api:messages:2.0:BulkResponse';

/** How an operation has ended. */
export interface Outcome {
  readonly status: number;
  /** Of what it is about; undefined where a creation has made nothing. */
  readonly id?: string;
  readonly location?: string;
  /** The ETag, where the operation's single form answers one. */
  readonly version?: string | undefined;
  readonly failure?: ScimError;
}

export const hasFailed = ({ failure }: Outcome): boolean => failure !== undefined;

/**
 * The answer to a bulk request: of each operation that has been processed, in the order of the request (RFC 7644
 * §3.7.3). Only of a failure the body is in it, which may be left out otherwise.
 */
export const bulkResponse = (
  operations: readonly Operation[],
  outcomes: ReadonlyMap<Operation, Outcome>,
): JsonObject => ({
  schemas: [BULK_RESPONSE_SCHEMA],
  Operations: operations.flatMap((operation) => {
    const outcome = outcomes.get(operation);
    return outcome ? [answered(operation, outcome)] : [];
  }),
});

const answered = (
  { method, bulkId }: Operation,
  { status, location, version, failure }: Outcome,
): JsonObject => ({
  ...(method !== undefined && { method }),
  ...(bulkId !== undefined && { bulkId }),
  ...(version !== undefined && { version }),
  ...(location !== undefined && { location }),
  status: String(status),
  ...(failure && { response: errorBody(failure) }),
});
