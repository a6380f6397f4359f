import { Logger } from '@aws-lambda-powertools/logger';
import { ScimError } from '../scim/error.ts';
import type { Middleware } from './middleware.ts';
import { errorResult } from './result.ts';

const logger = new Logger({ serviceName: 'scim' });

/** The one place that turns an error into an answer. What is no ScimError is a bug, and tells nothing. */
export const scimErrors = (): Middleware => ({
  onError: (request) => {
    const failure =
      request.error instanceof ScimError
        ? request.error
        : internalError(request.error, request.context.awsRequestId);
    request.internal.failure = failure;
    request.response = errorResult(failure);
  },
});

/**
 * A bug, or an outage of AWS. Only the error's name and stack are logged: the message of an SDK error may hold
 * items, and so may the error object.
 */
const internalError = (error: unknown, requestId: string): ScimError => {
  const { name, stack } = error instanceof Error ? error : new Error('not an Error');
  logger.error('unexpected error', { name, at: stack?.split('\n').filter((line) => /^\s+at /.test(line)) });
  return new ScimError(500, `the service has failed; its operator finds the reason under ${requestId}`);
};
