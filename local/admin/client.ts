import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import type { AdminAnswer } from '../../lambda/tenancy/admin.ts';
import type { OperationName, OperationResult } from '../../lambda/tenancy/operations.ts';
import { Failure } from './error.ts';

export interface AdminClient {
  /** @throws Failure with the service's message, when it refuses; the SDK's errors, when it is not reached */
  invoke<Name extends OperationName>(
    operation: Name,
    payload: Readonly<Record<string, unknown>>,
  ): Promise<OperationResult<Name>>;
}

/** The admin function as an object: one invocation an operation. */
export const adminClient = (lambda: LambdaClient, functionName: string): AdminClient => ({
  invoke: async <Name extends OperationName>(
    operation: Name,
    payload: Readonly<Record<string, unknown>>,
  ): Promise<OperationResult<Name>> => {
    const { FunctionError, Payload } = await lambda.send(
      new InvokeCommand({ FunctionName: functionName, Payload: JSON.stringify({ operation, ...payload }) }),
    );
    if (FunctionError !== undefined || !Payload)
      throw new Failure(
        `The function ${functionName} failed (${FunctionError ?? 'no answer'}); see its log.`,
      );
    // The function is deployed from this repository, so its answer is of its type.
    const answer = JSON.parse(Payload.transformToString()) as AdminAnswer<OperationResult<Name>>;
    if (!answer.ok) throw new Failure(`${answer.error.message} (${answer.error.code})`);
    return answer.result;
  },
});
