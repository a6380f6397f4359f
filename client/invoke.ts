import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import type { AdminAnswer } from '../lambda/tenancy/admin.ts';
import { AdminError } from './error.ts';

/**
 * What a function answers that speaks as the admin function does.
 * @throws AdminError when it refuses or fails; the SDK's errors when it is not reached
 */
export const invokeFunction = async <Result>(
  lambda: LambdaClient,
  functionName: string,
  request: Readonly<Record<string, unknown>>,
): Promise<Result> => {
  const { FunctionError, Payload } = await lambda.send(
    new InvokeCommand({ FunctionName: functionName, Payload: JSON.stringify(request) }),
  );
  if (FunctionError !== undefined || !Payload)
    throw new AdminError(
      'failed',
      `The function ${functionName} failed (${FunctionError ?? 'no answer'}); see its log.`,
    );
  // The function is deployed from the same sources, so its answer is of its type.
  const answer = JSON.parse(Payload.transformToString()) as AdminAnswer<Result>;
  if (!answer.ok) throw new AdminError(answer.error.code, answer.error.message);
  return answer.result;
};
