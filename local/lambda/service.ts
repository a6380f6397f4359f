/** The functions of a deployment, by name: what API Gateway and the Invoke API call. */
import { type Endpoints, functionEnvironment } from './environment.ts';
import type { FunctionDefinition, LogSink, Outcome } from './function.ts';
import { FunctionPool } from './pool.ts';

/** Invokes a function; undefined when there is none of that name. */
export type Invoke = (functionName: string, payload: string) => Promise<Outcome> | undefined;

export interface LambdaService {
  readonly invoke: Invoke;
  readonly stop: () => Promise<void>;
}

export interface LambdaOptions {
  readonly functions: readonly FunctionDefinition[];
  readonly endpoints: Endpoints;
  /** The most invocations of one function at once. */
  readonly concurrency: number;
  /** The most time that an invocation has, milliseconds, where its function would have more. */
  readonly timeLimitMs?: number | undefined;
  /** Certificates that the functions trust besides those that Node comes with, PEM. */
  readonly trustedCertificates?: readonly string[] | undefined;
  readonly log: LogSink;
}

/** Starts no thread yet: the first invocation of a function does. */
export const lambdaService = (options: LambdaOptions): LambdaService => {
  const { functions, endpoints, concurrency, timeLimitMs = Number.POSITIVE_INFINITY } = options;
  const { trustedCertificates, log } = options;
  const pools = new Map(
    functions.map((template) => {
      const definition = { ...template, timeoutMs: Math.min(template.timeoutMs, timeLimitMs) };
      const environment = functionEnvironment(definition, endpoints);
      return [
        definition.name,
        new FunctionPool({ definition, environment, size: concurrency, trustedCertificates, log }),
      ];
    }),
  );
  return {
    invoke: (functionName, payload) => pools.get(functionName)?.invoke(payload),
    stop: async () => {
      await Promise.all([...pools.values()].map((pool) => pool.stop()));
    },
  };
};
