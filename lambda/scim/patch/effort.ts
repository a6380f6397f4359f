import { tooMany } from '../error.ts';
import type { Filter } from '../filter/ast.ts';
import { comparedAttributes } from '../filter/attributes.ts';
import type { Json } from '../json.ts';

/** What one PATCH may take: some 50 ms, with the costs below. */
const MAX_EFFORT = 16_000_000;
/** What a value costs that is looked at, besides one for each of its characters. */
const VALUE = 100;
/** How many times dearer it is to compare a value, which has to be folded, than to look at it. */
const COMPARISON = 8;

/**
 * The work that a PATCH makes: each of its operations on a list goes through the list, so that a thousand of
 * them on a long list with long filters could keep a function busy for minutes.
 */
export class Effort {
  #left = MAX_EFFORT;

  /** @throws ScimError 400 tooMany when the changes of a list take more than a PATCH may take altogether */
  spend(values: readonly Json[], filter: Filter | undefined): void {
    const size = values.length * VALUE + JSON.stringify(values).length;
    this.#left -= size * (1 + COMPARISON * (filter ? comparedAttributes(filter).length : 0));
    if (this.#left < 0) {
      throw tooMany('these operations on these values are too many for one PATCH; send them in several');
    }
  }
}
