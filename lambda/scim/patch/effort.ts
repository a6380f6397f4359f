import { tooMany } from '../error.ts';
import type { Filter } from '../filter/ast.ts';
import { comparedAttributes } from '../filter/attributes.ts';
import type { Json } from '../json.ts';

/** What one PATCH may take, in nanoseconds; the costs below are what `npm run bench -- bounds` measures. */
const MAX_EFFORT = 32_000_000;
/** What it takes to go over a value, or to compare it: so much, and so much for each of its characters. */
const VALUE = 400;
const CHARACTER = 8;

/**
 * The work that a PATCH makes: each of its operations on a list goes through the list, so that a thousand of
 * them on a long list with long filters could keep a function busy for minutes.
 */
export class Effort {
  #left = MAX_EFFORT;

  /** @throws ScimError 400 tooMany when the changes of a list take more than a PATCH may take altogether */
  spend(values: readonly Json[], filter?: Filter): void {
    const once = values.length * VALUE + JSON.stringify(values).length * CHARACTER;
    this.#left -= once * (1 + (filter ? comparedAttributes(filter).length : 0));
    if (this.#left < 0) {
      throw tooMany('these operations on these values are too many for one PATCH; send them in several');
    }
  }
}
