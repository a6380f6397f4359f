import type { JsonObject } from '../../scim/json.ts';
import { type Fields, type Input, type Payload, readInput } from '../input.ts';
import type { Author } from '../table.ts';

/**
 * Something that an operator can ask the admin function to do. The payload is one that nobody has checked.
 * @throws TenancyError
 */
export interface Operation<F extends Fields, Result> {
  (payload: JsonObject, by: Author): Promise<Result>;
  /** What a payload has to be, for the types of whoever writes one. */
  readonly payload?: Payload<F>;
}

export const operation =
  <F extends Fields, Result>(
    fields: F,
    run: (input: Input<F>, by: Author) => Promise<Result>,
  ): Operation<F, Result> =>
  async (payload, by) =>
    run(readInput(fields, payload), by);
