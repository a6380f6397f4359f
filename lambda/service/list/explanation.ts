import type { ReadBudget } from '../../store/read-budget.ts';

/** How a list was served, without any value that it was asked for with. */
export interface ExplainedList {
  /** How the resources were found; of several types, how those of each were. */
  readonly plan: string;
  /** The indexed attributes that led to them. */
  readonly attributes: readonly string[];
  /** `rechecked` where others than those asked for may have been found too. */
  readonly found: 'exact' | 'rechecked';
  /** Resources that were read, and those that the list has in all. */
  readonly read: number;
  readonly matched: number | undefined;
  readonly readUnits: number;
}

/** Takes down how a list is served while it is. */
export class Explanation {
  readonly #budget: ReadBudget;
  readonly #plans: string[] = [];
  readonly #attributes = new Set<string>();
  #found: ExplainedList['found'] = 'exact';
  #read = 0;
  #matched: number | undefined;

  constructor(budget: ReadBudget) {
    this.#budget = budget;
  }

  plan(plan: string, attributes: readonly string[], found: ExplainedList['found']): void {
    this.#plans.push(plan);
    for (const attribute of attributes) this.#attributes.add(attribute);
    if (found === 'rechecked') this.#found = found;
  }

  read(resources: number): void {
    this.#read += resources;
  }

  matched(resources: number): void {
    this.#matched = resources;
  }

  get list(): ExplainedList {
    return {
      plan: this.#plans.join(', ') || 'none',
      attributes: [...this.#attributes],
      found: this.#found,
      read: this.#read,
      matched: this.#matched,
      readUnits: this.#budget.spent,
    };
  }
}
