import type { Operation } from '../../scim/bulk/operation.ts';
import { referredTo } from '../../scim/bulk/references.ts';
import { creationsOf } from '../../scim/bulk/request.ts';
import type { Outcome } from '../../scim/bulk/response.ts';
import { invalidValue, unavailable } from '../../scim/error.ts';
import { quote } from '../../scim/filter/lexer.ts';
import { RETRY_AFTER } from '../failure.ts';

/** What has become of the creations that others refer to by their bulkIds. */
export class Creations {
  readonly #operations: ReadonlyMap<string, Operation>;
  readonly #outcomes: ReadonlyMap<Operation, Outcome>;

  /** @param outcomes grows as operations end */
  constructor(operations: readonly Operation[], outcomes: ReadonlyMap<Operation, Outcome>) {
    this.#operations = creationsOf(operations);
    this.#outcomes = outcomes;
  }

  /** The id of what a bulkId stands for. @throws ScimError 400 invalidValue, or 503, where there is none */
  readonly idOf = (bulkId: string): string => {
    const operation = this.#operations.get(bulkId);
    if (!operation) throw invalidValue(`no operation of this request has the bulkId ${quote(bulkId)}`);
    const { id, failure } = this.#outcomes.get(operation) ?? {};
    if (id !== undefined && !failure) return id;
    const detail = `the operation with the bulkId ${quote(bulkId)}, to which this one refers, has failed`;
    // What may yet be done is not the client's mistake.
    throw failure && failure.status >= 500 ? unavailable(detail, RETRY_AFTER) : invalidValue(detail);
  };

  /** The id of the resource that a path names, itself or by a bulkId. @throws ScimError as `idOf` does */
  target(written: string): string {
    const bulkId = referredTo(written);
    return bulkId === undefined ? written : this.idOf(bulkId);
  }
}
