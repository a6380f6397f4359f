/** A Lambda function, and what an invocation of one comes to. */

export interface FunctionDefinition {
  readonly name: string;
  readonly arn: string;
  /** Such as `nodejs24.x`. */
  readonly runtime: string;
  /** The folder of its bundled code. */
  readonly codeFolder: string;
  /** `<file without ending>.<export>` */
  readonly handler: string;
  readonly environment: ReadonlyMap<string, string>;
  readonly timeoutMs: number;
  readonly memoryMb: number;
}

/** What Lambda answers as payload where a function threw, timed out or crashed. */
export interface FunctionError {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
}

export type Outcome =
  /** `payload` is what the handler returned, as JSON. */
  | { readonly kind: 'returned'; readonly payload: string }
  | { readonly kind: 'failed'; readonly error: FunctionError };

/** A line that a function wrote to its log. */
export interface LogLine {
  readonly functionName: string;
  readonly line: string;
}

export type LogSink = (line: LogLine) => void;

/** Lambda's limit for the payload of a request, bytes; an answer may have 100 more. */
export const MAX_REQUEST_BYTES = 6 * 1024 * 1024;
export const MAX_RESPONSE_BYTES = MAX_REQUEST_BYTES + 100;
