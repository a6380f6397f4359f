import { OverBudget } from './error.ts';

/**
 * Counts what a request reads, in read units: a strongly consistent read takes one for each 4 KB that it begins.
 * It is the database that says how many a read took.
 */
export class ReadBudget {
  readonly #limit: number;
  #spent = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get spent(): number {
    return this.#spent;
  }

  /** @throws OverBudget when that was more than the request may read */
  spend(units: number): void {
    this.#spent += units;
    this.requireLeft();
  }

  /** @throws OverBudget when more has been read already than may be */
  requireLeft(): void {
    if (this.#spent > this.#limit) throw new OverBudget(this.#limit);
  }
}
