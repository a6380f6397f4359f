import pMap from 'p-map';
import type { Method, Valid } from '../../scim/bulk/operation.ts';
import { type Parted, parted } from '../../scim/bulk/parted.ts';
import { substituted } from '../../scim/bulk/references.ts';
import { hasFailed, type Outcome } from '../../scim/bulk/response.ts';
import { ScimError, unavailable } from '../../scim/error.ts';
import { PATCH_SCHEMA } from '../../scim/patch/operations.ts';
import type { ResourceTypeName } from '../../scim/schema/definition.ts';
import type { View } from '../context.ts';
import { RETRY_AFTER } from '../failure.ts';
import { attempt, type Bulk, record, requireTime } from './attempt.ts';
import { makeSingle } from './single.ts';

/** One creation of a circle. */
interface Part extends Parted {
  readonly operation: Valid;
  readonly outcome: Outcome;
}

/** How many creations are under way at a time. */
const WIDTH = 16;
/** Milliseconds that each takes at most, on average: to be made, linked, and perhaps undone. */
const TIME = 15;

/** What the version of a resource depends on, and nothing else. */
const VIEWS: Readonly<Record<ResourceTypeName, View>> = { User: {}, Group: { attributes: ['id'] } };

/**
 * Creates resources that refer to each other (RFC 7644 §3.7.1): first without these references, which are then added.
 * All or none: where one cannot be made or linked, the others are deleted again.
 * @param circle their bulkIds
 */
export const makeCircle = async (
  bulk: Bulk,
  operations: readonly Valid[],
  circle: ReadonlySet<string>,
): Promise<ReadonlyMap<Valid, Outcome>> => {
  const each = <From>(some: readonly From[], work: (one: From) => Promise<Part>): Promise<readonly Part[]> =>
    pMap(some, work, { concurrency: WIDTH });

  const time = operations.length * TIME;
  let parts = await each(operations, (one) => make(bulk, one, parted(one.asks.data, circle), time));
  if (!parts.some(isBroken)) {
    const ids = new Map(parts.map(({ operation, outcome }) => [operation.bulkId, outcome.id]));
    parts = await each(parts, (part) =>
      link(bulk, part, (bulkId) => ids.get(bulkId) ?? bulk.creations.idOf(bulkId)),
    );
  }
  const cause = parts.find(isBroken)?.outcome.failure;
  if (cause) parts = await each(parts, (part) => undo(bulk, part, part.outcome.failure ?? brokenBy(cause)));
  return new Map(parts.map(({ operation, outcome }) => [operation, outcome]));
};

const isBroken = ({ outcome }: Part): boolean => hasFailed(outcome);

/** Tries something, and has the trail tell of it. */
const told = async (
  bulk: Bulk,
  operation: Valid,
  method: Method,
  work: () => Promise<Outcome>,
): Promise<Outcome> => {
  const startedAt = performance.now();
  const outcome = await attempt(bulk, operation, work);
  record(bulk, operation, outcome, startedAt, method);
  return outcome;
};

const make = async (bulk: Bulk, operation: Valid, parts: Parted, time: number): Promise<Part> => {
  const { services, context, creations } = bulk;
  const outcome = await told(bulk, operation, 'POST', async () => {
    requireTime(bulk, time);
    const data = substituted(parts.alone, creations.idOf);
    return makeSingle(services, context, { ...operation.asks, id: undefined, data });
  });
  return { ...parts, operation, outcome };
};

const link = async (bulk: Bulk, part: Part, idOf: (bulkId: string) => string): Promise<Part> => {
  const { operation, outcome, links } = part;
  const { services, context } = bulk;
  const { type } = operation.asks;
  const { id = '' } = outcome;
  const linked = await told(bulk, operation, 'PATCH', async () => {
    // Without a path, so that what nobody may write is passed over, as it is in a creation.
    const addition = {
      schemas: [PATCH_SCHEMA],
      Operations: [{ op: 'add', value: substituted(links, idOf) }],
    };
    const { version } = await services[type].patch(context, id, addition, VIEWS[type]);
    return { status: 200, id, version };
  });
  return { ...part, outcome: { ...outcome, ...linked, status: linked.failure?.status ?? outcome.status } };
};

/** What is told of a creation because another one of its circle has failed. */
const brokenBy = ({ status }: ScimError): ScimError => {
  const detail =
    'the operations that refer to each other in this circle could not all be done, so none of them is';
  return status >= 500 ? unavailable(detail, RETRY_AFTER) : new ScimError(409, detail);
};

const undo = async (bulk: Bulk, part: Part, failure: ScimError): Promise<Part> => {
  const { operation, outcome } = part;
  const { services, context } = bulk;
  const { id, location } = outcome;
  const ended = { status: failure.status, failure };
  if (id === undefined) return { ...part, outcome: ended };
  const undone = await told(bulk, operation, 'DELETE', async () => {
    await services[operation.asks.type].remove(context, id);
    return { status: 204, id };
  });
  if (!hasFailed(undone) || undone.status === 404) return { ...part, outcome: ended };
  const left = new ScimError(failure.status, `${failure.message}; what was made of it is left: delete it`);
  return {
    ...part,
    outcome: { status: left.status, failure: left, ...(location !== undefined && { location }) },
  };
};
