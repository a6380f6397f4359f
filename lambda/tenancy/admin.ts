import type { Logger } from '@aws-lambda-powertools/logger';
import type { Context } from 'aws-lambda';
import { isObject, type Json, type JsonObject } from '../scim/json.ts';
import { invalidRequest, TenancyError, type TenancyErrorCode } from './error.ts';
import { describeFailure } from './failure.ts';
import type { AdminOperations, OperationName } from './operations/index.ts';
import { subjectOf } from './subject.ts';

/** What the admin function answers; it throws nothing. */
export type AdminAnswer<Result = unknown> =
  | { readonly ok: true; readonly result: Result }
  | {
      readonly ok: false;
      readonly error: { readonly code: TenancyErrorCode | 'internal'; readonly message: string };
    };

interface Dependencies {
  readonly operations: AdminOperations;
  readonly logger: Pick<Logger, 'info' | 'error'>;
}

/**
 * The admin function: `{ "operation": "tenants.create", "name": "Contoso" }` and the like. Who may invoke it
 * is IAM's decision; each operation leaves one audit line.
 */
export const admin =
  ({ operations, logger }: Dependencies) =>
  async (event: unknown, { awsRequestId }: Pick<Context, 'awsRequestId'>): Promise<AdminAnswer> => {
    const { operation, ...payload }: JsonObject = isObject(event) ? event : {};
    const by = { tokenId: 'admin', requestId: awsRequestId };
    const audit = (outcome: string, result?: unknown) => {
      const known = isOperation(operations, operation) ? operation : 'unknown';
      const subject = subjectOf(payload, result);
      logger.info('administration', {
        audit: { operation: known, outcome, ...subject, request: awsRequestId },
      });
    };
    try {
      if (!isOperation(operations, operation))
        throw invalidRequest(`operation has to be one of ${Object.keys(operations).join(', ')}`);
      const result = await operations[operation](payload, by);
      audit('ok', result);
      return { ok: true, result };
    } catch (error) {
      const answer = explain(error, awsRequestId);
      audit(answer.code);
      if (answer.code === 'internal') logger.error('admin failure', { failure: describeFailure(error) });
      return { ok: false, error: answer };
    }
  };

const isOperation = (operations: AdminOperations, name: Json | undefined): name is OperationName =>
  typeof name === 'string' && Object.hasOwn(operations, name);

const explain = (error: unknown, requestId: string) =>
  error instanceof TenancyError
    ? { code: error.code, message: error.message }
    : { code: 'internal' as const, message: `the operation failed; see the log of request ${requestId}` };
