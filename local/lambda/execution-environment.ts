/** One worker thread that runs a function's code, for one invocation at a time. */
import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline';
import { Worker } from 'node:worker_threads';
import {
  type FunctionDefinition,
  type FunctionError,
  type LogSink,
  MAX_RESPONSE_BYTES,
  type Outcome,
} from './function.ts';
import type { Invocation, ThreadData, ThreadMessage } from './messages.ts';

/** What Lambda gives the code to load, before that comes out of the time of the first invocation. */
const INIT_TIMEOUT_MS = 10_000;

export interface EnvironmentOptions {
  readonly definition: FunctionDefinition;
  /** Its environment variables. */
  readonly environment: Record<string, string>;
  /** Certificates that are trusted besides those that Node comes with, PEM. */
  readonly trustedCertificates?: readonly string[] | undefined;
  readonly log: LogSink;
}

export class ExecutionEnvironment {
  readonly #definition: FunctionDefinition;
  readonly #worker: Worker;
  readonly #loaded: Promise<ThreadMessage>;
  /** Takes what the thread says next. */
  #receive: (message: ThreadMessage) => void = () => {};
  /** Set once the thread has ended. */
  #end: ThreadMessage | undefined;

  constructor({ definition, environment, trustedCertificates = [], log }: EnvironmentOptions) {
    this.#definition = definition;
    const data: ThreadData = {
      codeFolder: definition.codeFolder,
      handler: definition.handler,
      functionName: definition.name,
      functionArn: definition.arn,
      memoryMb: definition.memoryMb,
      trustedCertificates,
    };
    this.#worker = new Worker(new URL('./thread.ts', import.meta.url), {
      workerData: data,
      env: environment,
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: definition.memoryMb },
      stdout: true,
      stderr: true,
    });
    for (const output of [this.#worker.stdout, this.#worker.stderr]) {
      createInterface({ input: output }).on('line', (line) => log({ functionName: definition.name, line }));
    }
    this.#loaded = this.#nextMessage();
    this.#worker.on('message', (message: ThreadMessage) => this.#receive(message));
    this.#worker.on('error', ({ name, message }) => this.#ended(failure(name, message)));
    this.#worker.on('exit', (code) =>
      this.#ended(failure('Runtime.ExitError', `Runtime exited with error: exit status ${code}`)),
    );
  }

  /** False once the thread has ended. */
  get usable(): boolean {
    return this.#end === undefined;
  }

  /**
   * Calls the handler, after the code is loaded. An environment that failed to load, timed out or crashed has
   * ended by the time that the outcome is known.
   *
   * @param payload the event as JSON.
   */
  async invoke(payload: string): Promise<Outcome> {
    const requestId = randomUUID();
    const { timeoutMs } = this.#definition;
    const loaded = await this.#within(INIT_TIMEOUT_MS + timeoutMs, requestId, this.#loaded);
    if (loaded.kind === 'failed') {
      await this.end();
      return loaded;
    }
    const answer = this.#nextMessage();
    const invocation: Invocation = { requestId, payload, timeoutMs };
    this.#worker.postMessage(invocation);
    const outcome = await this.#within(timeoutMs, requestId, answer);
    if (outcome.kind === 'ready') throw new Error('a thread is ready once only');
    if (outcome.kind === 'failed' || Buffer.byteLength(outcome.payload) <= MAX_RESPONSE_BYTES) return outcome;
    return failure(
      'Function.ResponseSizeTooLarge',
      `Response payload size exceeded maximum allowed payload size (${MAX_RESPONSE_BYTES} bytes).`,
    );
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }

  #nextMessage(): Promise<ThreadMessage> {
    const { promise, resolve } = Promise.withResolvers<ThreadMessage>();
    this.#receive = resolve;
    if (this.#end !== undefined) resolve(this.#end);
    return promise;
  }

  #ended(reason: ThreadMessage): void {
    this.#end ??= reason;
    this.#receive(this.#end);
  }

  /** Lambda ends the environment of an invocation that takes too long. */
  async #within(
    milliseconds: number,
    requestId: string,
    message: Promise<ThreadMessage>,
  ): Promise<ThreadMessage> {
    const { promise: timeout, resolve } = Promise.withResolvers<'timeout'>();
    const timer = setTimeout(() => resolve('timeout'), milliseconds);
    try {
      const first = await Promise.race([message, timeout]);
      if (first !== 'timeout') return first;
    } finally {
      clearTimeout(timer);
    }
    await this.end();
    const seconds = (milliseconds / 1000).toFixed(2);
    return failure(
      'Sandbox.Timedout',
      `${new Date().toISOString()} ${requestId} Task timed out after ${seconds} seconds`,
    );
  }
}

const failure = (
  errorType: string,
  errorMessage: string,
): { readonly kind: 'failed'; readonly error: FunctionError } => ({
  kind: 'failed',
  error: { errorType, errorMessage },
});
