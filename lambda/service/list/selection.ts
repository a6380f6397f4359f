import type { SortPlace } from '../../scim/sort.ts';
import type { Placed } from '../../store/order.ts';

type Compare = (a: SortPlace, b: SortPlace) => number;

/**
 * The first `limit` of all that are added, in an order and behind a place, whatever the order in which they come;
 * and the number of all. It holds no more than twice as many as it is to give.
 */
export class Selection {
  readonly #compare: Compare;
  readonly #after: SortPlace | undefined;
  readonly #limit: number;
  #kept: Placed[] = [];
  #count = 0;

  constructor(compare: Compare, after: SortPlace | undefined, limit: number) {
    this.#compare = compare;
    this.#after = after;
    this.#limit = limit;
  }

  add(found: readonly Placed[]): void {
    const after = this.#after;
    this.#count += found.length;
    this.#kept.push(...(after ? found.filter(({ place }) => this.#compare(place, after) > 0) : found));
    if (this.#kept.length > 2 * this.#limit) this.#cut();
  }

  /** How many have been added. */
  get count(): number {
    return this.#count;
  }

  get first(): readonly Placed[] {
    this.#cut();
    return this.#kept;
  }

  #cut(): void {
    this.#kept = this.#kept.sort((a, b) => this.#compare(a.place, b.place)).slice(0, this.#limit);
  }
}
