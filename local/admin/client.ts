import type { LambdaClient } from '@aws-sdk/client-lambda';
import { AdminError } from '../../client/error.ts';
import { invokeFunction } from '../../client/invoke.ts';
import type { MaintenanceOperation, StepOf } from '../../lambda/maintenance/operations.ts';
import type { OperationName, OperationResult } from '../../lambda/tenancy/operations/index.ts';
import { Refusal } from './error.ts';

type Payload = Readonly<Record<string, unknown>>;

export interface AdminClient {
  /** @throws Refusal with the service's message, when it refuses; the SDK's errors, when it is not reached */
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

/** As the client does it for a backend, with a sentence for the terminal. */
const invoke = async <Result>(
  lambda: LambdaClient,
  functionName: string,
  request: Payload,
): Promise<Result> => {
  try {
    return await invokeFunction(lambda, functionName, request);
  } catch (error) {
    if (!(error instanceof AdminError)) throw error;
    const { code, message } = error;
    throw new Refusal(code, code === 'failed' ? message : `${message} (${code})`);
  }
};
