import type { Json, JsonObject } from '../../scim/json.ts';
import { type CursorPage, listResponse } from '../../scim/list.ts';
import type { SortKey, SortPlace } from '../../scim/sort.ts';
import { openCursor, type Query, sealCursor } from './cursor.ts';
import type { Listing } from './listing.ts';
import { fillPage } from './page.ts';
import { BEGINNING, type Start } from './request.ts';

/** A page by a cursor, with the cursors of its neighbours (RFC 9865 §2). All that a walk needs is in them. */
export const pageByCursor = async (listing: Listing, page: CursorPage): Promise<JsonObject> => {
  const { context } = listing;
  const { count } = page;
  const query: Query = { ...listing.query, count };
  const start = startOf(context.cursorKey, query, page.cursor);
  const { backwards } = start;

  const found = await listing.list.read(Promise.resolve(start), count);
  const { resources, first, last, complete } = await fillPage(listing, found, count, async () => {});
  const cursor = (after: SortPlace, towards: boolean) =>
    sealCursor(context.cursorKey, query, contentsOf(towards, after, found.total), Date.now());

  // A page that was come to from one side has a neighbour there.
  const forth = last && !complete && cursor(last, backwards);
  const back = first && start.after && cursor(first, !backwards);
  const [nextCursor, previousCursor] = backwards ? [back, forth] : [forth, back];
  listing.explanation.matched(found.total);
  return listResponse(
    found.total,
    { ...(previousCursor && { previousCursor }), ...(nextCursor && { nextCursor }) },
    backwards ? resources.toReversed() : resources,
  );
};

type Contents = readonly [backwards: boolean, id: string, key: SortKey | null, total: number];

const contentsOf = (backwards: boolean, { id, key }: SortPlace, total: number): Json => [
  backwards,
  id,
  key ?? null,
  total,
];

const startOf = (key: Buffer, query: Query, cursor: string | undefined): Start => {
  if (cursor === undefined) return BEGINNING;
  const [backwards, id, sortKey, total] = openCursor(key, query, cursor, Date.now()) as unknown as Contents;
  return { ...BEGINNING, backwards, after: { id, ...(sortKey !== null && { key: sortKey }) }, total };
};
