import pMap from 'p-map';
import { ScimError } from '../scim/error.ts';
import { parseFilter } from '../scim/filter/parser.ts';
import { type JsonObject, quotedBytes } from '../scim/json.ts';
import { type IndexPage, listResponse, type PageParameters, parsePage } from '../scim/list.ts';
import { type Projection, parseProjection } from '../scim/projection.ts';
import type { Directory, StoredResource } from '../store/port.ts';
import type { Context, Shown, View } from './context.ts';
import type { Kind } from './kind.ts';
import { satisfying } from './satisfying.ts';

/** What a list is asked for, as it was written (RFC 7644 §3.4.2). */
export interface ListQuery extends View, PageParameters {
  readonly filter?: string;
  readonly sortBy?: string;
  readonly sortOrder?: string;
}

/** How many resources of a page are read side by side. */
const CONCURRENCY = 16;

/**
 * Bytes after which a page ends early, counted as in an answer of Lambda, where the body is a string, and well
 * under its 6 MB; the client goes on at startIndex + itemsPerPage, as RFC 7644 §3.4.2.4 has it.
 */
const MAX_PAGE_BYTES = 5_000_000;

/** @throws ScimError 400 invalidFilter, invalidValue */
export const listResources = async (
  directory: Directory,
  context: Context,
  kind: Kind,
  query: ListQuery,
): Promise<JsonObject> => {
  const page = parsePage(query);
  if (page.kind === 'cursor') throw new ScimError(501, 'lists have no cursors yet');
  const projection = parseProjection(kind.model, query.attributes, query.excludedAttributes);
  const { total, stored } =
    query.filter === undefined
      ? await everything(directory, context, kind, page)
      : await matching(directory, context, kind, page, query.filter);
  const resources = await shownWithinBudget(context, kind, projection, stored);
  return listResponse(total, { startIndex: page.startIndex }, resources);
};

interface Slice {
  readonly total: number;
  readonly stored: readonly StoredResource[];
}

const everything = async (
  directory: Directory,
  { tenant, call }: Context,
  kind: Kind,
  page: IndexPage,
): Promise<Slice> => {
  const [total, { stored }] = await Promise.all([
    directory.count(tenant, kind.model.name, call),
    page.count === 0
      ? NOTHING
      : slice(directory.walk(tenant, kind.model.name, call), page, 'until the page is full'),
  ]);
  return { total, stored };
};

const NOTHING: Slice = { total: 0, stored: [] };

const matching = async (
  directory: Directory,
  context: Context,
  kind: Kind,
  page: IndexPage,
  text: string,
): Promise<Slice> => {
  const filter = parseFilter(text, kind.model);
  return slice(satisfying(directory, context, kind, filter), page, 'to the end');
};

/** The resources of a page, and how many there were; without an end to reach, no further than the page. */
const slice = async (
  found: AsyncIterable<StoredResource>,
  { startIndex, count }: IndexPage,
  reach: 'to the end' | 'until the page is full',
): Promise<Slice> => {
  const stored: StoredResource[] = [];
  let total = 0;
  for await (const resource of found) {
    total += 1;
    if (total >= startIndex && stored.length < count) stored.push(resource);
    if (reach === 'until the page is full' && stored.length === count) break;
  }
  return { total, stored };
};

const shownWithinBudget = async (
  context: Context,
  kind: Kind,
  projection: Projection,
  stored: readonly StoredResource[],
): Promise<readonly JsonObject[]> => {
  const shown: JsonObject[] = [];
  let bytes = 0;
  for (let from = 0; from < stored.length; from += CONCURRENCY) {
    const next: readonly (Shown | undefined)[] = await pMap(
      stored.slice(from, from + CONCURRENCY),
      (resource) => kind.showListed(context, projection, resource),
      { concurrency: CONCURRENCY },
    );
    for (const one of next) {
      if (!one) continue;
      bytes += quotedBytes(JSON.stringify(one.resource));
      if (bytes > MAX_PAGE_BYTES && shown.length > 0) return shown;
      shown.push(one.resource);
    }
  }
  return shown;
};
