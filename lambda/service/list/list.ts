import { tooMany } from '../../scim/error.ts';
import { narrowed } from '../../scim/filter/narrow.ts';
import { parseFilter } from '../../scim/filter/parser.ts';
import type { JsonObject } from '../../scim/json.ts';
import { type PageParameters, parsePage } from '../../scim/list.ts';
import { parseProjection } from '../../scim/projection.ts';
import { parseSort } from '../../scim/sort.ts';
import { OverBudget } from '../../store/error.ts';
import type { Directory } from '../../store/port.ts';
import { ReadBudget } from '../../store/read-budget.ts';
import type { Context, View } from '../context.ts';
import type { Kind } from '../kind.ts';
import { pageByCursor } from './by-cursor.ts';
import { pageByIndex } from './by-index.ts';
import { type ExplainedList, Explanation } from './explanation.ts';
import { type Listing, listingOf, listingOfTypes } from './listing.ts';
import type { ListRequest } from './request.ts';

/** What a list is asked for, as it was written (RFC 7644 §3.4.2, RFC 9865 §2). */
export interface ListQuery extends View, PageParameters {
  readonly filter?: string;
  readonly sortBy?: string;
  readonly sortOrder?: string;
}

/** How lists are made. */
export interface ListSettings {
  /** The most read units that one request may take. */
  readonly maxReadUnits: number;
  /** Is told how each list was served. */
  readonly explain: (list: ExplainedList) => void;
}

export const UNBOUNDED: ListSettings = { maxReadUnits: Number.POSITIVE_INFINITY, explain: () => {} };

/**
 * A page of the resources of one type, or of several in one list (RFC 7644 §3.4.2.1).
 * @throws ScimError 400 invalidFilter, invalidValue, invalidCursor, expiredCursor, invalidCount, tooMany
 */
export const listResources = async (
  directory: Directory,
  settings: ListSettings,
  context: Context,
  kinds: readonly [Kind, ...Kind[]],
  query: ListQuery,
): Promise<JsonObject> => {
  const page = parsePage(query);
  const reads = new ReadBudget(settings.maxReadUnits);
  const explanation = new Explanation(reads);
  const asked = { directory, context: { ...context, call: { ...context.call, reads } }, explanation };
  const listing = listingFor(asked, kinds, query);
  try {
    return page.kind === 'index' ? await pageByIndex(listing, page) : await pageByCursor(listing, page);
  } catch (error) {
    throw error instanceof OverBudget ? overBudget(kinds, error) : error;
  } finally {
    settings.explain(explanation.list);
  }
};

type Asked = Pick<ListRequest, 'directory' | 'context' | 'explanation'>;

const listingFor = (asked: Asked, kinds: readonly [Kind, ...Kind[]], query: ListQuery): Listing => {
  const [first, ...others] = kinds;
  const request = requestFor(asked, first, others, query);
  if (others.length === 0) return listingOf(request);
  const { filter, sort } = request;
  const types = kinds.map(({ model }) => model.name);
  const requests = kinds
    .map((kind) =>
      requestFor(
        asked,
        kind,
        kinds.filter((other) => other !== kind),
        query,
      ),
    )
    .flatMap(ofItsType);
  return listingOfTypes({ ...asked, query: { tenant: asked.context.tenant, types, filter, sort } }, requests);
};

const requestFor = (asked: Asked, kind: Kind, others: readonly Kind[], query: ListQuery): ListRequest => {
  const { model } = kind;
  const otherModels = others.map((other) => other.model);
  return {
    ...asked,
    kind,
    projection: parseProjection(model, query.attributes, query.excludedAttributes),
    filter: query.filter === undefined ? undefined : parseFilter(query.filter, model, otherModels),
    sort: parseSort(model, query.sortBy, query.sortOrder, otherModels),
  };
};

/** What a request for several types asks of one of them; nothing where nobody of that type satisfies its filter. */
const ofItsType = (request: ListRequest): readonly ListRequest[] => {
  const filter = request.filter && narrowed(request.filter, request.kind.model);
  if (filter === false) return [];
  return [{ ...request, filter: filter === true ? undefined : filter }];
};

const overBudget = (kinds: readonly Kind[], { limit }: OverBudget) => {
  const indexed = new Set(kinds.flatMap(({ model }) => model.indexes.map(({ attribute }) => attribute)));
  const apart = kinds.map((kind) => kind.apart);
  return tooMany(
    `the list would take more than ${limit} read units: filter by eq or sw on ${[...indexed].join(
      ', ',
    )}, leave out sortBy or ${apart.join(' and ')}, or ask for fewer at a time`,
  );
};
