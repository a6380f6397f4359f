import type { Placed, StoredOrder } from '../../store/order.ts';
import type { Explanation } from './explanation.ts';
import { type Found, type List, type ListRequest, NOTHING, type Start } from './request.ts';

/** The list of all resources of a type, in an order in which the store has them. */
export const walked = (request: ListRequest, order: StoredOrder): List => {
  const { directory, context, explanation } = request;
  const { tenant, call } = context;

  const chunksFrom = async (
    starting: Promise<Start>,
    counting: Promise<readonly number[]>,
    count: number,
  ) => {
    const start = await starting;
    const { skip, after } = start;
    const place = skip > 0 ? await directory.seek(tenant, order, await counting, skip, call) : after;
    if (skip > 0 && !place) return NOTHING;
    const backwards = order.backwards !== start.backwards;
    return begun(
      directory.walk(tenant, { ...order, backwards, after: place, atOnce: count + 1 }, call),
      explanation,
    );
  };

  return {
    read: async (starting, count): Promise<Found> => {
      explanation.plan(
        order.by === undefined ? 'walk' : 'order',
        order.by === undefined ? [] : [order.by],
        'exact',
      );
      const counting = directory.counters(tenant, order.type, call);
      const [counters, chunks] = await Promise.all([
        counting,
        count === 0 ? NOTHING : chunksFrom(starting, counting, count),
      ]);
      const total = counters.reduce((sum, one) => sum + one, 0);
      return { total, chunks };
    },
  };
};

/** Chunks of which the first one has been read. */
const begun = async (
  chunks: AsyncIterable<readonly Placed[]>,
  explanation: Explanation,
): Promise<AsyncIterable<readonly Placed[]>> => {
  const iterator = chunks[Symbol.asyncIterator]();
  const first = await iterator.next();
  return (async function* () {
    for (let next = first; !next.done; next = await iterator.next()) {
      explanation.read(next.value.length);
      yield next.value;
    }
  })();
};
