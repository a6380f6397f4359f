import type { ResourceTypeName } from '../../scim/schema/definition.ts';
import type { SortPlace } from '../../scim/sort.ts';
import type { Placed } from '../../store/order.ts';
import type { ListedResource } from '../../store/port.ts';
import { Lookahead } from './lookahead.ts';
import { type Order, reversed } from './order.ts';
import { type Found, type List, NOTHING, type Start } from './request.ts';

/** The lists of several types, all in one order. */
export interface Merged {
  readonly lists: ReadonlyMap<ResourceTypeName, List>;
  readonly order: Order;
  /**
   * How many resources of each type there are by the first two digits of their ids, where the lists are of all of
   * them in the order of ids.
   */
  readonly counters?: (() => Promise<readonly (readonly number[])[]>) | undefined;
}

/**
 * The lists of several types as one. A place in it is one in each of them: behind it, in their order, is behind it in
 * the order of all.
 */
export const merged = ({ lists, order, counters }: Merged): List => ({
  read: async (starting, count) => {
    const start = await starting;
    const { from, left } = counters && start.skip > 0 ? jump(await counters(), start) : direct(start);
    const found = new Map(
      await Promise.all(
        [...lists].map(
          async ([type, list]) => [type, await list.read(Promise.resolve(from), count + left)] as const,
        ),
      ),
    );
    const counted = [...found.values()].reduce((sum, { total }) => sum + total, 0);
    const { compare } = start.backwards ? reversed(order) : order;
    return {
      total: counters ? counted : (start.total ?? counted),
      chunks: count === 0 ? NOTHING : without(left, inOneOrder([...found.values()], compare)),
      present: presenterOf(found),
    };
  },
});

/** A start in each list, and how many of what follows it in all of them are passed over. */
interface Way {
  readonly from: Start;
  readonly left: number;
}

const direct = (start: Start): Way => ({ from: { ...start, skip: 0 }, left: start.skip });

/** Goes as far as the counters tell. */
const jump = (counters: readonly (readonly number[])[], start: Start): Way => {
  let left = start.skip;
  for (let prefix = 0; prefix < PREFIXES; prefix += 1) {
    const here = counters.reduce((sum, of) => sum + (of[prefix] ?? 0), 0);
    if (left < here) return { from: { ...start, skip: 0, after: { id: digitsOf(prefix) } }, left };
    left -= here;
  }
  return { from: { ...start, skip: 0, after: { id: digitsOf(PREFIXES) } }, left: 0 };
};

/** Of the first two digits of ids, and of what is beyond all of them. */
const PREFIXES = 256;
const digitsOf = (prefix: number): string => (prefix < PREFIXES ? prefix.toString(16).padStart(2, '0') : 'g');

type Compare = (a: SortPlace, b: SortPlace) => number;

async function* inOneOrder(found: readonly Found[], compare: Compare): AsyncGenerator<readonly Placed[]> {
  let streams = found.map(({ chunks }) => new Lookahead(chunks));
  for (;;) {
    const hasMore = await Promise.all(streams.map((stream) => stream.hasMore()));
    streams = streams.filter((_, index) => hasMore[index]);
    const some: Placed[] = [];
    // As far as it can be told without reading on.
    while (streams.length > 0 && streams.every(({ first }) => first)) {
      some.push(...(await leading(streams, compare).take(1)));
    }
    if (some.length === 0) return;
    yield some;
  }
}

const leading = (streams: readonly Lookahead<Placed>[], compare: Compare): Lookahead<Placed> =>
  streams.reduce((a, b) => (a.first && b.first && compare(b.first.place, a.first.place) < 0 ? b : a));

async function* without(
  skipped: number,
  chunks: AsyncIterable<readonly Placed[]>,
): AsyncGenerator<readonly Placed[]> {
  let left = skipped;
  for await (const chunk of chunks) {
    yield chunk.slice(left);
    left = Math.max(0, left - chunk.length);
  }
}

/** Where each list has read what is shown with its resources. */
const presenterOf = (found: ReadonlyMap<ResourceTypeName, Found>): Found['present'] =>
  [...found.values()].every(({ present }) => present)
    ? (listed: ListedResource) => found.get(listed.type)?.present?.(listed)
    : undefined;
