import { setTimeout as sleep } from 'node:timers/promises';
import {
  transactedKeys,
  type WireAnswer,
  type WireCall,
  wireConflict,
  wireError,
  writtenKey,
} from './wire.ts';

const PLAIN_WRITES: ReadonlySet<string> = new Set(['PutItem', 'UpdateItem', 'DeleteItem']);

/**
 * DynamoDB's conflicts, which the embedded engine does not have: a transaction holds all of its items, those
 * that it only checks too, while it is under way, and whatever else would write one of them is refused.
 */
export class Conflicts {
  readonly #held = new Set<string>();
  readonly #tokens = new Set<string>();
  readonly #holdMs: number;

  /** @param holdMs how long a transaction takes, milliseconds */
  constructor(holdMs: number) {
    this.#holdMs = holdMs;
  }

  /** Lets a call pass, or refuses it as DynamoDB does when it meets a transaction that is under way. */
  async pass(call: WireCall, forward: () => Promise<WireAnswer>): Promise<WireAnswer> {
    if (PLAIN_WRITES.has(call.operation)) {
      return this.#held.has(writtenKey(call)) ? wireError('TransactionConflictException') : forward();
    }
    return call.operation === 'TransactWriteItems' ? this.#transact(call, forward) : forward();
  }

  async #transact(call: WireCall, forward: () => Promise<WireAnswer>): Promise<WireAnswer> {
    const token = JSON.stringify(call.body['ClientRequestToken']);
    if (this.#tokens.has(token)) return wireError('TransactionInProgressException');
    const keys = transactedKeys(call);
    if (keys.some((key) => this.#held.has(key))) return wireConflict(call, (key) => this.#held.has(key));
    this.#tokens.add(token);
    for (const key of keys) this.#held.add(key);
    try {
      await sleep(this.#holdMs);
      return await forward();
    } finally {
      this.#tokens.delete(token);
      for (const key of keys) this.#held.delete(key);
    }
  }
}
