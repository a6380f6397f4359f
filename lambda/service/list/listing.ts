import { MAX_COUNT } from '../../scim/list.ts';
import type { ListedResource } from '../../store/port.ts';
import type { Presenter } from '../kind.ts';
import type { Query } from './cursor.ts';
import { listOf } from './list-of.ts';
import { merged } from './merged.ts';
import { orderOf } from './order.ts';
import type { List, ListRequest } from './request.ts';
import { selected } from './selected.ts';

/** What pages are made of: a list, of one type or of several, and how its resources are shown. */
export interface Listing extends Pick<ListRequest, 'directory' | 'context' | 'explanation'> {
  /** What tells it from other lists. */
  readonly query: Omit<Query, 'count'>;
  readonly list: List;
  /** Reads what is shown with some of its resources. */
  readonly presenter: (listed: readonly ListedResource[]) => Promise<Presenter>;
  /** How many resources may be shown at a time. */
  readonly presentedAtOnce: number;
}

/** The list of one type. */
export const listingOf = (request: ListRequest): Listing => {
  const { context, kind, projection, filter, sort } = request;
  return {
    ...request,
    query: { tenant: context.tenant, types: [kind.model.name], filter, sort },
    list: listOf(request),
    presenter: (listed) => presenterOf(request, listed),
    presentedAtOnce: kind.presentedAtOnce(projection),
  };
};

/**
 * The list of several types.
 * @param whole how it was asked for
 * @param requests what that asks of each type that can have any of it
 */
export const listingOfTypes = (
  whole: Omit<Listing, 'list' | 'presenter' | 'presentedAtOnce'>,
  requests: readonly ListRequest[],
): Listing => {
  const { directory, context, query } = whole;
  const { tenant, call } = context;
  const byType = new Map(requests.map((request) => [request.kind.model.name, request]));
  const isAll = !query.sort && requests.every(({ filter }) => !filter);
  // The keys of an order that the store keeps are not those of another type's.
  const list = query.sort ? selected : listOf;
  return {
    ...whole,
    list: merged({
      lists: new Map([...byType].map(([type, request]) => [type, list(request)])),
      order: orderOf(query.sort),
      counters: isAll
        ? () => Promise.all([...byType.keys()].map((type) => directory.counters(tenant, type, call)))
        : undefined,
    }),
    presenter: async (listed) => {
      const presenters = new Map(
        await Promise.all(
          [...byType].map(async ([type, request]) => {
            const own = listed.filter((one) => one.type === type);
            return [type, own.length > 0 ? await presenterOf(request, own) : undefined] as const;
          }),
        ),
      );
      return (one) => presenters.get(one.type)?.(one);
    },
    presentedAtOnce: Math.min(
      MAX_COUNT,
      ...requests.map(({ kind, projection }) => kind.presentedAtOnce(projection)),
    ),
  };
};

const presenterOf = ({ kind, context, projection }: ListRequest, listed: readonly ListedResource[]) =>
  kind.presenter(
    context,
    projection,
    listed.map(({ id }) => id),
  );
