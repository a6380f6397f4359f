/** A request as it arrived and an answer as it leaves, free of Node's HTTP server. */

export type Headers = readonly (readonly [name: string, value: string])[];

export interface GatewayRequest {
  /** `$context.requestId` */
  readonly id: string;
  readonly method: string;
  /** With the stage, still percent-encoded. */
  readonly path: string;
  /** What follows the question mark, still percent-encoded. */
  readonly query: string;
  /** In their order, with repetitions, names as they were written. */
  readonly headers: Headers;
  readonly body: Buffer;
  readonly sourceIp: string;
  /** The port that it arrived at. */
  readonly port: number;
  /** Epoch milliseconds. */
  readonly receivedAt: number;
}

export interface GatewayAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** Text, or bytes that a function has answered in base64. */
  readonly body: string | Buffer;
}

/** The last value of a header, whose name is compared in any case. */
export const headerOf = (headers: Headers, name: string): string | undefined =>
  headers.findLast(([candidate]) => candidate.toLowerCase() === name.toLowerCase())?.[1];
