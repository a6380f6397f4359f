/** The last requests, numbered from 1, for any number of readers that each go on where they stopped. */
import { randomUUID } from 'node:crypto';
import type { RequestSummary } from './request-summary.ts';

export interface NumberedRequest extends RequestSummary {
  readonly number: number;
}

export interface RequestFeed {
  /** Tells this run of the server from another, whose numbers begin again. */
  readonly run: string;
  readonly add: (request: RequestSummary) => void;
  /**
   * What came after a number, oldest first, at most `limit`. What a slow reader has missed, because newer
   * requests took its place, shows as a gap in the numbers.
   */
  readonly after: (number: number, limit: number) => readonly NumberedRequest[];
  /** Calls back whenever something came. @returns what ends it. */
  readonly subscribe: (listener: () => void) => () => void;
}

const CAPACITY = 500;

export const requestFeed = (capacity: number = CAPACITY): RequestFeed => {
  const slots: NumberedRequest[] = [];
  const listeners = new Set<() => void>();
  let last = 0;
  return {
    run: randomUUID(),
    add: (request) => {
      slots[last % capacity] = { ...request, number: last + 1 };
      last += 1;
      for (const listener of listeners) listener();
    },
    after: (number, limit) => {
      const first = Math.max(number, last - capacity);
      const count = Math.max(0, Math.min(limit, last - first));
      return Array.from({ length: count }, (_, offset) => slots[(first + offset) % capacity]).filter(
        (request) => request !== undefined,
      );
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
};
