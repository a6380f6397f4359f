import { createHash } from 'node:crypto';
import type { JsonObject } from '../../scim/json.ts';
import { type IndexPage, listResponse, totalOfWalk } from '../../scim/list.ts';
import type { SortPlace } from '../../scim/sort.ts';
import { identityOf } from './cursor.ts';
import type { Listing } from './listing.ts';
import { fillPage } from './page.ts';
import { BEGINNING, type Start } from './request.ts';

/**
 * A page by its startIndex. It leaves a bookmark for the page behind it, so that a walk goes on where it was,
 * whatever has been created and deleted meanwhile, and costs no more at its end than at its beginning.
 */
export const pageByIndex = async (listing: Listing, page: IndexPage): Promise<JsonObject> => {
  const { directory, context } = listing;
  const { tenant, call } = context;
  const { startIndex, count } = page;
  const walk = walkOf(listing);

  const found = await listing.list.read(startOf(listing, walk, page), count);
  const leave = (place: SortPlace, items: number) =>
    directory.leaveBookmark(tenant, walk, startIndex + items, { place, total: found.total }, call);

  let left: SortPlace | undefined;
  const { resources, last, complete } = await fillPage(listing, found, count, (place) => {
    left = place;
    return leave(place, count);
  });
  const items = resources.length;
  if (last && !complete && left?.id !== last.id) {
    // It ended where it was not thought to. Some clients go on by what they got, others by what they asked for.
    await Promise.all([...new Set([items, count])].map((passed) => leave(last, passed)));
  }
  const total = totalOfWalk(page, items, complete, found.total);
  listing.explanation.matched(total);
  return listResponse(total, { startIndex }, resources);
};

const startOf = async (
  { directory, context: { tenant, call } }: Listing,
  walk: string,
  { startIndex, count }: IndexPage,
): Promise<Start> => {
  if (startIndex === 1 || count === 0) return BEGINNING;
  const bookmark = await directory.bookmark(tenant, walk, startIndex, call);
  return bookmark
    ? { ...BEGINNING, after: bookmark.place, total: bookmark.total }
    : { ...BEGINNING, skip: startIndex - 1 };
};

/** One token's way through one query; whoever goes through it twice at a time uses cursors. */
const walkOf = ({ context, query }: Listing): string =>
  createHash('sha256')
    .update(context.call.by.tokenId)
    .update('\0')
    .update(identityOf(query))
    .digest('base64url');
