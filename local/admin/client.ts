import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import type { MaintenanceOperation, StepOf } from '../../lambda/maintenance/operations.ts';
import type { AdminAnswer } from '../../lambda/tenancy/admin.ts';
import type { OperationName, OperationResult } from '../../lambda/tenancy/operations/index.ts';
import { Failure } from './error.ts';

type Payload = Readonly<Record<string, unknown>>;

export interface AdminClient {
  /** @throws Failure with the service's message, when it refuses; the SDK's errors, when it is not reached */
  invoke<Name extends OperationName>(operation: Name, payload: Payload): Promise<OperationResult<Name>>;
}

export interface MaintenanceClient {
  /** One step of an operation on a directory. @throws as AdminClient does */
  step<Name extends MaintenanceOperation>(operation: Name, payload: Payload): Promise<StepOf<Name>>;
}

/** The admin function as an object: one invocation an operation. */
export const adminClient = (lambda: LambdaClient, functionName: string): AdminClient => ({
  invoke: (operation, payload) => invoke(lambda, functionName, { operation, ...payload }),
});

/** The maintenance function as an object. */
export const maintenanceClient = (lambda: LambdaClient, functionName: string): MaintenanceClient => ({
  step: (operation, payload) => invoke(lambda, functionName, { operation, ...payload }),
});

const invoke = async <Result>(
  lambda: LambdaClient,
  functionName: string,
  payload: Payload,
): Promise<Result> => {
  const { FunctionError, Payload } = await lambda.send(
    new InvokeCommand({ FunctionName: functionName, Payload: JSON.stringify(payload) }),
  );
  if (FunctionError !== undefined || !Payload)
    throw new Failure(`The function ${functionName} failed (${FunctionError ?? 'no answer'}); see its log.`);
  // The function is deployed from this repository, so its answer is of its type.
  const answer = JSON.parse(Payload.transformToString()) as AdminAnswer<Result>;
  if (!answer.ok) throw new Failure(`${answer.error.message} (${answer.error.code})`);
  return answer.result;
};
