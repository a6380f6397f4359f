import type { JsonObject } from '../../json.ts';

/** What a request is for, as the table at the end counts them. */
export const OPERATIONS = [
  'test connection',
  'discover',
  'look up user',
  'read user',
  'create user',
  'update user',
  'set manager',
  'delete user',
  'look up group',
  'read group',
  'create group',
  'update group',
  'delete group',
  'add member',
  'remove member',
  'read back',
] as const;

export type Operation = (typeof OPERATIONS)[number];

export interface Request {
  readonly operation: Operation;
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Behind the Tenant URL, percent-encoded. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: JsonObject;
  /** The statuses that say that it succeeded as the RFC has it. */
  readonly expect: readonly number[];
}

/** How a request ended. Without an answer, `status` is 0 and `text` says why. */
export interface Exchange {
  readonly request: Request;
  readonly status: number;
  readonly text: string;
  /** Nobody is there to answer. */
  readonly unreachable: boolean;
  readonly milliseconds: number;
}

/** A request that did not succeed; whoever watches has been told. */
export class RequestFailed extends Error {
  override readonly name = 'RequestFailed';
  readonly exchange: Exchange;

  constructor(exchange: Exchange) {
    const { request, status, text } = exchange;
    super(`${request.method} ${request.path}: ${status === 0 ? text : `answered ${status}`}`);
    this.exchange = exchange;
  }

  /** Whether the next request would fail just the same: a wrong token, or nobody there. */
  get isFinal(): boolean {
    return this.exchange.status === 401 || this.exchange.unreachable;
  }
}
