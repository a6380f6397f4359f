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
        : unexpectedError(request.error, request.context.awsRequestId);
    request.internal.failure = failure;
    request.response = errorResult(failure);
  },
});

/**
 * A bug, or an outage of AWS. Only the error's name and where it was thrown are logged: the message of an SDK
 * error may hold items, and so may the error object.
 */
export const unexpectedError = (thrown: unknown, requestId: string): ScimError => {
  const error = thrown instanceof Error ? thrown : new Error('not an Error');
  logger.error('unexpected error', { request: requestId, name: error.name, at: framesOf(error) });
  return new ScimError(500, `the service has failed; its operator finds the reason under ${requestId}`);
};

/** The frames of a stack, without the lines of the message that it starts with, even if they look like frames. */
const framesOf = ({ message, stack = '' }: Error): readonly string[] =>
  stack
    .split('\n')
    .slice(message.split('\n').length)
    .filter((line) => /^ +at .*:\d+:\d+\)?$/.test(line));
