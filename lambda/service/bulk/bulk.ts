import { isValid, type Operation, type Valid } from '../../scim/bulk/operation.ts';
import { planOf, type Step } from '../../scim/bulk/plan.ts';
import { substituted } from '../../scim/bulk/references.ts';
import { parseBulk } from '../../scim/bulk/request.ts';
import { bulkResponse, hasFailed, type Outcome } from '../../scim/bulk/response.ts';
import type { Json, JsonObject } from '../../scim/json.ts';
import type { Context } from '../context.ts';
import { attempt, type Bulk, record, requireTime } from './attempt.ts';
import { makeCircle } from './circle.ts';
import { Creations } from './creations.ts';
import { type Before, sideBySide } from './side-by-side.ts';
import { makeSingle, type Services } from './single.ts';
import type { Trail } from './trail.ts';

/** @throws ScimError 400 and 413 for a request that is wrong as a whole, before anything is done */
export type BulkService = (context: Context, body: Json, trail: Trail) => Promise<JsonObject>;

/**
 * The use case of a bulk request (RFC 7644 §3.7): its operations by the use cases of their single forms, with the
 * outcome that they would have one after the other, in the order of the plan.
 */
export const bulkService =
  (services: Services): BulkService =>
  async (context, body, trail) => {
    const { operations, failOnErrors } = parseBulk(body);
    const outcomes = new Map<Operation, Outcome>();
    const bulk: Bulk = { services, context, creations: new Creations(operations, outcomes), trail };
    await sideBySide(planOf(operations, context.groupNames), failOnErrors, async (step, before) => {
      const ended = await endOf(bulk, step, before);
      for (const [operation, outcome] of ended) outcomes.set(operation, outcome);
      return [...ended.values()].filter(hasFailed).length;
    });
    return bulkResponse(operations, outcomes);
  };

const endOf = async (
  bulk: Bulk,
  { operations, circle }: Step,
  before: Before,
): Promise<ReadonlyMap<Operation, Outcome>> => {
  if (circle.size > 0) {
    await before.over;
    return makeCircle(bulk, operations.filter(isValid), circle);
  }
  const ends = operations.map(async (one) => [one, await inTurn(bulk, one, before)] as const);
  return new Map(await Promise.all(ends));
};

/** A name is taken only if it still is when all before have had their turn: one of them may be about to give it up. */
const inTurn = async (bulk: Bulk, operation: Operation, before: Before): Promise<Outcome> => {
  const startedAt = performance.now();
  const isFirst = before.isOver();
  let outcome = await tried(bulk, operation);
  if (outcome.failure?.scimType === 'uniqueness' && !isFirst) {
    await before.over;
    outcome = await tried(bulk, operation);
  }
  record(bulk, operation, outcome, startedAt);
  return outcome;
};

const tried = (bulk: Bulk, operation: Operation): Promise<Outcome> =>
  attempt(bulk, operation, async () => {
    if (!isValid(operation)) throw operation.refusal;
    requireTime(bulk);
    return makeSingle(bulk.services, bulk.context, singleOf(bulk, operation));
  });

const singleOf = ({ creations }: Bulk, { asks: { target, ...asked } }: Valid) => ({
  ...asked,
  id: target === undefined ? undefined : creations.target(target),
  data: substituted(asked.data, creations.idOf),
});
