import { tooMany } from '../../scim/error.ts';
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

/** @throws ScimError 400 invalidFilter, invalidValue, invalidCursor, expiredCursor, invalidCount, tooMany */
export const listResources = async (
  directory: Directory,
  settings: ListSettings,
  context: Context,
  kind: Kind,
  query: ListQuery,
): Promise<JsonObject> => {
  const { model } = kind;
  const page = parsePage(query);
  const reads = new ReadBudget(settings.maxReadUnits);
  const explanation = new Explanation(reads);
  const request: ListRequest = {
    directory,
    context: { ...context, call: { ...context.call, reads } },
    kind,
    projection: parseProjection(model, query.attributes, query.excludedAttributes),
    filter: query.filter === undefined ? undefined : parseFilter(query.filter, model),
    sort: parseSort(model, query.sortBy, query.sortOrder),
    explanation,
  };
  try {
    return page.kind === 'index' ? await pageByIndex(request, page) : await pageByCursor(request, page);
  } catch (error) {
    throw error instanceof OverBudget ? overBudget(kind, error) : error;
  } finally {
    settings.explain(explanation.list);
  }
};

const overBudget = ({ model, apart }: Kind, { limit }: OverBudget) =>
  tooMany(
    `the list would take more than ${limit} read units: filter by eq or sw on ${model.indexes
      .map(({ attribute }) => attribute)
      .join(', ')}, leave out sortBy or ${apart}, or ask for fewer at a time`,
  );
