import type { Method, Operation } from '../../scim/bulk/operation.ts';
import type { Outcome } from '../../scim/bulk/response.ts';
import { ScimError, unavailable } from '../../scim/error.ts';
import type { Context } from '../context.ts';
import { RETRY_AFTER } from '../failure.ts';
import { locationOf } from '../represent.ts';
import type { Creations } from './creations.ts';
import type { Services } from './single.ts';
import type { Trail } from './trail.ts';

/** What every operation of a bulk request is told. */
export interface Bulk {
  readonly services: Services;
  readonly context: Context;
  readonly creations: Creations;
  readonly trail: Trail;
}

/**
 * Milliseconds before the deadline of the request after which no operation is begun: more than one takes, so that
 * what is begun is done.
 */
const LAST_MOMENT = 3_000;

/** @throws ScimError 503 when no time is left to begin something that takes so many milliseconds more than one operation */
export const requireTime = ({ context }: Bulk, more = 0): void => {
  if (Date.now() >= context.call.deadline - LAST_MOMENT - more) {
    throw unavailable(
      'no time was left to begin this operation, and nothing of it has been done: send it again',
      RETRY_AFTER,
    );
  }
};

/** Tries an operation, or what is made of it: whatever happens is its outcome. */
export const attempt = async (
  bulk: Bulk,
  operation: Operation,
  work: () => Promise<Outcome>,
): Promise<Outcome> => {
  try {
    return await work();
  } catch (thrown) {
    const failure = thrown instanceof ScimError ? thrown : bulk.trail.unexpected(thrown);
    return { ...aboutOf(bulk, operation), status: failure.status, failure };
  }
};

/** What an operation is about, also when it fails: all but a creation has a location (RFC 7644 §3.7.3). */
const aboutOf = (
  { context, creations }: Bulk,
  { method, type, target }: Operation,
): Pick<Outcome, 'id' | 'location'> => {
  if (method === 'POST' || type === undefined || target === undefined) return {};
  try {
    const id = creations.target(target);
    return { id, location: locationOf(context, { id, type }) };
  } catch {
    return {};
  }
};

/**
 * Has the trail tell how something ended that was begun at `startedAt`, by the clock of `performance`.
 * @param method what was done, where that is not what the operation asks
 */
export const record = (
  { trail }: Bulk,
  { place, method, type }: Operation,
  { id, status, failure }: Outcome,
  startedAt: number,
  done: Method | undefined = method,
): void =>
  trail.ended({
    place,
    method: done,
    type,
    id,
    status,
    failure,
    milliseconds: performance.now() - startedAt,
  });
