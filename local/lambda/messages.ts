/** What a function's pool and the threads of its code say to each other. */
import type { FunctionError } from './function.ts';

/** What a thread is started with. */
export interface ThreadData {
  readonly codeFolder: string;
  readonly handler: string;
  readonly functionName: string;
  readonly functionArn: string;
  readonly memoryMb: number;
  /** Certificates that are trusted besides those that Node comes with, PEM. */
  readonly trustedCertificates: readonly string[];
}

export interface Invocation {
  readonly requestId: string;
  /** The event as JSON. */
  readonly payload: string;
  /** How long it may take. */
  readonly timeoutMs: number;
}

export type ThreadMessage =
  /** The code is loaded; the thread takes invocations, one at a time. */
  | { readonly kind: 'ready' }
  | { readonly kind: 'returned'; readonly payload: string }
  | { readonly kind: 'failed'; readonly error: FunctionError };
