/** Counts and latencies of requests, by what they were for. */
import { type Exchange, OPERATIONS, type Operation } from './exchange.ts';

export interface Figures {
  readonly requests: number;
  /** Those without an answer, and those whose answer is not a success. */
  readonly failed: number;
  /** Requests a second while such requests were under way. */
  readonly rate: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
}

interface Tally {
  readonly milliseconds: number[];
  failed: number;
  underWay: number;
  since: number;
  busy: number;
}

export class Statistics {
  readonly #tallies = new Map<Operation, Tally>();
  readonly #all = newTally();
  serverErrors = 0;

  /** @param now milliseconds of a clock that only goes forward */
  begin(operation: Operation, now: number): void {
    for (const tally of this.#of(operation)) {
      if (tally.underWay === 0) tally.since = now;
      tally.underWay += 1;
    }
  }

  end({ request, status, milliseconds }: Exchange, now: number): void {
    if (status >= 500) this.serverErrors += 1;
    for (const tally of this.#of(request.operation)) {
      tally.milliseconds.push(milliseconds);
      if (!isSuccess(status)) tally.failed += 1;
      tally.underWay -= 1;
      if (tally.underWay === 0) tally.busy += now - tally.since;
    }
  }

  get total(): Figures {
    return figuresOf(this.#all);
  }

  /** Those that happened, in the order in which a run meets them. */
  get byOperation(): ReadonlyMap<Operation, Figures> {
    return new Map(
      OPERATIONS.flatMap((operation) => {
        const tally = this.#tallies.get(operation);
        return tally ? [[operation, figuresOf(tally)] as const] : [];
      }),
    );
  }

  #of(operation: Operation): readonly Tally[] {
    const tally = this.#tallies.get(operation) ?? newTally();
    this.#tallies.set(operation, tally);
    return [tally, this.#all];
  }
}

export const isSuccess = (status: number): boolean => status >= 200 && status < 300;

const newTally = (): Tally => ({ milliseconds: [], failed: 0, underWay: 0, since: 0, busy: 0 });

const figuresOf = ({ milliseconds, failed, busy }: Tally): Figures => {
  const sorted = milliseconds.toSorted((a, b) => a - b);
  return {
    requests: sorted.length,
    failed,
    rate: busy === 0 ? 0 : (sorted.length / busy) * 1000,
    p50: percentile(sorted, 50),
    p99: percentile(sorted, 99),
  };
};

/** The smallest value that this share of all is not above (nearest rank). */
const percentile = (sorted: readonly number[], percent: number): number =>
  sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? 0;
