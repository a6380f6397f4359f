/** The execution environments of one function: as many as there are invocations at once, up to a limit. */
import { type EnvironmentOptions, ExecutionEnvironment } from './execution-environment.ts';
import type { Outcome } from './function.ts';

export interface PoolOptions extends EnvironmentOptions {
  /** The most execution environments; more invocations wait for one. */
  readonly size: number;
}

export class FunctionPool {
  readonly #options: PoolOptions;
  readonly #all = new Set<ExecutionEnvironment>();
  /** The environment used last is used next, as Lambda does, so that few are kept warm. */
  readonly #idle: ExecutionEnvironment[] = [];
  readonly #waiting: PromiseWithResolvers<ExecutionEnvironment>[] = [];
  #stopped = false;

  constructor(options: PoolOptions) {
    this.#options = options;
  }

  /** @throws Error when the pool is stopped before the invocation has begun. */
  async invoke(payload: string): Promise<Outcome> {
    const environment = await this.#acquire();
    try {
      return await environment.invoke(payload);
    } finally {
      this.#release(environment);
    }
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    for (const waiting of this.#waiting.splice(0)) waiting.reject(new Error('the local server is stopping'));
    await Promise.all([...this.#all].map((environment) => environment.end()));
  }

  async #acquire(): Promise<ExecutionEnvironment> {
    if (this.#stopped) throw new Error('the local server is stopping');
    for (let idle = this.#idle.pop(); idle !== undefined; idle = this.#idle.pop()) {
      if (idle.usable) return idle;
      this.#all.delete(idle);
    }
    if (this.#all.size < this.#options.size) return this.#start();
    const waiting = Promise.withResolvers<ExecutionEnvironment>();
    this.#waiting.push(waiting);
    return waiting.promise;
  }

  #release(environment: ExecutionEnvironment): void {
    if (!environment.usable) this.#all.delete(environment);
    const next = this.#waiting.shift();
    if (next !== undefined) next.resolve(environment.usable ? environment : this.#start());
    else if (environment.usable) this.#idle.push(environment);
  }

  #start(): ExecutionEnvironment {
    const started = new ExecutionEnvironment(this.#options);
    this.#all.add(started);
    return started;
  }
}
